/** Where links within a document lead. */
import type { PDFDocumentProxy } from "./pdfDocument.ts";

/** A name that the document gives a place, or a page and a way to fit it into the window. */
export type LinkGoal = string | readonly unknown[];

export interface GoalPlace {
  /** From 1. */
  readonly page: number;
  /** In points; absent where a destination says no more than a page. */
  readonly x?: number;
  readonly y?: number;
}

/** `undefined` for a link that leads nowhere. */
export async function placeOfGoal(
  document: PDFDocumentProxy,
  goal: LinkGoal,
): Promise<GoalPlace | undefined> {
  const explicit: readonly unknown[] | null =
    typeof goal === "string" ? await document.getDestination(goal).catch(() => null) : goal;
  if (!Array.isArray(explicit)) return undefined;
  const [target, fit, ...numbers]: readonly unknown[] = explicit;
  const page = await pageOf(document, target);
  if (page === undefined || page < 1 || page > document.numPages) return undefined;
  const at = (index: number): number | undefined =>
    typeof numbers[index] === "number" ? numbers[index] : undefined;
  const way = typeof fit === "object" && fit !== null && "name" in fit ? fit.name : "";
  const [x, y] =
    way === "XYZ"
      ? [at(0), at(1)]
      : way === "FitR"
        ? [at(0), at(3)]
        : way === "FitH" || way === "FitBH"
          ? [undefined, at(0)]
          : [];
  return { page, ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) };
}

async function pageOf(document: PDFDocumentProxy, target: unknown): Promise<number | undefined> {
  if (typeof target === "number") return target + 1;
  if (typeof target !== "object" || target === null) return undefined;
  const index = await document
    .getPageIndex(target as Parameters<PDFDocumentProxy["getPageIndex"]>[0])
    .catch(() => undefined);
  return index === undefined ? undefined : index + 1;
}

export const goalAt = (page: number, x: number, y: number): LinkGoal => [
  page - 1,
  { name: "XYZ" },
  x,
  y,
  null,
];

/** What a link of a page leads to, by the id that pdf.js gave it; `undefined` where it leaves the document. */
export async function goalOfLink(
  document: PDFDocumentProxy,
  page: number,
  id: string,
): Promise<LinkGoal | undefined> {
  const annotations: readonly LinkData[] = await (await document.getPage(page)).getAnnotations();
  const goal = annotations.find((each) => each.id === id)?.dest;
  return typeof goal === "string" || Array.isArray(goal) ? goal : undefined;
}

interface LinkData {
  readonly id?: string;
  readonly dest?: unknown;
}
