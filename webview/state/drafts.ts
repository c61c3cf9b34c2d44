/** Comments being written, and those left unsent. A person's words stay until they are saved or thrown away on purpose. */
import type { Span } from "../../src/base/span.ts";
import { wordStyles, type AnnotationId, type Color, type WordStyle } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";

/** "new" is about a passage, "paper" about the whole paper; "edit" and "reply" belong to a note. */
export type Purpose = "new" | "edit" | "reply" | "paper";

export interface Unsent {
  readonly purpose: Purpose;
  readonly note?: AnnotationId | undefined;
  readonly span?: Span | undefined;
  readonly color?: Color | undefined;
  readonly text: string;
}

export interface Draft extends Unsent {
  readonly style: WordStyle;
  readonly color: Color;
  /** What stood there when the writing began. */
  readonly original: string;
  /** Shown in an editor; at most one is. */
  readonly open: boolean;
  readonly saving: boolean;
  readonly failure?: string | undefined;
}

/** One draft for each thing that can be written about. */
export const draftKey = ({ purpose, note, span }: Unsent): string =>
  [purpose, note ?? "", span === undefined ? "" : `${span.start}-${span.end}`].join(" ");

export const isChanged = ({ text, original }: Draft): boolean => text !== original && text.trim() !== "";

export const openDraft = (drafts: readonly Draft[]): Draft | undefined => drafts.find(({ open }) => open);

/** Closes every editor; what was changed stays as an unsent draft, the rest goes. */
export const closed = (drafts: readonly Draft[]): readonly Draft[] =>
  drafts.filter((draft) => draft.saving || isChanged(draft)).map((draft) => ({ ...draft, open: false }));

/** Opens an editor for this draft, or for the one already kept for the same target. */
export function opened(drafts: readonly Draft[], wanted: Draft): readonly Draft[] {
  const key = draftKey(wanted);
  const kept = drafts.find((draft) => draftKey(draft) === key);
  const others = closed(drafts.filter((draft) => draft !== kept));
  return [...others, { ...wanted, ...kept, open: true }];
}

export const without = (drafts: readonly Draft[], gone: Unsent): readonly Draft[] =>
  drafts.filter((draft) => draftKey(draft) !== draftKey(gone));

export const changed = (drafts: readonly Draft[], which: Unsent, change: Partial<Draft>): readonly Draft[] =>
  drafts.map((draft) => (draftKey(draft) === draftKey(which) ? { ...draft, ...change } : draft));

/** What to remember for the time when this page is gone. The open one first: it is opened again. */
export const unsentOf = (drafts: readonly Draft[]): readonly Unsent[] =>
  [...drafts]
    .sort((a, b) => Number(b.open) - Number(a.open))
    .filter(isChanged)
    .map(({ purpose, note, span, color, text }) => ({ purpose, note, span, color, text }));

/** Takes back what was unsent; the first is opened again, as it was in writing when the page went. */
export function restored(unsent: readonly Unsent[], notes: readonly Note[]): readonly Draft[] {
  return unsent.map((words, index) => {
    const note = notes.find(({ id }) => id === words.note);
    return {
      ...words,
      style: wordStyles.find((style) => style === note?.style) ?? "highlight",
      color: words.color ?? note?.color ?? "yellow",
      original: words.purpose === "edit" ? (commentIn(notes, words.note) ?? "") : "",
      open: index === 0,
      saving: false,
    };
  });
}

/** The comment of a note or of a reply; `undefined` when there is no such thing any more. */
export function commentIn(notes: readonly Note[], id: AnnotationId | undefined): string | undefined {
  for (const note of notes) {
    if (note.id === id) return note.comment;
    const reply = note.replies.find((each) => each.id === id);
    if (reply !== undefined) return reply.comment;
  }
  return undefined;
}

/** A draft is homeless when its note is gone or its passage lies outside the text; its words are still offered. */
export const isHomeless = (draft: Unsent, notes: readonly Note[], textLength: number): boolean =>
  draft.purpose === "new"
    ? draft.span === undefined || draft.span.end > textLength
    : draft.purpose !== "paper" && commentIn(notes, draft.note) === undefined;
