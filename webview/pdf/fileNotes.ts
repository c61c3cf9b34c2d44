/**
 * Marks that are in the file, as notes that can be read and not changed: listed beside our own, in the order of the text.
 * pdf.js draws them. They are looked for page by page, in the pauses of other work.
 */
import { foldedOffset } from "../../src/anchoring/fold.ts";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note, Reply } from "../../src/domain/note.ts";
import { spanOfRegion, type Region } from "../../src/domain/region.ts";
import { fileMarksOn, type FileMark } from "./engine/fileMarks.ts";
import { idle } from "./engine/idle.ts";
import type { PageTexts } from "./engine/pageTexts.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";
import { nearestColor } from "./state/nearestColor.ts";
import { joined } from "./text/cleanText.ts";
import type { PageText } from "./text/pageText.ts";
import { offsetAt } from "./text/places.ts";
import { rounded } from "./text/rects.ts";

/** Nobody has marked more, and a hostile file would fill the list. */
const mostMarks = 5_000;
/** Of longer documents the marks are found on the pages that are looked at. */
const mostPages = 1_000;
/** So that the list is not drawn anew for every page. */
const tellMs = 300;

export class FileNotes {
  readonly #document: PDFDocumentProxy;
  readonly #texts: PageTexts;
  readonly #found: (notes: readonly Note[]) => void;
  readonly #pages = new Map<number, Promise<void>>();
  #notes: readonly Note[] = [];
  #telling: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(document: PDFDocumentProxy, texts: PageTexts, found: (notes: readonly Note[]) => void) {
    this.#document = document;
    this.#texts = texts;
    this.#found = found;
  }

  /** Looks through the whole document, unless it is too long. */
  async lookThrough(): Promise<void> {
    for (let page = 1; page <= Math.min(this.#document.numPages, mostPages) && !this.#isOver; page++) {
      await idle();
      await this.look(page);
    }
  }

  /** Once for each page. */
  look(page: number): Promise<void> {
    const looking = this.#pages.get(page) ?? this.#look(page).catch(() => undefined); // damaged: no marks
    this.#pages.set(page, looking);
    return looking;
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#telling);
  }

  async #look(page: number): Promise<void> {
    const marks = await fileMarksOn(this.#document, page);
    if (marks.length === 0 || this.#notes.length > mostMarks) return;
    const text = await this.#texts.rough(page);
    if (this.#isOver) return;
    this.#notes = [...this.#notes, ...notesOf(marks, text, this.#document.fingerprints[0] ?? "")];
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      this.#found(this.#notes);
    }, tellMs);
  }
}

function notesOf(marks: readonly FileMark[], text: PageText, fingerprint: string): readonly Note[] {
  const answers = (id: string): readonly FileMark[] =>
    marks.filter(({ answerTo }) => answerTo === id).flatMap((mark) => [mark, ...answers(mark.id)]);
  const isAnswer = ({ answerTo }: FileMark): boolean => marks.some(({ id }) => id === answerTo);
  return marks
    .filter((mark) => !isAnswer(mark))
    .map((mark) => noteOf(mark, answers(mark.id), text, fingerprint));
}

function noteOf(mark: FileMark, answers: readonly FileMark[], text: PageText, fingerprint: string): Note {
  const region: Region = { fingerprint, parts: [{ ...placeOf(mark, text), page: mark.page }] };
  return {
    ...written(mark),
    about: "pdf",
    inFile: true,
    region,
    quote: mark.words.split("\n").reduce((before, line) => joined(before, line), ""),
    style: mark.style,
    color: nearestColor(mark.color),
    tags: [],
    placement: { state: "anchored", span: spanOfRegion(region) },
    replies: [...answers].sort((a, b) => a.created.localeCompare(b.created)).map(written),
  };
}

/** Other programs write plain text, whose line breaks Markdown would take for spaces. */
const written = ({ id, author, comment, created, modified }: FileMark): Reply => ({
  id: `pdf:${id}` as AnnotationId,
  comment: comment.replace(/\r\n?|\n/gu, "\\\n").replace(/(?:\\\n){2,}/gu, "\n\n"),
  author,
  created,
  modified,
  editable: false,
});

function placeOf({ rects, strokes, words }: FileMark, text: PageText): Omit<Region["parts"][number], "page"> {
  const [first, last] = [rects[0], rects.at(-1)];
  const at = (x: number, y: number): number => foldedOffset(text.folded, offsetAt(text, x, y) ?? 0);
  const start = first === undefined ? 0 : at(first[0], (first[1] + first[3]) / 2);
  const end = last === undefined || words === "" ? start : at(last[2], (last[1] + last[3]) / 2);
  return {
    rects: rects.map(rounded),
    ...(strokes.length === 0 ? {} : { strokes: strokes.map((stroke) => [...stroke]) }),
    text: { start: Math.min(start, end), end: Math.max(start, end) },
  };
}
