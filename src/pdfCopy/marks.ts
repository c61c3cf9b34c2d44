/** What of a person's notes can be written onto the pages of a PDF, and what cannot. */
import type { Color, MarkStyle } from "../domain/annotation.ts";
import type { Anchor, Note, Reply } from "../domain/note.ts";
import type { PdfRect, Region } from "../domain/region.ts";

/** Words that stand with a mark, and whose they are. */
export interface MarkWords {
  /** One in the whole file: `NM` of the annotation. */
  readonly name: string;
  readonly contents: string;
  readonly author: string;
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
}

/** A mark on one page. All in points of the page's own coordinates. */
export interface PdfMark extends MarkWords {
  readonly kind: MarkStyle;
  /** Counted from 1. */
  readonly page: number;
  /** Left, bottom, right, top. Empty for a note on the whole paper, which has its place in a corner. */
  readonly rects: readonly PdfRect[];
  /** Lines drawn by hand, each x, y, x, y, … */
  readonly strokes: readonly (readonly number[])[];
  readonly color: Color;
  readonly replies: readonly MarkWords[];
}

export interface ChosenMarks {
  readonly marks: readonly PdfMark[];
  /** How many notes have no place in this file: made on another version of it, or in the abstract. */
  readonly onOtherVersion: number;
  readonly onAbstract: number;
}

/** @param fingerprint of the file, as pdf.js has it */
export function marksFor(notes: readonly Note[], fingerprint: string | undefined): ChosenMarks {
  const marks: PdfMark[] = [];
  let [onOtherVersion, onAbstract] = [0, 0];
  for (const note of notes) {
    if (note.inFile === true) continue; // it is in the file already
    const region = regionIn(note, fingerprint);
    if (note.about === "paper") marks.push(onFirstPage(note));
    else if (region !== undefined) marks.push(...onPages(note, region));
    else if (note.about === "pdf" || note.older?.some(isInPdf) === true) onOtherVersion++;
    else onAbstract++;
  }
  return { marks, onOtherVersion, onAbstract };
}

/** A note keeps the places that it had in other files. */
function regionIn({ region, older = [] }: Note, fingerprint: string | undefined): Region | undefined {
  const regions = [region, ...older.map((anchor) => (isInPdf(anchor) ? anchor.region : undefined))];
  return regions.find((each) => each !== undefined && each.fingerprint === fingerprint);
}

const isInPdf = (anchor: Anchor): anchor is Extract<Anchor, { in: "pdf" }> => anchor.in === "pdf";

const onFirstPage = (note: Note): PdfMark => ({
  ...wordsOf(note),
  kind: "point",
  page: 1,
  rects: [],
  strokes: [],
  color: note.color,
  replies: note.replies.map(replyWords),
});

/** A highlight over a page break is one note, and to a PDF one annotation a page: the words stand with the first. */
const onPages = (note: Note, { parts }: Region): readonly PdfMark[] =>
  parts.map(({ page, rects, strokes = [] }, at) => ({
    ...wordsOf(note),
    ...(at === 0 ? {} : { name: `${note.id}#${at + 1}`, contents: "" }),
    kind: note.style,
    page,
    rects,
    strokes,
    color: note.color,
    replies: at === 0 ? note.replies.map(replyWords) : [],
  }));

const wordsOf = (note: Note): MarkWords => ({
  ...replyWords(note),
  contents: [note.comment, note.tags.map((tag) => `#${tag.replaceAll(" ", "-")}`).join(" ")]
    .filter((part) => part !== "")
    .join("\n\n"),
});

const replyWords = ({ id, comment, author, created, modified }: Reply): MarkWords => ({
  name: id,
  contents: comment,
  author,
  created,
  modified,
});
