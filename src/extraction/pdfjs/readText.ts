/**
 * Reads the whole text of an open PDF, as it is kept to be searched. Long documents are read in stretches, of which no more
 * than the words is kept: a manual of thousands of pages would otherwise fill the memory with places of letters.
 */
import type { Heading, PageText } from "../extractedPaper.ts";
import { fullText } from "../fullText.ts";
import { headingsOf } from "../headings.ts";
import { withoutFurniture } from "../furniture.ts";
import { allLinesOf } from "../lines.ts";
import { pageItems, type FontFace, type PageLines } from "../pageText.ts";
import { bodyStyleOf } from "../style.ts";
import type { PdfText } from "../summary.ts";
import { titleOf } from "../title.ts";
import type { PdfSource } from "./pdfSource.ts";
import { outlineOf } from "./places.ts";
import { facesOf, fontNamesIn } from "./readPdf.ts";

export interface TextBounds {
  readonly pages: number;
  /** Of text, all pages together. */
  readonly letters: number;
  readonly milliseconds: number;
  /** For the names of fonts, by which headings are told where there is no outline. */
  readonly fontMilliseconds: number;
  /** How many pages are looked at together: their running heads are known by their return. */
  readonly stretch: number;
  readonly now: () => number;
  /** Waited for before each page. */
  readonly pause: () => Promise<void>;
  readonly progress: (done: number, all: number) => void;
}

const usualBounds: TextBounds = {
  pages: 5_000,
  letters: 20_000_000,
  milliseconds: 300_000,
  fontMilliseconds: 6_000,
  stretch: 100,
  now: () => Date.now(),
  pause: () => Promise.resolve(),
  progress: () => undefined,
};

export async function readText(source: PdfSource, bounds: Partial<TextBounds> = {}): Promise<PdfText> {
  const limits = { ...usualBounds, ...bounds };
  const start = limits.now();
  const outline = await outlineOf(source);
  const reader = new StretchReader(source, limits, outline.length <= 2);
  const pages: PageText[] = [];
  const headings: Heading[] =
    outline.length > 2 ? [...headingsOf([], outline, noStyle, () => false).value] : [];
  const last = Math.min(source.numPages, limits.pages);
  let letters = 0;
  for (let from = 1; from <= last; from += limits.stretch) {
    if (letters > limits.letters || limits.now() - start > limits.milliseconds) break;
    const to = Math.min(from + limits.stretch - 1, last);
    const lines = await reader.read(from, to);
    await limits.pause();
    const texts = fullText(lines);
    pages.push(...texts);
    letters += texts.reduce((sum, { text }) => sum + text.length, 0);
    if (outline.length <= 2) headings.push(...headingsIn(lines, from === 1));
    limits.progress(to, source.numPages);
  }
  return {
    pages,
    headings: headings.map(({ title, number, level, place }) => ({
      title,
      ...(number === undefined ? {} : { number }),
      level,
      page: place.page,
    })),
    unread: source.numPages - pages.length,
  };
}

const noStyle = bodyStyleOf([]);

function headingsIn(pages: readonly PageLines[], isBeginning: boolean): readonly Heading[] {
  const title = new Set(isBeginning ? titleOf(pages, {})?.lines : []);
  return headingsOf(pages, [], bodyStyleOf(pages), (line) => title.has(line)).value;
}

class StretchReader {
  readonly #source: PdfSource;
  readonly #limits: TextBounds;
  readonly #needsFonts: boolean;
  readonly #fonts = new Map<string, FontFace>();
  #fontTime = 0;

  constructor(source: PdfSource, limits: TextBounds, needsFonts: boolean) {
    this.#source = source;
    this.#limits = limits;
    this.#needsFonts = needsFonts;
  }

  async read(from: number, to: number): Promise<readonly PageLines[]> {
    const read: PageLines[] = [];
    for (let number = from; number <= to; number++) {
      await this.#limits.pause();
      const page = await this.#page(number).catch(() => undefined); // a damaged page says nothing
      if (page !== undefined) read.push(page);
    }
    return withoutFurniture(read);
  }

  async #page(number: number): Promise<PageLines> {
    const { now, fontMilliseconds } = this.#limits;
    const page = await this.#source.getPage(number);
    const content = await page.getTextContent();
    const unknown = [...fontNamesIn(content)].filter((name) => !this.#fonts.has(name));
    if (this.#needsFonts && unknown.length > 0 && this.#fontTime < fontMilliseconds) {
      const before = now();
      for (const [name, face] of await facesOf(page, unknown)) this.#fonts.set(name, face);
      this.#fontTime += now() - before;
    }
    return allLinesOf(pageItems({ number, view: page.view, content, fonts: this.#fonts }));
  }
}
