/** The stored form of a paper: one JSON object a file, `.marginalia/papers/<id>.json`. Unknown fields are kept. */
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { readPaper, type Paper } from "../domain/paper.ts";
import { conflictSides, type ConflictSides } from "./conflictSides.ts";
import { mergeFields, type Fields } from "./mergeFields.ts";

export const papersFolder = "papers";
export const newestPaperFormat = 1;

export const paperPath = (id: string): string => `${papersFolder}/${id}.json`;

export interface StoredPaper {
  readonly paper: Paper;
  /** The object as it was read, so that fields we do not know survive a rewrite. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** False for a newer format, and where writing would lose something: shown, never rewritten. */
  readonly writable: boolean;
  /** What is wrong with the file although it can be read: an edit by the person makes it whole. */
  readonly conflict?: string;
}

export function readPaperFile(text: string): Result<StoredPaper> {
  const whole = parsed(text);
  if (whole.ok) return readFields(whole.value);
  const sides = conflictSides(text.replace(/^\uFEFF/u, ""));
  if (sides !== undefined) return readSides(sides);
  const conflict = /^(?:<{7}|>{7}) /mu.test(text);
  return fail(conflict ? "it holds an unresolved merge conflict" : `it is not JSON (${whole.why})`);
}

function readFields(fields: unknown): Result<StoredPaper> {
  const paper = readPaper(fields);
  if (!paper.ok) return paper;
  const raw = fields as Fields; // a paper was read from it
  const format = raw["format"] ?? newestPaperFormat;
  return ok({
    paper: paper.value,
    raw,
    writable: typeof format === "number" && format <= newestPaperFormat,
  });
}

/** Both sides of a merge conflict as one paper. */
function readSides({ ours, theirs, base }: ConflictSides): Result<StoredPaper> {
  const [one, other] = [ours, theirs].map(readSide);
  const start = base === undefined ? undefined : readSide(base);
  if (one?.ok !== true || other?.ok !== true)
    return fail("it holds an unresolved merge conflict of which a side cannot be read");
  if (one.value.paper.id !== other.value.paper.id)
    return fail("it holds an unresolved merge conflict between two papers");
  const { fields, unsettled } = mergeFields(
    one.value.raw,
    other.value.raw,
    start?.ok === true ? start.value.raw : undefined,
  );
  const merged = readFields(fields);
  if (!merged.ok) return merged;
  if (unsettled.length === 0) return ok({ ...merged.value, conflict: inConflict });
  const conflict = `${inConflict}; only you can say which "${unsettled.join('" and "')}" is right`;
  return ok({ ...merged.value, writable: false, conflict });
}

const inConflict = "it holds an unresolved merge conflict; both sides are shown as one paper";

function readSide(text: string): Result<StoredPaper> {
  const fields = parsed(text);
  return fields.ok ? readFields(fields.value) : fields;
}

function parsed(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/u, "")));
  } catch (thrown) {
    return fail(reasonOf(thrown));
  }
}

/**
 * Fields in one order and one a line, so that a difference reads well and two people's edits merge. What people change,
 * star, reading state, collections and tags, are not neighbours: to git, edits of neighbouring lines are a conflict.
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
    starred = false,
    queue,
    skipped = false,
    archived = false,
    started,
    finished,
    progress,
    collections = [],
    sources,
    withdrawn,
    corrected = [],
    formerly = [],
    distinctFrom = [],
    added,
  } = paper;
  const known = {
    format: newestPaperFormat,
    id,
    title,
    ...(starred ? { starred } : {}),
    authors,
    year,
    venue,
    abstract,
    reading,
    identifiers,
    ...(queue === undefined ? {} : { queue }),
    ...(collections.length === 0 ? {} : { collections }),
    resources: asRead(resources, raw["resources"], ["url"]),
    // Between what people change, and only where there are some: most papers have none.
    ...(pdfs.length === 0
      ? {}
      : { pdfs: asRead(pdfs, raw["pdfs"], ["path", "fingerprint", "sha256", "bytes", "url"]) }),
    tags,
    sources: asRead(sources, raw["sources"], ["kind", "date", "imported"]),
    ...(started === undefined ? {} : { started }),
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(finished === undefined ? {} : { finished }),
    ...(corrected.length === 0 ? {} : { corrected }),
    ...(formerly.length === 0 ? {} : { formerly }),
    ...(skipped ? { skipped } : {}),
    ...(progress === undefined ? {} : { progress: { ...fieldsIn(raw["progress"]), ...progress } }),
    added,
    ...(archived ? { archived } : {}),
    ...(distinctFrom.length === 0 ? {} : { distinctFrom }),
  };
  const isKnown = (field: string): boolean => [...Object.keys(known), ...onlyWhereSet].includes(field);
  const unknown = Object.entries(raw).filter(([field]) => !isKnown(field));
  return `${JSON.stringify({ ...known, ...Object.fromEntries(unknown) }, undefined, 2)}\n`;
}

const onlyWhereSet = [
  "pdfs",
  "withdrawn",
  "corrected",
  "starred",
  "collections",
  "formerly",
  "distinctFrom",
  "queue",
  "skipped",
  "progress",
  "archived",
  "started",
  "finished",
];

const fieldsIn = (raw: unknown): object =>
  typeof raw === "object" && raw !== null && !Array.isArray(raw) ? raw : {};

/** Items that came from the file go back as they were, with fields and kinds that we do not know. */
function asRead<T extends object>(items: readonly T[], raw: unknown, names: readonly (keyof T)[]) {
  const known = (Array.isArray(raw) ? raw : []) as readonly Partial<T>[];
  const same = (item: T) => (other: Partial<T> | undefined) =>
    names.every((name) => other?.[name] === item[name]);
  return items.map((item, index) => [known[index], ...known].find(same(item)) ?? item);
}
