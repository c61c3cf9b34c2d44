/** Reads the text of an open PDF page by page, within bounds, and looks up its fonts where they are needed. */
import { pageItems, type FontFace, type PageItems, type TextContent } from "../pageText.ts";
import type { Destination, OutlineEntry, PdfMetadata } from "../extractedPaper.ts";
import type { PdfPage, PdfSource } from "./pdfSource.ts";
import { destinationsOf, outlineOf } from "./places.ts";

export interface ReadingBounds {
  readonly pages: number;
  /** For the text of all pages. */
  readonly milliseconds: number;
  /** For the names of fonts, which pdf.js only knows after it has read pictures and curves too. */
  readonly fontMilliseconds: number;
  readonly now: () => number;
}

const usualBounds: ReadingBounds = {
  pages: 500,
  milliseconds: 60_000,
  fontMilliseconds: 6_000,
  now: () => Date.now(),
};

/** All that is needed to extract a paper: plain data, which may travel from a worker. */
export interface ReadPdf {
  readonly pages: readonly PageItems[];
  readonly outline: readonly OutlineEntry[];
  readonly destinations: readonly Destination[];
  readonly metadata: PdfMetadata;
  /** Pages that could not be read, or were left out because there were too many of them. */
  readonly missing: readonly number[];
}

interface ReadPage {
  readonly number: number;
  readonly view: readonly number[];
  readonly content: TextContent;
}

export async function readPdf(source: PdfSource, bounds: Partial<ReadingBounds> = {}): Promise<ReadPdf> {
  const limits = { ...usualBounds, ...bounds };
  const outline = await outlineOf(source);
  const fonts = new Map<string, FontFace>();
  const read: ReadPage[] = [];
  const start = limits.now();
  let fontTime = 0;
  for (const number of pagesToRead(source.numPages, limits.pages)) {
    if (limits.now() - start > limits.milliseconds) break;
    const page = await source.getPage(number).catch(() => undefined);
    const content = await page?.getTextContent().catch(() => undefined);
    if (page === undefined || content === undefined) continue;
    read.push({ number, view: page.view, content });
    const isWorthwhile = number <= 2 || (outline.length === 0 && fontTime < limits.fontMilliseconds);
    const unknown = [...fontNamesIn(content)].filter((name) => !fonts.has(name));
    if (!isWorthwhile || unknown.length === 0) continue;
    const before = limits.now();
    for (const [name, face] of await facesOf(page, unknown)) fonts.set(name, face);
    fontTime += limits.now() - before;
  }
  const pages = read.map((page) => pageItems({ ...page, fonts }));
  const numbers = new Set(read.map(({ number }) => number));
  return {
    pages,
    outline,
    destinations: await destinationsOf(source),
    metadata: await metadataOf(source),
    missing: Array.from({ length: source.numPages }, (_, at) => at + 1).filter(
      (number) => !numbers.has(number),
    ),
  };
}

/** Of a long document the beginning and the end: there stand the title and the references. */
function pagesToRead(count: number, most: number): readonly number[] {
  const all = Array.from({ length: count }, (_, at) => at + 1);
  if (count <= most) return all;
  const end = Math.floor(most / 3);
  return [...all.slice(0, most - end), ...all.slice(count - end)];
}

export function fontNamesIn({ items }: TextContent): ReadonlySet<string> {
  const names = items.map((item) => ("fontName" in item ? item.fontName : undefined));
  return new Set(names.filter((name) => typeof name === "string"));
}

/** What pdf.js tells of fonts; their names only where the document was opened with `fontExtraProperties`. */
export async function facesOf(
  page: PdfPage,
  names: readonly string[],
): Promise<readonly [string, FontFace][]> {
  await page.getOperatorList().catch(() => undefined);
  const faces = names.map((name): readonly [string, FontFace][] => {
    const font = page.commonObjs.has(name) ? page.commonObjs.get(name) : undefined;
    if (typeof font !== "object" || font === null) return [];
    const ownName = "name" in font && typeof font.name === "string" ? font.name : name;
    return [[name, { name: ownName, bold: "bold" in font && font.bold === true }]];
  });
  page.cleanup();
  return faces.flat();
}

async function metadataOf(source: PdfSource): Promise<PdfMetadata> {
  const { info } = await source.getMetadata().catch(() => ({ info: {} }));
  const text = (value: unknown): string =>
    typeof value === "string" ? value.replace(/\s+/gu, " ").trim() : "";
  const title = text("Title" in info ? info.Title : undefined);
  const author = text("Author" in info ? info.Author : undefined);
  return { ...(title === "" ? {} : { title }), ...(author === "" ? {} : { author }) };
}
