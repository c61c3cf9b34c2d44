/** Whether a key in a line can be nothing but a citation: then one that nobody knows is worth a warning. */
import type { Span } from "../base/span.ts";
import type { LanguageKind } from "./languages.ts";

/** Quarto's and bookdown's references to what stands in the document itself. */
const ownParts =
  /^@(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau)[-:]/iu;

/** Farther to the right nothing is sure: what stands around each key is looked at, which must not add up. */
const farthest = 10_000;

export function isSurelyCited(line: string, kind: LanguageKind, { start, end }: Span): boolean {
  if (start > farthest) return false;
  if (kind === "latex") return isBetweenCommas(line, start, end) && !isCommentedOut(line, start, "%");
  if (kind === "typst") return !isCommentedOut(line, start, "//") && !isInCode(line, start);
  if (kind === "bibtex") return true;
  if (kind === "text") return line[start] !== "@";
  if (kind === "code") return false;
  if (ownParts.test(line.slice(start, end)) || isInCode(line, start)) return false;
  return line[start] !== "@" || isInBrackets(line, start, end);
}

/** While a brace is still open, the words that follow are read as its keys; but between keys there are commas. */
const isBetweenCommas = (line: string, start: number, end: number): boolean =>
  /(?:^|[{,])\s{0,99}$/u.test(line.slice(Math.max(0, start - 100), start)) &&
  /^\s{0,99}(?:$|[},%])/u.test(line.slice(end, end + 101));

/** Pandoc's [see @key, p. 3]; in front of "(" it is the text of a link. */
function isInBrackets(line: string, start: number, end: number): boolean {
  const opening = line.lastIndexOf("[", start);
  const closing = line.indexOf("]", end);
  if (opening === -1 || closing === -1 || /[([:]/u.test(line[closing + 1] ?? "")) return false;
  return line[opening - 1] !== "[" && !line.slice(opening, start).includes("]");
}

function isCommentedOut(line: string, at: number, mark: string): boolean {
  for (let found = line.indexOf(mark); found !== -1 && found < at; found = line.indexOf(mark, found + 1))
    if (line[found - 1] !== "\\" && line[found - 1] !== ":") return true; // "\%" is a sign, "https://" an address
  return false;
}

/** Behind an odd number of ticks. */
const isInCode = (line: string, at: number): boolean => (line.slice(0, at).split("`").length - 1) % 2 === 1;
