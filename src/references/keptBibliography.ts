/**
 * A bibliography that is kept in step with papers of the library. Its entries of papers carry a field "marginalia" with the
 * paper's id, by which they are found again whatever has become of their keys; BibTeX passes over fields that it does not know.
 * Of these the library says type, title, authors, date, venue and identifiers. Everything else in the file is a person's own:
 * other fields, entries without the mark, keys, comments, spelling that reads the same.
 */
import { fail, ok, type Result } from "../base/result.ts";
import { appended, type TextEdit } from "../citations/bibEdits.ts";
import { factsOf, fieldText } from "../citations/bibFacts.ts";
import { bibParts, type BibEntry } from "../citations/bibFile.ts";
import type { Paper } from "../domain/paper.ts";
import { normaliseTitle } from "../domain/paperId.ts";
import { citationKey } from "../library/citation.ts";
import { entryOf, entryText, type Dialect } from "./formats/bibEntry.ts";
import { freeKey } from "./formats/keyed.ts";
import { fieldEdits, holdsMore, typeEdit, unmarked } from "./keptEntry.ts";

export interface KeptChange {
  /** In the order of the text; those at one place one behind the other. */
  readonly edits: readonly TextEdit[];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Entries whose paper is no longer among them, and that hold fields of a person's own: they stay, without the mark. */
  readonly letGo: readonly string[];
  /** Entries of a person's own that stand for papers: left as they are. */
  readonly own: readonly string[];
}

const mark = "marginalia";
const opening = "% Kept in step by Marginalia";

/** Without it at its beginning nothing is written into a file: whoever takes it out has the file back. */
export const keptHeader = `${opening} with a collection of the library: see .marginalia/bibliographies.json.
% Titles, authors, dates, venues and identifiers come from there. Other fields, entries and comments are yours.
`;

export const hasKeptHeader = (text: string): boolean => text.slice(0, 2_000).includes(opening);

/** The header's lines; empty where there are none. */
export function headerSpan(text: string): { readonly start: number; readonly end: number } {
  const start = text.indexOf(opening);
  if (start === -1) return { start: 0, end: 0 };
  const found = /^[^\n]*\n?(?:% Titles, authors, dates[^\n]*\n?)?(?:\r?\n)?/u.exec(text.slice(start));
  return { start, end: start + (found?.[0].length ?? 0) };
}

/**
 * What must change so that the bibliography has these papers and no others; fails where it cannot be read for sure.
 * @param unread ids of papers that the library has and cannot read just now: their entries stay as they are
 */
export function keptInStep(
  text: string,
  papers: readonly Paper[],
  dialect: Dialect,
  unread: ReadonlySet<string> = new Set(),
): Result<KeptChange> {
  const read = entriesIn(text);
  if (!read.ok) return read;
  const byId = new Map(
    papers.flatMap((paper) => [paper.id, ...(paper.formerly ?? [])].map((id) => [id as string, paper])),
  );
  const edits: TextEdit[] = [];
  const kept: BibEntry[] = [];
  const own: BibEntry[] = [];
  const keyOf = new Map<Paper, string>();
  const letGo: string[] = [];
  let [changed, removed] = [0, 0];
  for (const entry of read.value) {
    const id = fieldText(text, entry, mark);
    const paper = byId.get(id);
    if (id === "") own.push(entry);
    else if (paper === undefined && unread.has(id)) continue;
    else if (paper === undefined && holdsMore(entry, mark)) {
      edits.push(...unmarked(entry, mark));
      letGo.push(entry.key);
    } else if (paper === undefined || keyOf.get(paper) === entry.key.toLowerCase()) {
      edits.push(removal(text, entry)); // it is here no more, or two people added it
      removed++;
    } else {
      keyOf.set(paper, keyOf.get(paper) ?? entry.key.toLowerCase());
      const written = entryOf(paper, dialect);
      const due = [...typeEdit(entry, written.type), ...fieldEdits(text, entry, written.fields)];
      if (due.length > 0) changed++;
      edits.push(...due);
      kept.push(entry);
    }
  }
  const covered = coveredBy(text, own);
  const taken = new Set(read.value.map(({ key }) => key.toLowerCase()));
  const covering: string[] = [];
  const fresh: Fresh[] = [];
  for (const paper of [...papers].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const ownKey = covered(paper);
    if (ownKey !== undefined) covering.push(ownKey);
    if (ownKey !== undefined || keyOf.has(paper)) continue;
    const key = freeKey(citationKey(paper), taken);
    taken.add(key.toLowerCase());
    const { type, fields } = entryOf(paper, dialect);
    fresh.push({ key, text: entryText(key, { type, fields: [...fields, { name: mark, value: paper.id }] }) });
  }
  edits.push(...additions(text, kept, fresh));
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  return ok({
    edits: edits
      .map(({ span, text: put }) => ({ span, text: put.replaceAll("\n", eol) }))
      .sort((a, b) => a.span.start - b.span.start),
    ...{ added: fresh.length, changed, removed, letGo, own: covering },
  });
}

export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { span, text: put } of edits) {
    pieces.push(text.slice(from, span.start), put);
    from = span.end;
  }
  return [...pieces, text.slice(from)].join("");
}

function entriesIn(text: string): Result<readonly BibEntry[]> {
  const conflict = /^(?:<{7}|>{7}) /mu.exec(text);
  if (conflict !== null)
    return fail(`line ${lineOf(text, conflict.index)} is a merge conflict: resolve it first`);
  const entries: BibEntry[] = [];
  for (const { entry, problems } of bibParts(text)) {
    const [problem] = problems;
    if (problem !== undefined) return fail(`line ${lineOf(text, problem.span.start)}: ${problem.why}`);
    if (entry !== undefined) entries.push(entry);
  }
  return ok(entries);
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;

/** With the rest of its line and the empty one behind it; at the end of the file, with the one before it. */
function removal(text: string, { span: { start, end } }: BibEntry): TextEdit {
  const rest = /^[ \t]*(?:\r?\n)?(?:[ \t]*\r?\n)?/u.exec(text.slice(end, end + 200))?.[0] ?? "";
  const isLast = text.slice(end).trim() === "";
  const gap = isLast ? (/(?<=\n)\r?\n$/u.exec(text.slice(Math.max(0, start - 10), start))?.[0] ?? "") : "";
  return { span: { start: start - gap.length, end: end + rest.length }, text: "" };
}

/** The key of a person's own entry for a paper. */
function coveredBy(text: string, own: readonly BibEntry[]): (paper: Paper) => string | undefined {
  const keys = new Map<string, string>();
  for (const entry of own) {
    const { title, arxiv, doi } = factsOf(text, entry);
    if (arxiv !== undefined) keys.set(`arxiv:${arxiv}`, entry.key);
    if (doi !== undefined) keys.set(`doi:${doi.toLowerCase()}`, entry.key);
    if (title !== "") keys.set(`title:${normaliseTitle(title)}`, entry.key);
  }
  return ({ identifiers, title }) =>
    [...identifiers, `title:${normaliseTitle(title)}`]
      .map((name) => keys.get(name))
      .find((key) => key !== undefined);
}

interface Fresh {
  readonly key: string;
  readonly text: string;
}

/** Each before the first with a greater key, so that what two people add merges; else behind the last. */
function additions(text: string, kept: readonly BibEntry[], fresh: readonly Fresh[]): readonly TextEdit[] {
  const ordered = [...fresh].sort((a, b) => order(a.key, b.key));
  const last = kept.at(-1);
  if (last === undefined)
    return ordered.length === 0 ? [] : [appended(text, ordered.map((entry) => entry.text).join("\n"))];
  return ordered.map((entry) => {
    const next = kept.find(({ key }) => order(key, entry.key) > 0);
    const at = next?.span.start ?? last.span.end;
    return {
      span: { start: at, end: at },
      text: next === undefined ? `\n\n${entry.text.trimEnd()}` : `${entry.text}\n`,
    };
  });
}

/** The same everywhere, whatever the language. */
const order = (a: string, b: string): number => {
  const [low, high] = [a.toLowerCase(), b.toLowerCase()];
  return low < high ? -1 : low > high ? 1 : 0;
};
