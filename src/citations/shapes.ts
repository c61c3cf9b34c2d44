/**
 * How papers are named in texts, as expressions. What is repeated in them is bounded, so that a line takes time in proportion
 * to its length, whatever it holds. The names of their groups say what was found.
 */
import { aclId } from "../library/paperSites.ts";
import type { LanguageKind } from "./languages.ts";

const notInWord = String.raw`(?<![\p{L}\p{N}_])`;
const newArxiv = String.raw`\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}`;
const oldArxiv = String.raw`[a-z-]{2,20}(?:\.[a-z]{2})?\/\d{7}`;
const arxivEnd = String.raw`(?:v\d{1,3})?(?![\p{L}\p{N}_%]|[.,-]\d)`;
const addressEnd = String.raw`[^\s<>"{}|\\^\x60]`;
const paperSites = String.raw`(?:www\.|export\.|dx\.|api\.)?(?:arxiv\.org|doi\.org|hf\.co|huggingface\.co|openreview\.net|aclanthology\.org|semanticscholar\.org)\/`;

interface Shape {
  /** A line without this has none of the shape. It is quick, where the shape itself is not. */
  readonly needs: RegExp;
  readonly shape: string;
}

const shapes: readonly Shape[] = [
  {
    needs: /\//,
    shape: String.raw`(?<url>(?:https?:\/\/|(?<![\p{L}\p{N}_.@/-])(?=${paperSites}))${addressEnd}{1,2000})`,
  },
  {
    needs: /arxiv/i,
    shape: String.raw`${notInWord}arxiv(?:\s{0,2}:\s{0,2}|\s{1,2})(?<arxiv>${newArxiv}|${oldArxiv})${arxivEnd}`,
  },
  {
    needs: /\d{4}\.\d{4}/,
    shape: String.raw`(?<![\p{L}\p{N}_.,$€£-])(?<bareArxiv>${newArxiv})${arxivEnd}`,
  },
  {
    needs: /10\.\d{4}/,
    shape: String.raw`(?<![\p{L}\p{N}_./])(?:doi:\s{0,2})?(?<doi>10\.\d{4,9}\/${addressEnd}{1,300})`,
  },
  {
    needs: /20\d\d\.[a-zA-Z]/,
    shape: String.raw`(?<![\p{L}\p{N}_./-])(?<acl>${aclId})(?![\p{L}\p{N}_-])`,
  },
  { needs: /corpusid:/i, shape: String.raw`${notInWord}corpusid:\s{0,2}(?<corpus>\d{1,12})(?!\d)` },
  {
    needs: /\[\[/,
    shape: String.raw`\[\[(?<title>(?:[^[\]]|\](?!\])|\[(?!\[)){1,1000})\]\]`,
  },
  {
    needs: /cite/i,
    shape: String.raw`(?<command>\\[a-z]{0,20}cite[a-z]{0,20}\*?)(?=\s{0,9}(?:[[({]|%|$))`,
  },
];
const keyLetter = String.raw`[\p{L}\p{N}_]`;
const atKey: Shape = {
  needs: /@/,
  shape: String.raw`(?<![\p{L}\p{N}_@\\./])@(?:\{(?<braced>[^{}\s]{1,200})\}|(?<key>${keyLetter}[\p{L}\p{N}_:.#$%&+/-]{0,200}))`,
};
/** MyST's {cite:p}`a, b` and Sphinx's :cite:p:`a`. */
const role: Shape = {
  needs: /cite/i,
  shape: String.raw`(?:\{cite(?::[a-z:]{1,20})?\}|:cite(?::[a-z]{1,20})?:)\x60(?<listed>[^\x60]{1,1000})\x60`,
};
const typstCite: Shape = {
  needs: /#cite/i,
  shape: String.raw`#cite\(\s{0,9}(?:<|label\(\s{0,9}")(?<label>[\p{L}\p{N}_:.-]{1,200})`,
};
const bibtexEntry: Shape = {
  needs: /@/,
  shape: String.raw`@(?!(?:string|comment|preamble|xdata)\b)[a-z]{1,30}\s{0,9}[{(]\s{0,9}(?<entry>[^\s,{}()]{1,200})`,
};
const crossReference: Shape = {
  needs: /(?:cross|x)ref/i,
  shape: String.raw`${notInWord}(?:crossref|xref)\s{0,9}=\s{0,9}["{]\s{0,9}(?<crossed>[^\s,{}()"]{1,200})`,
};

const shapesIn: Readonly<Record<LanguageKind, readonly Shape[]>> = {
  markdown: [role, atKey, ...shapes],
  text: [role, atKey, ...shapes],
  code: [atKey, ...shapes],
  typst: [typstCite, atKey, ...shapes],
  latex: shapes, // "@" is a letter of command names
  bibtex: [bibtexEntry, crossReference, ...shapes],
};

/** By the shapes that are looked for: a line is searched for those only that may stand in it. */
const scanners = new Map<string, RegExp>();

/** An expression that finds all that may stand in a line; `undefined` where nothing may. */
export function scannerFor(line: string, kind: LanguageKind): RegExp | undefined {
  const possible = shapesIn[kind].filter(({ needs }) => needs.test(line)).map(({ shape }) => shape);
  if (possible.length === 0) return undefined;
  const expression = possible.join("|");
  let scanner = scanners.get(expression);
  if (scanner === undefined) scanners.set(expression, (scanner = new RegExp(expression, "giu")));
  return scanner;
}
