/** The lines of a document, read when they are first needed and kept: a page or two for a link, all of them for words. */
import { captionsOf } from "../../../src/extraction/captions.ts";
import { destinationKind, referencesAt } from "../../../src/extraction/destinations.ts";
import type {
  Caption,
  Destination,
  Heading,
  ReferenceEntry,
} from "../../../src/extraction/extractedPaper.ts";
import { headingLines, headingsOf } from "../../../src/extraction/headings.ts";
import { withoutFurniture } from "../../../src/extraction/furniture.ts";
import { allLinesOf } from "../../../src/extraction/lines.ts";
import { pageItems, type Line, type PageLines } from "../../../src/extraction/pageText.ts";
import { destinationsOf, outlineOf } from "../../../src/extraction/pdfjs/places.ts";
import { referencesIn } from "../../../src/extraction/references.ts";
import { bodyStyleOf } from "../../../src/extraction/style.ts";
import { largeTitleLines, titleOf } from "../../../src/extraction/title.ts";
import { idle } from "../engine/idle.ts";
import type { PDFDocumentProxy } from "../engine/pdfDocument.ts";

export interface WholePaper {
  readonly pages: readonly PageLines[];
  readonly references: readonly ReferenceEntry[];
  /** How these were found, in words for a person. */
  readonly referencesFrom: string;
  readonly captions: readonly Caption[];
  readonly headings: readonly Heading[];
}

/** Of a longer document only the end and the beginning are read. */
const mostPages = 300;
const fewestLinkedEntries = 4;

export class PaperLines {
  readonly #document: PDFDocumentProxy;
  readonly #lines = new Map<number, Promise<PageLines | undefined>>();
  #destinations: Promise<readonly Destination[]> | undefined;
  #whole: Promise<WholePaper> | undefined;

  constructor(document: PDFDocumentProxy) {
    this.#document = document;
  }

  destinations(): Promise<readonly Destination[]> {
    return (this.#destinations ??= destinationsOf(this.#document));
  }

  async page(number: number): Promise<PageLines | undefined> {
    return (await this.#read([number]))[0];
  }

  /** The entry of the bibliography at a place that citations link to; it may end on the next page. */
  async referenceAt(name: string, page: number): Promise<ReferenceEntry | undefined> {
    const destinations = await this.destinations();
    const isCited = (number: number): boolean =>
      destinations.some((each) => each.page === number && destinationKind(each.name) === "cite");
    // More entries show more surely how far above its entry each place stands.
    const pages = await this.#read(
      [page - 1, page, page + 1].filter((each) => each === page || isCited(each)),
    );
    return referencesAt(pages, destinations).find(({ destination }) => destination === name);
  }

  /** Everything that words may speak of. Read in the pauses of the page's other work. */
  whole(): Promise<WholePaper> {
    return (this.#whole ??= this.#readWhole());
  }

  async #readWhole(): Promise<WholePaper> {
    const numbers = pagesToRead(this.#document.numPages);
    // From the end, where the bibliography stands.
    for (const number of [...numbers].reverse()) {
      await idle();
      await this.#linesOf(number);
    }
    const pages = await this.#read(numbers);
    const outline = await outlineOf(this.#document);
    await idle();
    const body = bodyStyleOf(pages);
    const headingSet = new Set(headingLines(pages, body).flatMap(({ lines }) => lines));
    await idle();
    const references = await this.#references(pages, (line) => headingSet.has(line));
    await idle();
    const captions = captionsOf(pages);
    await idle();
    const title = largeTitleLines(titleOf(pages, {}), body);
    const isTitle = (line: Line): boolean => title.has(line);
    return { pages, ...references, captions, headings: headingsOf(pages, outline, body, isTitle).value };
  }

  async #references(
    pages: readonly PageLines[],
    isHeading: (line: Line) => boolean,
  ): Promise<Pick<WholePaper, "references" | "referencesFrom">> {
    const linked = referencesAt(pages, await this.destinations());
    if (linked.length >= fewestLinkedEntries)
      return { references: linked, referencesFrom: "the places that citations link to" };
    const lines = pages.flatMap((page) => page.lines);
    return {
      references: referencesIn(lines, isHeading),
      referencesFrom: "the entries below the heading of the bibliography",
    };
  }

  async #read(numbers: readonly number[]): Promise<readonly PageLines[]> {
    const isThere = (number: number): boolean => number >= 1 && number <= this.#document.numPages;
    const pages = await Promise.all(numbers.filter(isThere).map((number) => this.#linesOf(number)));
    return withoutFurniture(pages.filter((each) => each !== undefined));
  }

  #linesOf(number: number): Promise<PageLines | undefined> {
    const known = this.#lines.get(number);
    if (known !== undefined) return known;
    const reading = readLines(this.#document, number).catch(() => undefined); // a damaged page says nothing
    this.#lines.set(number, reading);
    return reading;
  }
}

async function readLines(document: PDFDocumentProxy, number: number): Promise<PageLines> {
  const page = await document.getPage(number);
  return allLinesOf(pageItems({ number, view: page.view, content: await page.getTextContent() }));
}

function pagesToRead(count: number): readonly number[] {
  const all = Array.from({ length: count }, (_, at) => at + 1);
  const half = mostPages / 2;
  return count <= mostPages ? all : [...all.slice(0, half), ...all.slice(-half)];
}
