/** Where the outline's entries and the named destinations of a document lie. */
import { mapLimited } from "../../base/limited.ts";
import type { Destination, OutlineEntry } from "../extractedPaper.ts";
import type { OutlineNode, PageReference, PdfSource } from "./pdfSource.ts";

/** No real paper has more; a hostile file would keep us for ever. */
const mostEntries = 5_000;
const mostDestinations = 20_000;
const deepest = 8;

interface Spot {
  readonly page: number;
  readonly x?: number;
  readonly y?: number;
}
type PageFinder = (target: unknown) => Promise<number | undefined>;

export async function outlineOf(source: PdfSource): Promise<readonly OutlineEntry[]> {
  const nodes = (await source.getOutline().catch(() => null)) ?? [];
  const entries = nodes.flatMap((node) => entriesBelow(node, 1)).slice(0, mostEntries);
  const pageOf = pageFinder(source);
  return await mapLimited(entries, 8, async ({ title, level, dest }) => {
    const explicit = typeof dest === "string" ? await source.getDestination(dest).catch(() => null) : dest;
    const spot = await spotOf(explicit, pageOf);
    return {
      title,
      level,
      ...(spot === undefined ? {} : { page: spot.page }),
      ...(spot?.y === undefined ? {} : { y: spot.y }),
    };
  });
}

interface FlatNode extends Pick<OutlineNode, "title" | "dest"> {
  readonly level: number;
}

function entriesBelow({ title, dest, items }: OutlineNode, level: number): readonly FlatNode[] {
  const below = level < deepest ? items.flatMap((item) => entriesBelow(item, level + 1)) : [];
  return [{ title: title.normalize("NFKC").replace(/\s+/gu, " ").trim(), dest, level }, ...below];
}

/** Those that name a height; the others say no more than a page. */
export async function destinationsOf(source: PdfSource): Promise<readonly Destination[]> {
  const named: unknown = await source.getDestinations().catch(() => undefined);
  const pairs = named instanceof Map ? [...named] : Object.entries(named ?? {});
  const pageOf = pageFinder(source);
  const places = await mapLimited(pairs.slice(0, mostDestinations), 8, async ([name, explicit]) => {
    const spot = await spotOf(explicit, pageOf);
    return spot?.y === undefined ? [] : [{ name: String(name), page: spot.page, x: spot.x ?? 0, y: spot.y }];
  });
  return places.flat();
}

/** An explicit destination is a page, a way to fit it into the window, and that way's coordinates. */
async function spotOf(explicit: unknown, pageOf: PageFinder): Promise<Spot | undefined> {
  if (!Array.isArray(explicit)) return undefined;
  const [target, fit, ...numbers]: readonly unknown[] = explicit;
  const page = await pageOf(target);
  if (page === undefined) return undefined;
  const at = (index: number): number | undefined => {
    const value = numbers[index];
    return typeof value === "number" ? value : undefined;
  };
  const spots: Readonly<Record<string, readonly (number | undefined)[]>> = {
    XYZ: [at(0), at(1)],
    FitH: [undefined, at(0)],
    FitBH: [undefined, at(0)],
    FitR: [at(0), at(3)],
  };
  const [x, y] = spots[nameOf(fit)] ?? [];
  return { page, ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) };
}

const nameOf = (fit: unknown): string =>
  typeof fit === "object" && fit !== null && "name" in fit ? String(fit.name) : "";

/** Many places share a page, and each question to pdf.js's worker takes its time. */
function pageFinder(source: PdfSource): PageFinder {
  const known = new Map<string, Promise<number | undefined>>();
  return async (target) => {
    if (typeof target === "number") return target + 1;
    if (!isReference(target)) return undefined;
    const key = `${target.num}.${target.gen}`;
    const answer =
      known.get(key) ??
      source.getPageIndex(target).then(
        (index) => index + 1,
        () => undefined,
      );
    known.set(key, answer);
    return await answer;
  };
}

const isReference = (target: unknown): target is PageReference =>
  typeof target === "object" && target !== null && "num" in target && "gen" in target;
