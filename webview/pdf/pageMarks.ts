/** What is drawn over each page: the marks of notes, those not yet stored, the selection and the caret. */
import { svg, type TemplateResult } from "lit";
import type { Note } from "../../src/domain/note.ts";
import type { ReaderState } from "../state/reader.ts";
import type { Annotations } from "./annotations.ts";
import type { Drawing } from "./engine/sheets.ts";
import type { PdfSelection } from "./selection.ts";
import { caretRect, rectsOf } from "./text/places.ts";
import { rangeOfSpan, regionOfRange } from "./text/ranges.ts";
import { caretShape, linesOfMark, selectionBoxes, washOf, type ShownMark } from "./ui/markShapes.ts";

export class PageMarks {
  readonly #annotations: () => Annotations;
  readonly #selection: () => PdfSelection;
  #notes: readonly Note[] | undefined;
  /** Hundreds of notes are not looked through for each page. */
  #byPage = new Map<number, Note[]>();

  constructor(annotations: () => Annotations, selection: () => PdfSelection) {
    this.#annotations = annotations;
    this.#selection = selection;
  }

  /** @param extra what a tool draws meanwhile */
  on(page: number, extra: TemplateResult | undefined, hasCaret: boolean): Drawing {
    const marks = this.#marksOn(page);
    const selection = this.#selection();
    const selected = selection.on(page).flatMap((part) => rectsOf(part.page, part.span));
    const { caret } = selection;
    const text = caret?.page === page ? selection.texts(page) : undefined;
    const caretBox = text === undefined || caret === undefined ? undefined : caretRect(text, caret.offset);
    return {
      washes: svg`${marks.map(washOf)}${selectionBoxes(selected)}`,
      lines: svg`${marks.map(linesOfMark)}${hasCaret ? caretShape(caretBox) : ""}${extra ?? ""}`,
    };
  }

  #marksOn(page: number): readonly ShownMark[] {
    const annotations = this.#annotations();
    const { state } = annotations.reader;
    this.#index(state.notes);
    const stored = (this.#byPage.get(page) ?? []).flatMap((note) => this.#marksOf(note, page, state.active));
    const pending = [...annotations.pending]
      .filter(({ id }) => !state.notes.some((note) => note.id === id))
      .flatMap(({ region, style, color }) =>
        region.parts
          .filter((part) => part.page === page)
          .map((part) => ({
            part,
            style,
            color,
            isActive: false,
            isPending: true,
            isMoved: false,
            isProposed: false,
            hasComment: false,
          })),
      );
    return [...stored, ...pending, ...this.#inWriting(page, state)];
  }

  #marksOf(
    { id, region, style, color, comment, placement, inFile, proposed }: Note,
    page: number,
    active: unknown,
  ): ShownMark[] {
    // pdf.js draws what is in the file; ours is only the frame of the one in focus.
    if (inFile === true && id !== active) return [];
    const parts = region?.parts ?? [];
    return parts
      .filter((part) => part.page === page)
      .map((part) => ({
        part,
        style: inFile === true ? "area" : style,
        color,
        isActive: id === active,
        isPending: this.#annotations().isPending(id),
        isMoved: placement.state === "uncertain",
        isProposed: proposed === true,
        hasComment: inFile !== true && comment !== "" && part === parts[0],
      }));
  }

  /** The passages that one is writing about. */
  #inWriting(page: number, { drafts }: ReaderState): ShownMark[] {
    const { texts } = this.#selection();
    return drafts.flatMap(({ purpose, span, style, color }) => {
      const range = purpose === "new" && span !== undefined ? rangeOfSpan(span, texts) : undefined;
      const region = range === undefined ? undefined : regionOfRange(range, texts, "");
      return (region?.parts ?? [])
        .filter((part) => part.page === page)
        .map((part) => ({
          part,
          style,
          color,
          isActive: true,
          isPending: true,
          isMoved: false,
          isProposed: false,
          hasComment: false,
        }));
    });
  }

  #index(notes: readonly Note[]): void {
    if (notes === this.#notes) return;
    this.#notes = notes;
    this.#byPage = new Map();
    for (const note of notes)
      for (const page of new Set(note.region?.parts.map((part) => part.page)))
        this.#byPage.set(page, [...(this.#byPage.get(page) ?? []), note]);
  }
}
