/** Edits to a bibliography that change no more than what was asked for. */
import type { Span } from "../base/span.ts";
import { oneLine } from "../library/markdownText.ts";
import { texText, urlField } from "../library/tex.ts";
import type { BibEntry } from "./bibFile.ts";

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A new entry at the end, with an empty line before it where there is something. */
export function appended(text: string, entry: string): TextEdit {
  const end = { start: text.length, end: text.length };
  const gap = text.trim() === "" ? "" : text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  return { span: end, text: `${gap}${entry}` };
}

/** Sets fields, each where it stands or else behind the key, indented as the others are. */
export function withFields(
  text: string,
  entry: BibEntry,
  values: Readonly<Record<string, string | undefined>>,
): readonly TextEdit[] {
  const indent = indentOf(text, entry);
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const written = `{${name === "doi" ? urlField(value) : texText(oneLine(value))}}`;
    const field = entry.fields.find((each) => each.name === name);
    if (field !== undefined) return [{ span: field.valueSpan, text: written }];
    const at = entry.keySpan.end;
    return [{ span: { start: at, end: at }, text: `,${indent}${name} = ${written}` }];
  });
}

function indentOf(text: string, { fields: [first], keySpan }: BibEntry): string {
  if (first === undefined) return "\n  ";
  const between = text.slice(keySpan.end, first.nameSpan.start);
  return /(\r?\n[ \t]*)$/u.exec(between)?.[1] ?? " ";
}
