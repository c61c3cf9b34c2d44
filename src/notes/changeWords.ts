/** What a version of a note changed, in words. */
import { tagOf, isQuiet, isTag } from "./fields.ts";
import type { FieldChange } from "./past.ts";

const longest = 80;

/** "comment: “old” → “new”, colour: yellow → pink, +#method". */
export function changeWords(changes: readonly FieldChange[]): string {
  const words = changes.filter(({ field }) => !isQuiet(field)).map(wordsOf);
  return words.length === 0 ? "nothing" : words.join(", ");
}

function wordsOf({ field, before, after }: FieldChange): string {
  if (isTag(field)) return `${after === undefined ? "−" : "+"}#${tagOf(field)}`;
  if (field === "deleted") return after === undefined ? "brought back" : "removed";
  if (field === "target") return "another passage";
  if (field === "bodies") return "attachments";
  const name = field === "color" ? "colour" : field.replace(/^other:/u, "");
  if (before === after) return `${name} kept`;
  return `${name}: ${valueIn(before)} → ${valueIn(after)}`;
}

function valueIn(json: string | undefined): string {
  if (json === undefined) return "none";
  const value: unknown = JSON.parse(json);
  if (typeof value === "string") return value;
  const words = Array.isArray(value) ? value.map(textOf).join(" ") : json;
  return `“${words.length > longest ? `${words.slice(0, longest)}…` : words}”`;
}

const textOf = (body: unknown): string =>
  typeof body === "object" && body !== null && "value" in body && typeof body.value === "string"
    ? body.value.replace(/\s+/gu, " ")
    : "";
