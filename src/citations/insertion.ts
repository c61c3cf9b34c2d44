/** How a key is written where someone types. */
import type { LanguageKind } from "./languages.ts";
import { referencesIn } from "./references.ts";

/** A line that does nothing but cite the key, as the language has it. */
const citing: Readonly<Record<LanguageKind, (key: string) => string>> = {
  latex: (key) => `\\cite{${key}}`,
  bibtex: (key) => `@misc{${key},`,
  typst: (key) => `x @${key}`,
  markdown: (key) => `x @${key}`,
  text: (key) => `x @${key}`,
  code: (key) => `x @${key}`,
};

/** Whether a key, written in this language as it is, is read as this key again. */
export function canBeCited(key: string, kind: LanguageKind): boolean {
  const line = citing[kind](key);
  const [reference, ...others] = referencesIn(line, kind);
  return (
    others.length === 0 &&
    reference?.key !== undefined &&
    line.slice(reference.key.start, reference.key.end) === key
  );
}

/** Pandoc takes any key in braces. */
export const writtenKey = (key: string, kind: LanguageKind, braces: boolean): string =>
  braces && (kind === "markdown" || kind === "text") && !canBeCited(key, kind) ? `{${key}}` : key;
