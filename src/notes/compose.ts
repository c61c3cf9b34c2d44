/** Makes and changes annotations. Pure: ids and times are handed in. */
import { describePosition, describeQuote } from "../anchoring/describe.ts";
import type { Span } from "../base/span.ts";
import {
  abstractIri,
  annotationContext,
  annotationTags,
  colorOf,
  commentOf,
  markStyleOf,
  paperIri,
  pdfIri,
  targetsOf,
  type Annotation,
  type AnnotationBody,
  type AnnotationId,
  type Color,
  type MarkStyle,
  type Selector,
  type Target,
  type TextQuote,
} from "../domain/annotation.ts";
import type { PaperId } from "../domain/paperId.ts";
import { regionSelectors, type Region } from "../domain/region.ts";
import type { Author } from "./author.ts";

export interface NoteDraft {
  readonly paper: PaperId;
  /** The words it is about; without them the note is about the whole paper. */
  readonly passage?: { readonly text: string; readonly span: Span } | undefined;
  /** Or the part of its PDF, with the words there where there are some, and a picture where one was taken. */
  readonly part?: PdfPart | undefined;
  /** Made by whoever drew the mark before it was stored; a new one where it is left out. */
  readonly id?: AnnotationId | undefined;
  readonly style?: MarkStyle | undefined;
  readonly color?: Color | undefined;
  /** Markdown. */
  readonly comment?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

export interface PdfPart {
  readonly region: Region;
  readonly quote?: TextQuote | undefined;
  /** A PNG file in the library's folder. */
  readonly picture?: string | undefined;
}

/** Where a note is to lie from now on. */
export type NewPlace = Pick<NoteDraft, "paper" | "passage" | "part">;

export interface NoteEdit {
  /** Goes before the places that the note has; those stay. */
  readonly place?: NewPlace | undefined;
  readonly comment?: string | undefined;
  readonly style?: MarkStyle | undefined;
  readonly color?: Color | undefined;
  readonly tags?: readonly string[] | undefined;
}

interface Made {
  readonly id: AnnotationId;
  readonly now: string;
  readonly author: Author;
}

export function composeNote(draft: NoteDraft, made: Made): Annotation {
  const { part, style = "highlight", color = "yellow", comment = "", tags = [] } = draft;
  return {
    ...heading(made, comment === "" ? "highlighting" : "commenting"),
    body: [...bodies(comment, tags, "commenting"), ...pictureBodies(part?.picture)],
    target: { ...targetOf(draft), styleClass: `${style} ${color}` },
  };
}

function targetOf({ paper, passage, part }: NewPlace): { source: string; selector: Selector[] } {
  if (part !== undefined) {
    const { region, quote } = part;
    const words = quote === undefined ? [] : [{ type: "TextQuoteSelector", ...quote }];
    return { source: pdfIri(paper), selector: [...words, ...regionSelectors(region)] };
  }
  if (passage === undefined) return { source: paperIri(paper), selector: [] };
  const { text, span } = passage;
  return {
    source: abstractIri(paper),
    selector: [
      { type: "TextQuoteSelector", ...describeQuote(text, span) },
      { type: "TextPositionSelector", ...describePosition(text, span) },
    ],
  };
}

const pictureBodies = (picture: string | undefined): AnnotationBody[] =>
  picture === undefined ? [] : [{ type: "Image", id: picture, format: "image/png" }];

export const composeReply = (to: AnnotationId, comment: string, made: Made): Annotation => ({
  ...heading(made, "replying"),
  body: bodies(comment, [], "replying"),
  target: to,
});

/** The annotation as an edit leaves it; what the edit does not name stays, unknown fields too. */
export function edited(annotation: Annotation, edit: NoteEdit, now: string): Annotation {
  const [newest, ...older] = targetsOf(annotation);
  const comment = edit.comment ?? commentOf(annotation);
  const tags = edit.tags ?? annotationTags(annotation);
  const isReply = annotation.motivation === "replying";
  const rewritten = edit.comment !== undefined || edit.tags !== undefined;
  return {
    ...annotation,
    modified: after(annotation.modified, now),
    ...(rewritten && {
      motivation: isReply ? "replying" : comment === "" ? "highlighting" : "commenting",
      body: [...foreignBodies(annotation), ...bodies(comment, tags, isReply ? "replying" : "commenting")],
    }),
    ...(typeof newest === "object" &&
      (edit.style !== undefined || edit.color !== undefined || edit.place !== undefined) && {
        target: oneOrAll(targetsAfter(annotation, edit, newest, older)),
      }),
  };
}

function targetsAfter(
  annotation: Annotation,
  edit: NoteEdit,
  newest: Exclude<Target, string>,
  older: readonly Target[],
): readonly [Target, ...Target[]] {
  const look =
    edit.style === undefined && edit.color === undefined ? {} : { styleClass: styleClass(annotation, edit) };
  if (edit.place === undefined) return [{ ...newest, ...look }, ...older];
  const next = { ...targetOf(edit.place), styleClass: styleClass(annotation, edit) };
  const isSame = (target: Target): boolean => fieldsOf(target) === fieldsOf(next);
  return [next, ...[newest, ...older].filter((target) => !isSame(target))];
}

/** Whatever order they were written in. */
const fieldsOf = (target: Target): string =>
  typeof target === "string"
    ? target
    : JSON.stringify(Object.entries(target).sort(([a], [b]) => (a < b ? -1 : 1)));

const styleClass = (annotation: Annotation, { style, color }: NoteEdit): string =>
  `${style ?? markStyleOf(annotation)} ${color ?? colorOf(annotation)}`;

/** The model lets one target stand for a list of one, and so do most that read it. */
const oneOrAll = ([newest, ...older]: readonly [Target, ...Target[]]): Annotation["target"] =>
  older.length === 0 ? newest : [newest, ...older];

export const deleted = (annotation: Annotation, now: string): Annotation => ({
  ...annotation,
  modified: after(annotation.modified, now),
  "marginalia:deleted": true,
});

/** The annotation as it was before, said anew so that it is the newest. */
export function restored(before: Annotation, current: Annotation, now: string): Annotation {
  const { "marginalia:deleted": _, ...fields } = before;
  return { ...fields, modified: after(current.modified, now) };
}

/** Later than both, so that an edit wins over what it edits even when this clock is behind. */
function after(before: string, now: string): string {
  return Date.parse(now) > Date.parse(before) ? now : new Date(Date.parse(before) + 1).toISOString();
}

const heading = ({ id, now, author }: Made, motivation: string) => ({
  "@context": annotationContext,
  id,
  type: "Annotation" as const,
  motivation,
  created: now,
  modified: now,
  creator: {
    type: "Person",
    name: author.name,
    ...(author.email === undefined ? {} : { email: `mailto:${author.email}` }),
  },
});

const bodies = (comment: string, tags: readonly string[], purpose: string): AnnotationBody[] => [
  ...(comment === "" ? [] : [{ type: "TextualBody", value: comment, format: "text/markdown", purpose }]),
  ...tags.map((value) => ({ type: "TextualBody", value, purpose: "tagging" })),
];

/** Bodies that are neither our comment nor tags, such as a link that another tool added. */
const foreignBodies = ({ body }: Annotation): AnnotationBody[] =>
  body.filter(
    (item) =>
      typeof item === "string" ||
      item.value === undefined ||
      !["commenting", "replying", "describing", "tagging"].includes(item.purpose ?? "commenting"),
  );
