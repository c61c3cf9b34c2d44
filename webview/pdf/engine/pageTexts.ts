/** The text of pages as pdf.js finds it, with the widths of their letters; read when first needed, a few pages kept. */
import { OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { lettersOfPage } from "../text/pageLetters.ts";
import type { FontShape, LetterWidths, PageText, TextPiece } from "../text/pageText.ts";
import { pageTextOf } from "../text/readPage.ts";
import type { PageLetters } from "../../../src/anchoring/pageLetters.ts";
import type { PDFDocumentProxy } from "./pdfDocument.ts";

const pagesKept = 24;
const longestWaitMs = 20_000;

export class PageTexts {
  readonly #document: PDFDocumentProxy;
  readonly #pages = new Map<number, Promise<PageText>>();
  readonly #letters = new Map<number, Promise<PageLetters>>();
  /** Those that are there already, for what cannot wait. */
  readonly #ready = new Map<number, PageText>();

  constructor(document: PDFDocumentProxy) {
    this.#document = document;
  }

  get pageCount(): number {
    return this.#document.numPages;
  }

  /** A page that cannot be read has no text. */
  read(number: number): Promise<PageText> {
    const known = this.#pages.get(number);
    if (known !== undefined) return known;
    const reading = readPage(this.#document, number).then((page) => {
      this.#ready.set(number, page);
      return page;
    });
    this.#pages.set(number, reading);
    this.#forgetOldest();
    return reading;
  }

  /** Without the widths of letters, which is read quicker: near enough to tell what stands where. Not kept. */
  rough(number: number): Promise<PageText> {
    return readPage(this.#document, number, false);
  }

  /** The letters alone, which are read quicker; those of every page are kept. */
  letters(number: number): Promise<PageLetters> {
    const known = this.#letters.get(number);
    if (known !== undefined) return known;
    const reading = this.rough(number).then(lettersOfPage);
    this.#letters.set(number, reading);
    return reading;
  }

  at(number: number): PageText | undefined {
    return this.#ready.get(number);
  }

  #forgetOldest(): void {
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= pagesKept) return;
      this.#pages.delete(number);
      this.#ready.delete(number);
    }
  }
}

async function readPage(document: PDFDocumentProxy, number: number, withWidths = true): Promise<PageText> {
  const page = await inTime(document.getPage(number)).catch(() => undefined);
  if (page === undefined) return noText(number);
  const [left = 0, bottom = 0, right = 612, top = 792] = page.view;
  const view = [left, bottom, right, top] as const;
  const nothing = { items: [], styles: {} as Record<string, FontShape> };
  const content = await inTime(page.getTextContent()).catch(() => nothing);
  const pieces = content.items.flatMap((item): TextPiece[] =>
    "str" in item ? [{ ...item, transform: item.transform as number[] }] : [],
  );
  const operators =
    pieces.length === 0 || !withWidths
      ? undefined
      : await inTime(page.getOperatorList()).catch(() => undefined);
  return pageTextOf({
    number,
    pieces,
    fonts: new Map(
      Object.entries(content.styles).map(([name, { ascent, descent, vertical }]) => [
        name,
        { ascent, descent, vertical: vertical === true },
      ]),
    ),
    widths: operators === undefined ? new Map() : widthsIn(operators.fnArray, operators.argsArray),
    view,
  });
}

const noText = (number: number): PageText =>
  pageTextOf({ number, pieces: [], fonts: new Map(), widths: new Map(), view: [0, 0, 612, 792] });

interface Glyph {
  readonly unicode: string;
  readonly width: number;
}

const isGlyph = (item: unknown): item is Glyph =>
  typeof item === "object" &&
  item !== null &&
  "unicode" in item &&
  typeof item.unicode === "string" &&
  "width" in item &&
  typeof item.width === "number";

/** Every glyph that the page shows, by font and by what it stands for. */
function widthsIn(operations: readonly number[], operands: readonly unknown[]): Map<string, LetterWidths> {
  const fonts = new Map<string, Map<string, number>>();
  let font = "";
  operations.forEach((operation, at) => {
    const given = operands[at];
    const [first] = Array.isArray(given) ? (given as readonly unknown[]) : [];
    if (operation === OPS.setFont) font = String(first);
    if (operation !== OPS.showText || !Array.isArray(first)) return;
    const widths = fonts.get(font) ?? new Map<string, number>();
    fonts.set(font, widths);
    for (const glyph of first as readonly unknown[])
      if (isGlyph(glyph) && glyph.width > 0) widths.set(glyph.unicode.normalize("NFKC"), glyph.width);
  });
  return fonts;
}

/** pdf.js may wait for ever for a page of a broken file. */
async function inTime<T>(wanted: Promise<T>): Promise<T> {
  let patience: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    patience = setTimeout(() => reject(new Error("the page takes too long to read")), longestWaitMs);
  });
  try {
    return await Promise.race([wanted, silence]);
  } finally {
    clearTimeout(patience);
  }
}
