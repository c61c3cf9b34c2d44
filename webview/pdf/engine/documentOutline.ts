/** Reads a document's outline, and finds the pages that its entries lead to. */
import { mapLimited } from "../../../src/base/limited.ts";
import type { Outline, OutlineEntry } from "../state/outline.ts";
import type { PDFDocumentProxy } from "./pdfDocument.ts";

interface Node {
  readonly title: string;
  readonly dest: string | unknown[] | null;
  readonly url: string | null;
  readonly items: readonly Node[];
}

/** No real outline is longer; a hostile one would fill the page. */
const longest = 5000;
const deepest = 12;

export async function outlineOf(document: PDFDocumentProxy): Promise<Outline> {
  const nodes = ((await document.getOutline()) ?? []) as readonly Node[];
  const entries = nodes.flatMap((node) => entriesOf(node, 1)).slice(0, longest);
  return await mapLimited(entries, 8, async (entry) => ({
    ...entry,
    page: await pageOf(document, entry.destination).catch(() => undefined),
  }));
}

function entriesOf({ title, dest, url, items }: Node, level: number): readonly OutlineEntry[] {
  const entry = {
    title: title.trim() === "" ? "(untitled)" : title.trim(),
    level,
    destination: dest ?? undefined,
    url: url ?? undefined,
  };
  return level > deepest ? [] : [entry, ...items.flatMap((item) => entriesOf(item, level + 1))];
}

async function pageOf(
  document: PDFDocumentProxy,
  destination: OutlineEntry["destination"],
): Promise<number | undefined> {
  const explicit: readonly unknown[] | null | undefined =
    typeof destination === "string" ? await document.getDestination(destination) : destination;
  const target = explicit?.[0];
  if (typeof target === "number") return target + 1;
  if (typeof target !== "object" || target === null) return undefined;
  return (await document.getPageIndex(target as Parameters<PDFDocumentProxy["getPageIndex"]>[0])) + 1;
}
