/**
 * Splits a title or an abstract into plain text, marked mathematics, web links and paragraph breaks.
 *
 * Only what is marked as mathematics becomes mathematics: $…$, $$…$$, \(…\) and \[…\]. A dollar sign is also a price, so
 * single dollars follow the rules of Pandoc (no space inside the delimiters, no digit after the closing one), must stay
 * within a paragraph, and must not hold running prose.
 */
import type { Span } from "../../src/base/span.ts";

export type Piece =
  | { readonly kind: "text"; readonly span: Span }
  | { readonly kind: "math"; readonly span: Span; readonly tex: string; readonly display: boolean }
  | { readonly kind: "link"; readonly span: Span; readonly url: string }
  | { readonly kind: "break"; readonly span: Span };

const special = new RegExp(
  [
    String.raw`\\[\\$]`, // an escaped dollar or backslash opens nothing
    String.raw`\$\$(?<displayDollars>[^$]+?)\$\$`,
    String.raw`\\\[(?<displayBrackets>[\s\S]+?)\\\]`,
    String.raw`\\\((?<inlineBrackets>[\s\S]+?)\\\)`,
    String.raw`\$(?<inlineDollar>(?!\s)(?:\\.|[^\\$])+?)(?<!\s)\$(?!\d)`,
    String.raw`(?<url>https?:\/\/[^\s<>"'\\^{}|\x60]+)`,
    String.raw`(?<paragraph>[^\S\n]*\n[^\S\n]*\n\s*)`,
  ].join("|"),
  "gu",
);

const blankLine = /\n[^\S\n]*\n/u;

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let told = 0;
  special.lastIndex = 0;
  for (let match = special.exec(text); match !== null; match = special.exec(text)) {
    const piece = pieceAt(match);
    if (piece === undefined) {
      // A dollar that opened nothing may stand before one that does: look again right behind it.
      if (match[0].startsWith("$")) special.lastIndex = match.index + 1;
      continue;
    }
    if (piece.span.start > told) pieces.push({ kind: "text", span: { start: told, end: piece.span.start } });
    pieces.push(piece);
    told = piece.span.end;
    special.lastIndex = told;
  }
  if (told < text.length) pieces.push({ kind: "text", span: { start: told, end: text.length } });
  return pieces;
}

function pieceAt(match: RegExpExecArray): Piece | undefined {
  const { displayDollars, displayBrackets, inlineBrackets, inlineDollar, url, paragraph } =
    match.groups ?? {};
  const start = match.index;
  const span = { start, end: start + match[0].length };
  if (paragraph !== undefined) return { kind: "break", span };
  if (url !== undefined) {
    const address = withoutTrailing(url);
    return isWebLink(address)
      ? { kind: "link", span: { start, end: start + address.length }, url: address }
      : undefined;
  }
  if (inlineDollar !== undefined && isProse(inlineDollar)) return undefined;
  const display = displayDollars ?? displayBrackets;
  const tex = display ?? inlineBrackets ?? inlineDollar;
  if (tex === undefined || tex.trim() === "" || blankLine.test(tex)) return undefined;
  return { kind: "math", span, tex, display: display !== undefined };
}

/** "5 (or US" between two dollars is money; "\log n", "x = \text{if so}" and "K" are mathematics. */
const isProse = (tex: string): boolean =>
  /\s/u.test(tex) && !/[\\^_=]/u.test(tex) && /(?:^|\s)[A-Za-z]{2,}(?:[\s,.;]|$)/u.test(tex);

/** Punctuation that ends the sentence is not part of the address, nor is a bracket opened before it. */
function withoutTrailing(url: string): string {
  let end = url.length;
  while (end > 0) {
    const last = url[end - 1] ?? "";
    const address = url.slice(0, end);
    const unopened = last === ")" && address.split("(").length < address.split(")").length;
    if (!unopened && !/[.,;:!?\]'"*_~$]/u.test(last)) break;
    end--;
  }
  return url.slice(0, end);
}

/** Whether a text is an address that may become a link: http or https, with a host, and nothing else. */
export function isWebLink(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    return (protocol === "https:" || protocol === "http:") && hostname !== "";
  } catch {
    return false; // not an address at all
  }
}

/** Widens a span so that it covers every piece of mathematics it touches: formulas are marked whole. */
export function wholeMath(pieces: readonly Piece[], { start, end }: Span): Span {
  const touched = pieces.filter(({ kind, span }) => kind === "math" && span.start < end && start < span.end);
  return {
    start: Math.min(start, ...touched.map(({ span }) => span.start)),
    end: Math.max(end, ...touched.map(({ span }) => span.end)),
  };
}
