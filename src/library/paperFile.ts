/** The stored form of a paper: one JSON object a file, `.marginalia/papers/<id>.json`. Unknown fields are kept. */
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { readPaper, type Paper } from "../domain/paper.ts";

export const papersFolder = "papers";
export const newestPaperFormat = 1;

export const paperPath = (id: string): string => `${papersFolder}/${id}.json`;

export interface StoredPaper {
  readonly paper: Paper;
  /** The object as it was read, so that fields we do not know survive a rewrite. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** False for a newer format: shown, never rewritten. */
  readonly writable: boolean;
}

export function readPaperFile(text: string): Result<StoredPaper> {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (thrown) {
    const conflict = /^(?:<{7}|>{7}) /mu.test(text);
    return fail(conflict ? "it holds an unresolved merge conflict" : `it is not JSON (${reasonOf(thrown)})`);
  }
  const paper = readPaper(raw);
  if (!paper.ok) return paper;
  const fields = raw as Record<string, unknown>;
  const format = fields["format"] ?? newestPaperFormat;
  return ok({
    paper: paper.value,
    raw: fields,
    writable: typeof format === "number" && format <= newestPaperFormat,
  });
}

/**
 * Fields in one order and one a line, so that a difference reads well and two people's edits merge. What people change,
 * reading state and tags, are not neighbours: to git, edits of neighbouring lines are a conflict.
 */
export function writePaperFile(paper: Paper, raw: Readonly<Record<string, unknown>> = {}): string {
  const {
    id,
    title,
    abstract,
    authors,
    year,
    venue,
    identifiers,
    resources,
    pdfs,
    tags,
    reading,
    sources,
    corrected = [],
    added,
  } = paper;
  const known = {
    format: newestPaperFormat,
    id,
    title,
    authors,
    year,
    venue,
    abstract,
    reading,
    identifiers,
    resources: asRead(resources, raw["resources"], ["url"]),
    // Between what people change, and only where there are some: most papers have none.
    ...(pdfs.length === 0
      ? {}
      : { pdfs: asRead(pdfs, raw["pdfs"], ["path", "fingerprint", "sha256", "bytes", "url"]) }),
    tags,
    sources: asRead(sources, raw["sources"], ["kind", "date", "imported"]),
    ...(corrected.length === 0 ? {} : { corrected }),
    added,
  };
  const isKnown = (field: string): boolean => [...Object.keys(known), "pdfs", "corrected"].includes(field);
  const unknown = Object.entries(raw).filter(([field]) => !isKnown(field));
  return `${JSON.stringify({ ...known, ...Object.fromEntries(unknown) }, undefined, 2)}\n`;
}

/** Items that came from the file go back as they were, with fields and kinds that we do not know. */
function asRead<T extends object>(items: readonly T[], raw: unknown, names: readonly (keyof T)[]) {
  const known = (Array.isArray(raw) ? raw : []) as readonly Partial<T>[];
  const same = (item: T) => (other: Partial<T> | undefined) =>
    names.every((name) => other?.[name] === item[name]);
  return items.map((item, index) => [known[index], ...known].find(same(item)) ?? item);
}
