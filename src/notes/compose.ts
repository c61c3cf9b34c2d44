/** Makes and changes annotations. Pure: ids and times are handed in. */
import { describePosition, describeQuote } from "../anchoring/describe.ts";
import { canonical } from "../base/canonical.ts";
import type { Span } from "../base/span.ts";
import {
  abstractIri,
  annotationContext,
  colorOf,
  markStyleOf,
  oneOrAll,
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
import { fileLinksOf, linkBody, type FilePlace } from "../domain/fileLink.ts";
import { pageSelector, regionSelectors, type Region } from "../domain/region.ts";
import { agentOf, type Author } from "./author.ts";
import { bodiesOf, classesWith, tagBodies } from "./fields.ts";

export interface NoteDraft {
  readonly paper: PaperId;
  /** The words it is about; without them the note is about the whole paper. */
  readonly passage?: { readonly text: string; readonly span: Span } | undefined;
  /** Or the part of its PDF, with the words there where there are some, and a picture where one was taken. */
  readonly part?: PdfPart | undefined;
  /** Or words that stand on a page of its PDF, where on it is not known. */
  readonly onPage?: { readonly page: number; readonly quote: TextQuote } | undefined;
  /** Made by whoever drew the mark before it was stored; a new one where it is left out. */
  readonly id?: AnnotationId | undefined;
  readonly style?: MarkStyle | undefined;
  readonly color?: Color | undefined;
  /** Markdown. */
  readonly comment?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Lines of files that it links to. */
  readonly links?: readonly FilePlace[] | undefined;
}

export interface PdfPart {
  readonly region: Region;
  readonly quote?: TextQuote | undefined;
  /** A PNG file in the library's folder. */
  readonly picture?: string | undefined;
}

/** Where a note is to lie from now on. */
export type NewPlace = Pick<NoteDraft, "paper" | "passage" | "part" | "onPage">;

export interface NoteEdit {
  /** Goes before the places that the note has; those stay. */
  readonly place?: NewPlace | undefined;
  readonly comment?: string | undefined;
  readonly style?: MarkStyle | undefined;
  readonly color?: Color | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly links?: readonly FilePlace[] | undefined;
}

interface Made {
  readonly id: AnnotationId;
  readonly now: string;
  readonly author: Author;
}

export function composeNote(draft: NoteDraft, made: Made): Annotation {
  const { part, style = "highlight", color = "yellow", comment = "", tags = [], links = [] } = draft;
  return {
    ...heading(made, links.length > 0 ? "linking" : comment === "" ? "highlighting" : "commenting"),
    body: [
      ...commentBodies(comment, "commenting"),
      ...tags.map(tagBody),
      ...links.map(linkBody),
      ...pictureBodies(part?.picture),
    ],
    target: { ...targetOf(draft), styleClass: `${style} ${color}` },
  };
}

/** What a program puts before the person. */
export const asProposed = (annotation: Annotation): Annotation => ({
  ...annotation,
  "marginalia:proposed": true,
});

function targetOf({ paper, passage, part, onPage }: NewPlace): { source: string; selector: Selector[] } {
  if (part !== undefined) {
    const { region, quote } = part;
    const words = quote === undefined ? [] : [{ type: "TextQuoteSelector", ...quote }];
    return { source: pdfIri(paper), selector: [...words, ...regionSelectors(region)] };
  }
  if (onPage !== undefined) {
    const { page, quote } = onPage;
    return {
      source: pdfIri(paper),
      selector: [{ type: "TextQuoteSelector", ...quote }, pageSelector(page)],
    };
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

export const composeReply = (
  to: AnnotationId,
  comment: string,
  made: Made,
  links: readonly FilePlace[] = [],
): Annotation => ({
  ...heading(made, "replying"),
  body: [...commentBodies(comment, "replying"), ...links.map(linkBody)],
  target: to,
});

/**
 * The annotation as an edit leaves it; what the edit does not name stays, unknown fields too. Who edits what a program has
 * proposed has accepted it.
 */
export function edited(annotation: Annotation, edit: NoteEdit, now: string): Annotation {
  const { "marginalia:proposed": _, ...kept } = annotation;
  const { motivation } = annotation;
  const [newest, ...older] = targetsOf(annotation);
  const isReply = motivation === "replying";
  const isLink = motivation === "linking";
  const { comment, tags, links } = edit;
  const known = tagBodies(annotation);
  return {
    ...kept,
    modified: after(annotation.modified, now),
    ...(comment !== undefined && {
      motivation: isReply || isLink ? motivation : comment === "" ? "highlighting" : "commenting",
    }),
    ...((comment ?? tags ?? links) !== undefined && {
      body: [
        ...(comment === undefined
          ? bodiesOf(annotation, "comment")
          : commentBodies(comment, isReply ? "replying" : "commenting")),
        ...(tags ?? [...known.keys()]).map((tag) => known.get(tag) ?? tagBody(tag)),
        ...(links === undefined ? bodiesOf(annotation, "link") : linksAfter(annotation, links)),
        ...bodiesOf(annotation, "other"),
      ],
    }),
    ...(typeof newest === "object" &&
      (edit.style !== undefined || edit.color !== undefined || edit.place !== undefined) && {
        target: oneOrAll(targetsAfter(annotation, edit, newest, older)),
      }),
  };
}

/** What others have put into a link stays, and so do links that we cannot read. */
function linksAfter(annotation: Annotation, links: readonly FilePlace[]): AnnotationBody[] {
  const before = bodiesOf(annotation, "link");
  const readable = before.filter(isReadableLink);
  return [
    ...links.map((place, at) => ({ ...Object(readable[at]), ...Object(linkBody(place)) }) as AnnotationBody),
    ...before.filter((body) => !isReadableLink(body)),
  ];
}

const isReadableLink = (body: AnnotationBody): boolean => fileLinksOf({ body: [body] }).length > 0;

function targetsAfter(
  annotation: Annotation,
  edit: NoteEdit,
  newest: Exclude<Target, string>,
  older: readonly Target[],
): readonly [Target, ...Target[]] {
  const { style = markStyleOf(annotation), color = colorOf(annotation), place } = edit;
  const styleClass = classesWith(annotation, style, color);
  if (place === undefined) return [{ ...newest, styleClass }, ...older];
  const next = { ...targetOf(place), styleClass };
  const isSame = (target: Target): boolean => canonical(target) === canonical(next);
  return [next, ...[newest, ...older].filter((target) => !isSame(target))];
}

export const deleted = (annotation: Annotation, now: string): Annotation => ({
  ...annotation,
  modified: after(annotation.modified, now),
  "marginalia:deleted": true,
});

/** Later than both, so that an edit wins over what it edits even when this clock is behind. */
export function after(before: string, now: string): string {
  return Date.parse(now) > Date.parse(before) ? now : new Date(Date.parse(before) + 1).toISOString();
}

const heading = ({ id, now, author }: Made, motivation: string) => ({
  "@context": annotationContext,
  id,
  type: "Annotation" as const,
  motivation,
  created: now,
  modified: now,
  creator: agentOf(author),
});

const commentBodies = (comment: string, purpose: string): AnnotationBody[] =>
  comment === "" ? [] : [{ type: "TextualBody", value: comment, format: "text/markdown", purpose }];

const tagBody = (value: string): AnnotationBody => ({ type: "TextualBody", value, purpose: "tagging" });
