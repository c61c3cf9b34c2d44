/** What a place in the running text speaks of: "[3, 7–9]", "(Vaswani et al., 2017)", "Figure 3", "Eq. (4)". */
import type { Span } from "../base/span.ts";
import type { CaptionKind, ReferenceEntry } from "./extractedPaper.ts";

/** What stands in a paper under a number of its own. */
export type NumberedKind = CaptionKind | "equation" | "section" | "theorem";

export type Mention =
  | { readonly kind: "numbers"; readonly span: Span; readonly numbers: readonly number[] }
  | {
      readonly kind: "authors";
      readonly span: Span;
      readonly names: readonly string[];
      readonly year: string;
    }
  | {
      readonly kind: NumberedKind;
      readonly span: Span;
      /** As printed: "Fig.", "Lemma". */
      readonly word: string;
      readonly number: string;
    };

/** Farther away nothing belongs to the same mention. */
const reach = 120;

/** @param offset a letter of the text, which has a line break after every line */
export function mentionAt(text: string, offset: number): Mention | undefined {
  const start = Math.max(0, offset - reach);
  const near = text.slice(start, offset + reach);
  const found =
    numberedAt(near, offset - start) ?? citedAt(near, offset - start) ?? namedAt(near, offset - start);
  return found === undefined
    ? undefined
    : { ...found, span: { start: found.span.start + start, end: found.span.end + start } };
}

const bracketed = /\[\s?\d{1,3}(?:\s?[,;–—-]\s{0,2}\d{1,3}){0,30}\s?\]/gu;
/** "7–9" may stand for a few papers, and an interval such as "[0, 255]" for none. */
const longestRange = 12;

function citedAt(text: string, offset: number): Mention | undefined {
  const whole = matchAt(text, bracketed, offset);
  if (whole === undefined || whole[0].includes("[0")) return undefined;
  const parts = [...whole[0].matchAll(/(\d{1,3})(?:\s?[–—-]\s{0,2}(\d{1,3}))?/gu)].map((part) => ({
    span: spanOf(part, whole.index),
    from: Number(part[1]),
    to: Number(part[2] ?? part[1]),
  }));
  const part = parts.find(({ span }) => span.start <= offset && offset < span.end);
  // Whoever points at a bracket or between the numbers means all of them.
  const meant = part === undefined ? parts : [part];
  if (meant.some(({ from, to }) => to < from || to - from >= longestRange)) return undefined;
  const numbers = meant.flatMap(({ from, to }) =>
    Array.from({ length: to - from + 1 }, (_, at) => from + at),
  );
  return { kind: "numbers", span: part?.span ?? spanOf(whole), numbers };
}

const surname = String.raw`(?:(?:van|von|de|der|den|di|la|le|el)\s){0,2}\p{Lu}[\p{L}\p{M}'’-]*(?:-\n\p{L}+)?(?:\s\p{Lu}[\p{L}\p{M}’'-]+)?`;
const year = String.raw`(?:19|20)\d{2}[a-z]?`;
const authored = new RegExp(
  String.raw`(${surname})(\s+et\s+al\.?|(?:,\s+${surname}){0,3},?\s+(?:and|&)\s+${surname})?(?:['’]s)?,?\s+?\(?(${year})((?:[,;]\s{0,2}(?:${year}|[a-z](?!\p{L})))*)`,
  "gu",
);

function namedAt(text: string, offset: number): Mention | undefined {
  const match = matchAt(text, authored, offset);
  if (match === undefined) return undefined;
  const [whole, first = "", others = "", firstYear = "", laterYears = ""] = match;
  const names = [first, ...others.split(/,|\band\b|&/u)]
    .map((name) => name.replace(/-\n/u, "").replace(/\s+/gu, " ").trim())
    .filter((name) => /\p{Lu}/u.test(name));
  const yearsStart = match.index + whole.length - laterYears.length;
  const later = [...laterYears.matchAll(/(?:(?:19|20)\d{2})?[a-z]?(?![\p{L}\d])/gu)].filter(
    ([each]) => each !== "",
  );
  const pointed = later.findLast((each) => yearsStart + each.index <= offset)?.[0];
  const chosen =
    pointed === undefined ? firstYear : pointed.length > 1 ? pointed : firstYear.slice(0, 4) + pointed;
  return { kind: "authors", span: spanOf(match), names, year: chosen };
}

const words: readonly (readonly [NumberedKind, string])[] = [
  ["figure", String.raw`fig(?:ure|\.)?s?\.?`],
  ["table", String.raw`tab(?:le|\.)s?\.?`],
  ["algorithm", String.raw`alg(?:orithm|\.)s?`],
  ["equation", String.raw`eq(?:uation|n|\.)?s?\.?`],
  ["section", String.raw`sec(?:tion|\.|t\.)s?\.?|§§?|appendi(?:x|ces)`],
  ["theorem", String.raw`theorem|lemma|proposition|corollary|definition|assumption|remark`],
];
const ordinal = String.raw`(?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5}|[A-Z](?:\.\d{1,2}){0,2}`;
const numbered = new RegExp(
  String.raw`(?<![\p{L}\d])(${words.map(([, each]) => each).join("|")})[\s~]{0,2}\(?(?<number>${ordinal})(?:[a-h]|\([a-h]\))?(?![\p{L}\d])`,
  "giu",
);

function numberedAt(text: string, offset: number): Mention | undefined {
  const match = matchAt(text, numbered, offset);
  if (match === undefined) return undefined;
  const [whole, word = ""] = match;
  const number = match.groups?.["number"] ?? "";
  // A word in the middle of a sentence may well be followed by "a" or "I".
  const isFar = /\p{L}$/u.test(word) && !/\s|\.|\(|\d/u.test(whole.slice(word.length, word.length + 1));
  if (isFar || !/^[A-Z\d]/u.test(number)) return undefined;
  const kind = words.find(([, shape]) => new RegExp(`^(?:${shape})$`, "iu").test(word))?.[0];
  return kind === undefined ? undefined : { kind, span: spanOf(match), word, number };
}

function matchAt(text: string, shape: RegExp, offset: number): RegExpExecArray | undefined {
  for (const match of text.matchAll(shape))
    if (match.index <= offset && offset < match.index + match[0].length) return match;
  return undefined;
}

const spanOf = (match: RegExpExecArray, from = 0): Span => ({
  start: from + match.index,
  end: from + match.index + match[0].length,
});

/** The entries of the bibliography that a mention means, in their order. */
export function referencesFor(
  mention: Extract<Mention, { readonly kind: "numbers" | "authors" }>,
  references: readonly ReferenceEntry[],
): readonly ReferenceEntry[] {
  if (mention.kind === "numbers") {
    const isLabelled = references.some(({ label }) => label !== undefined);
    return mention.numbers.flatMap((number) =>
      isLabelled
        ? references.filter(({ label }) => label === String(number)).slice(0, 1)
        : (references[number - 1] ?? []),
    );
  }
  const [first = "", ...others] = mention.names.map(folded);
  const candidates = references.flatMap((entry) => {
    const head = folded(entry.text.slice(0, 400));
    const at = wordAt(head, first);
    const isYear = entry.year === mention.year || entry.year?.slice(0, 4) === mention.year;
    const isMeant = isYear && at >= 0 && at < 40 && others.every((name) => wordAt(head, name) >= 0);
    return isMeant ? [{ entry, at }] : [];
  });
  const best = Math.min(...candidates.map(({ at }) => at));
  return candidates.filter(({ at }) => at === best || at - best < 3).map(({ entry }) => entry);
}

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const wordAt = (text: string, word: string): number => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/\p{L}/u.test(text[at - 1] ?? "") && !/\p{L}/u.test(text[at + word.length] ?? "")) return at;
  return -1;
};
