/** Opens what was written once more: a copy is done when another program's code finds every mark in it. */
import type { PdfRect } from "../domain/region.ts";
import { subtypes } from "./appearance.ts";
import type { PdfMark } from "./marks.ts";

/** As much of pdf.js's document as is looked at. */
export interface ReadDocument {
  readonly numPages: number;
  getPage(number: number): Promise<{ getAnnotations(): Promise<readonly unknown[]>; cleanup(): boolean }>;
}

const closePoints = 1;

/** What is wrong with a copy; `undefined` where nothing is. */
export async function whyNotWhole(
  copy: ReadDocument,
  pageCount: number,
  marks: readonly PdfMark[],
): Promise<string | undefined> {
  if (copy.numPages !== pageCount) return `it has ${copy.numPages} pages and not ${pageCount}`;
  for (const number of new Set(marks.map(({ page }) => page))) {
    const page = await copy.getPage(number);
    const found = (await page.getAnnotations()).map(readAnnotation);
    page.cleanup();
    for (const mark of marks.filter((each) => each.page === number)) {
      const at = found.findIndex((annotation) => isMark(annotation, mark));
      if (at === -1) return `a mark on page ${number} is not in it`;
      found.splice(at, 1);
    }
  }
  return undefined;
}

interface Read {
  readonly subtype: string;
  readonly contents: string;
  readonly rect: readonly number[];
}

function readAnnotation(raw: unknown): Read {
  const fields = typeof raw === "object" && raw !== null ? raw : {};
  const contents = "contentsObj" in fields ? fields.contentsObj : undefined;
  return {
    subtype: "subtype" in fields ? String(fields.subtype) : "",
    contents:
      typeof contents === "object" && contents !== null && "str" in contents ? String(contents.str) : "",
    rect: "rect" in fields && Array.isArray(fields.rect) ? fields.rect.map(Number) : [],
  };
}

/** In an encrypted file lines and areas are ink, and points are highlights; see `writeEncrypted`. */
const standIns: readonly string[] = ["Ink", "Highlight"];

function isMark({ subtype, contents, rect }: Read, mark: PdfMark): boolean {
  const isKind = subtype === subtypes[mark.kind] || standIns.includes(subtype);
  return isKind && letters(contents).startsWith(letters(mark.contents)) && mark.rects.every(isWithin(rect));
}

/** Readers end lines in their own ways. */
const letters = (text: string): string => text.replace(/\s+/gu, " ").trim();

const isWithin =
  ([left = 0, bottom = 0, right = 0, top = 0]: readonly number[]) =>
  ([l, , , t]: PdfRect): boolean =>
    l >= left - closePoints &&
    l <= right + closePoints &&
    t >= bottom - closePoints &&
    t <= top + closePoints;
