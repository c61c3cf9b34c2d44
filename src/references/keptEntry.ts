/** What must change in an entry so that it says what the library says of its paper. What reads the same stays as it is written. */
import { textAt, type Span } from "../base/span.ts";
import type { TextEdit } from "../citations/bibEdits.ts";
import { fieldText } from "../citations/bibFacts.ts";
import type { BibEntry, BibField } from "../citations/bibFile.ts";
import { peopleIn } from "../citations/people.ts";
import { plainTex } from "../library/plainTex.ts";
import type { BibField as WrittenField } from "./formats/bibEntry.ts";

const types = new Set(["article", "inproceedings", "misc", "online"]);

/** Where a person has chosen another type, such as "phdthesis", it is right. */
export const typeEdit = ({ type, span }: BibEntry, wanted: string): readonly TextEdit[] =>
  type === wanted || !types.has(type)
    ? []
    : [{ span: { start: span.start + 1, end: span.start + 1 + type.length }, text: wanted }];

/** Names that say the same in the two dialects, or of which an entry has one only. */
const alike: readonly (readonly string[])[] = [
  ["year", "date"],
  ["journal", "journaltitle"],
  ["archiveprefix", "eprinttype"],
];
const journals = ["journal", "journaltitle"];

export function fieldEdits(
  text: string,
  entry: BibEntry,
  wanted: readonly WrittenField[],
): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const indent = indentOf(text, entry);
  let behind = entry.keySpan.end;
  for (const { name, value } of wanted) {
    const names = alike.find((group) => group.includes(name.toLowerCase())) ?? [name.toLowerCase()];
    const field = entry.fields.find((each) => names.includes(each.name));
    if (field === undefined) {
      edits.push({ span: { start: behind, end: behind }, text: `,${indent}${name} = {${value}}` });
    } else {
      behind = field.valueSpan.end;
      if (!says(text, entry, field, value)) edits.push({ span: field.valueSpan, text: `{${value}}` });
    }
  }
  const outdated = wanted.some(({ name }) => name === "booktitle")
    ? journals
    : wanted.some(({ name }) => journals.includes(name))
      ? ["booktitle"]
      : [];
  for (const [at, field] of entry.fields.entries())
    if (outdated.includes(field.name)) edits.push({ span: withItsComma(entry, at, field), text: "" });
  return edits;
}

/** What the library writes, in either dialect. */
const libraryFields = new Set([
  ...["title", "author", "year", "date", "booktitle", ...journals],
  ...["eprint", "archiveprefix", "eprinttype", "doi", "url"],
]);

/** Whether there is something in it that a person wrote and the library could not write again. */
export const holdsMore = ({ fields }: BibEntry, mark: string): boolean =>
  fields.some(({ name }) => name !== mark && !libraryFields.has(name));

/** Makes it an entry of the person's own. */
export const unmarked = (entry: BibEntry, mark: string): readonly TextEdit[] =>
  entry.fields.flatMap((field, at) =>
    field.name === mark ? [{ span: withItsComma(entry, at, field), text: "" }] : [],
  );

/** From behind what stands before it. */
const withItsComma = ({ fields, keySpan }: BibEntry, at: number, { valueSpan }: BibField): Span => ({
  start: fields[at - 1]?.valueSpan.end ?? keySpan.end,
  end: valueSpan.end,
});

function says(text: string, entry: BibEntry, field: BibField, value: string): boolean {
  const raw = textAt(text, field.valueSpan);
  if (raw === `{${value}}`) return true;
  if (!/^["{\d]/u.test(raw)) return true; // a name that is defined by "@string": a person's own way to say it
  if (field.name === "author") {
    const inner = raw.replace(/^["{]([\s\S]*)["}]$/u, "$1");
    return JSON.stringify(peopleIn(inner)) === JSON.stringify(peopleIn(value));
  }
  const written = fieldText(text, entry, field.name);
  if (field.name === "date") return written.startsWith(value); // with its month and day
  return written === plainTex(value).replace(/\s+/gu, " ").trim();
}

function indentOf(text: string, { fields: [first], keySpan }: BibEntry): string {
  const between = first === undefined ? "" : text.slice(keySpan.end, first.nameSpan.start);
  const found = /\n([ \t]*)$/u.exec(between);
  return first === undefined ? "\n  " : found === null ? " " : `\n${found[1] ?? ""}`;
}
