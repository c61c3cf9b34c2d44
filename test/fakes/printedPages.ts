/** Pages of a PDF as pdf.js would tell them, made from lines and where they stand. */
import { readFileSync } from "node:fs";
import type { Destination } from "../../src/extraction/extractedPaper.ts";
import type { PageItems, TextItem } from "../../src/extraction/pageText.ts";

export interface Printed {
  readonly text: string;
  readonly x?: number;
  readonly y: number;
  readonly size?: number;
  readonly bold?: boolean;
  readonly width?: number;
  readonly rotated?: boolean;
}

/** A letter is as wide as half its height, so that what stands beside a line is where one thinks. */
export const item = ({
  text,
  x = 72,
  y,
  size = 10,
  bold = false,
  width,
  rotated = false,
}: Printed): TextItem => ({
  text,
  x,
  y,
  width: width ?? text.length * size * 0.5,
  size,
  font: bold ? "Times-Bold" : "Times",
  bold,
  hasEOL: true,
  dir: "ltr",
  ...(rotated ? { rotated } : {}),
});

export const page = (number: number, printed: readonly Printed[]): PageItems => ({
  number,
  width: 612,
  height: 792,
  x0: 0,
  y0: 0,
  items: printed.map(item),
});

/** Lines below each other. */
export const block = (
  x: number,
  top: number,
  texts: readonly string[],
  more: Partial<Printed> = {},
): readonly Printed[] => texts.map((text, at) => ({ text, x, y: top - at * 12, ...more }));

type StoredItem = readonly [string, number, number, number, number, string, number, number];
interface StoredPaper {
  readonly pages: readonly (Omit<PageItems, "items"> & { readonly items: readonly StoredItem[] })[];
  readonly destinations: readonly Destination[];
}

/** Pages of a real paper, as pdf.js told them. */
export function storedPaper(name: string): {
  readonly pages: readonly PageItems[];
  readonly destinations: readonly Destination[];
} {
  const text = readFileSync(`test/fixtures/extraction/${name}.json`, "utf8");
  const { pages, destinations } = JSON.parse(text) as StoredPaper;
  return { destinations, pages: pages.map((each) => ({ ...each, items: each.items.map(storedItem) })) };
}

const storedItem = ([text, x, y, width, size, font, bold, hasEOL]: StoredItem): TextItem => ({
  ...{ text, x, y, width, size, font, dir: "ltr" },
  ...{ bold: bold === 1, hasEOL: hasEOL === 1 },
});
