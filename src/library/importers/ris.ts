/**
 * RIS, which reference managers and publishers export: a line begins with a tag of two signs and "  - ", an entry goes from
 * TY to ER. What tags mean differs between exporters; the table below takes each meaning that is in use.
 */
import type { PaperDraft } from "../../domain/paper.ts";
import { draftFrom } from "./draftFrom.ts";
import { Findings, type ImportSteps } from "./importer.ts";
import { plainMarkup } from "./markup.ts";
import { givenFirst } from "./people.ts";
import { textLines } from "./textLines.ts";

const tagLine = /^\s{0,3}([A-Z][A-Z0-9]) {1,3}-(?: (.*))?$/u;

interface Entry {
  readonly line: number;
  readonly fields: (readonly [tag: string, value: string])[];
}

export const isRis = (text: string): boolean => /^\uFEFF?\s{0,3}TY {1,3}- ?\w/mu.test(text.slice(0, 5_000));

export function* importRis(text: string): ImportSteps {
  const found = new Findings();
  let entry: Entry | undefined;
  const close = (): void => {
    if (entry === undefined) return;
    const draft = draftOf(entry);
    if (draft === undefined) found.problem(entry.line, "this entry has no title");
    else found.draft(draft, pdfsOf(entry));
    entry = undefined;
  };
  for (const { number, text: line } of textLines(text)) {
    const [, tag, value = ""] = tagLine.exec(line) ?? [];
    if (tag === "TY") {
      close();
      yield;
      entry = { line: number, fields: [["TY", value.trim()]] };
    } else if (tag === "ER") {
      if (entry === undefined) found.problem(number, "an entry ends here that never began");
      close();
    } else if (entry === undefined) {
      if (tag !== undefined) found.problem(number, `"${tag}" stands outside of any entry`);
    } else if (tag !== undefined) {
      entry.fields.push([tag, value.trim()]);
    } else if (line.trim() !== "") {
      // An abstract may go on in the next line, without a tag.
      const [lastTag, lastValue] = entry.fields.at(-1) ?? ["", ""];
      if (lastValue.length < 100_000)
        entry.fields[entry.fields.length - 1] = [lastTag, `${lastValue} ${line.trim()}`];
    }
  }
  if (entry !== undefined) found.problem(entry.line, "the file ends before this entry does (ER is missing)");
  close();
  return found.all();
}

function draftOf(entry: Entry): PaperDraft | undefined {
  const first = (...tags: readonly string[]): string => {
    for (const tag of tags) {
      const value = entry.fields.find(([name, text]) => name === tag && text !== "")?.[1];
      if (value !== undefined) return value;
    }
    return "";
  };
  const all = (...tags: readonly string[]): readonly string[] =>
    entry.fields.flatMap(([name, value]) => (tags.includes(name) && value !== "" ? [value] : []));
  const title = first("TI", "T1");
  const book = first("BT");
  return draftFrom("ris", {
    title: plainMarkup(title || book),
    abstract: plainMarkup(first("AB", "N2")),
    authors: all("AU", "A1").map((name) => givenFirst(name)),
    year: first("PY", "Y1", "DA"),
    venue: plainMarkup(first("T2", "JO", "JF", "C3", "JA") || (title === "" ? "" : book)),
    doi: first("DO"),
    also: [first("ID")].filter(isKey).map((key) => `bibtex:${key}`),
    links: all("UR", "L1", "L2", "LK").flatMap((value) => value.split(/\s*;\s*(?=https?:)/u)),
    tags: all("KW"),
  });
}

/** Many exporters only number their entries here. */
const isKey = (id: string): boolean => /^(?=.*\p{L})[^\s,{}"@]{1,200}$/u.test(id);

const pdfsOf = ({ fields }: Entry): readonly string[] =>
  fields.flatMap(([tag, value]) =>
    tag === "L1" && /\.pdf$/iu.test(value) && !/^https?:/iu.test(value) ? [value] : [],
  );
