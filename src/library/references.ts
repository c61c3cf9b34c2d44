/**
 * Where a line of text names a paper, known to the library or not: identifiers, addresses, [[titles]] and citation keys.
 *
 * It looks at spelling only. What is repeated in the expressions is bounded, so that a line takes time in proportion to its
 * length, whatever it holds.
 */
import type { Span } from "../base/span.ts";
import { normaliseTitle } from "../domain/paperId.ts";
import { canonicalIdentifier, canonicalUrl } from "./canonical.ts";
import { citedKeys } from "./citeCommands.ts";
import { identifierInUrl, withoutTail } from "./importers/links.ts";
import type { PaperName } from "./paperLookup.ts";

/** What a text is written in. "code" is a language where "@name" at the start of a line is no citation. */
export type LanguageKind = "markdown" | "text" | "latex" | "bibtex" | "code";

export interface Reference {
  readonly span: Span;
  /** How it is written. */
  readonly how: "arxiv" | "doi" | "url" | "title" | "key";
  /** What it may stand for, likeliest first. */
  readonly names: readonly PaperName[];
}

/** Most lines name nothing, and this says so quickly. */
const mayRefer = /https?:|arxiv|10\.\d{4}|\d{4}\.\d{4}|doi\.org|hf\.co|huggingface|\[\[|@|cite/iu;

const notInWord = String.raw`(?<![\p{L}\p{N}_])`;
const newArxiv = String.raw`\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}`;
const oldArxiv = String.raw`[a-z-]{2,20}(?:\.[a-z]{2})?\/\d{7}`;
const arxivEnd = String.raw`(?:v\d{1,3})?(?![\p{L}\p{N}_%]|[.,-]\d)`;
const addressEnd = String.raw`[^\s<>"{}|\\^\x60]`;
const paperSites = String.raw`(?:www\.|export\.|dx\.)?(?:arxiv\.org|doi\.org|hf\.co|huggingface\.co)\/`;

const shapes = [
  String.raw`(?<url>(?:https?:\/\/|(?<![\p{L}\p{N}_.@/-])(?=${paperSites}))${addressEnd}{1,2000})`,
  String.raw`${notInWord}arxiv(?:\s{0,2}:\s{0,2}|\s{1,2})(?<arxiv>${newArxiv}|${oldArxiv})${arxivEnd}`,
  String.raw`(?<![\p{L}\p{N}_.,$€£-])(?<bareArxiv>${newArxiv})${arxivEnd}`,
  String.raw`(?<![\p{L}\p{N}_./])(?:doi:\s{0,2})?(?<doi>10\.\d{4,9}\/${addressEnd}{1,300})`,
  String.raw`\[\[(?<title>(?:[^[\]]|\](?!\])|\[(?!\[)){1,1000})\]\]`,
  String.raw`(?<command>\\[a-z]{0,20}cite[a-z]{0,20}\*?)(?=\s{0,9}[[({])`,
];
const keyLetter = String.raw`[\p{L}\p{N}_]`;
const atKey = String.raw`(?<![\p{L}\p{N}_@\\./])@(?:\{(?<braced>[^{}\s]{1,200})\}|(?<key>${keyLetter}[\p{L}\p{N}_:.#$%&+/-]{0,200}))`;
const bibtexEntry = String.raw`@[a-z]{1,30}\s{0,9}[{(]\s{0,9}(?<entry>[^\s,{}()]{1,200})`;

const withShape = (...more: readonly string[]): RegExp => new RegExp([...shapes, ...more].join("|"), "giu");
const scanners: Readonly<Record<LanguageKind, RegExp>> = {
  markdown: withShape(atKey),
  text: withShape(atKey),
  code: withShape(atKey),
  latex: withShape(), // "@" is a letter of command names
  bibtex: withShape(bibtexEntry),
};

export function referencesIn(line: string, kind: LanguageKind): readonly Reference[] {
  if (!mayRefer.test(line)) return [];
  const references: Reference[] = [];
  const scanner = scanners[kind];
  scanner.lastIndex = 0;
  for (let match = scanner.exec(line); match !== null; match = scanner.exec(line)) {
    const found = referencesAt(match, line, kind);
    references.push(...found);
    const end = found.at(-1)?.span.end;
    if (end !== undefined && end > match.index) scanner.lastIndex = end;
  }
  return references;
}

function referencesAt(match: RegExpExecArray, line: string, kind: LanguageKind): readonly Reference[] {
  const [{ length }, { index: start, groups = {} }] = [match[0], match];
  const whole = { start, end: start + length };
  const { url, arxiv, bareArxiv, doi, title, command, braced, key, entry } = groups;
  if (url !== undefined) return addressReference(start, withoutTail(url));
  const id = arxiv ?? bareArxiv;
  if (id !== undefined) return [{ span: whole, how: "arxiv", names: [`arxiv:${id.toLowerCase()}`] }];
  if (doi !== undefined) {
    const name = withoutTail(doi);
    const span = { start, end: whole.end - doi.length + name.length };
    return [{ span, how: "doi", names: [identifierName(`doi:${name}`)] }];
  }
  if (title !== undefined) return [{ span: whole, how: "title", names: titleNames(title) }];
  if (command !== undefined)
    return citedKeys(line, command, whole.end).map(({ key: cited, span }) => keyReference(cited, span));
  if (braced !== undefined) return [keyReference(braced, whole)];
  if (entry !== undefined) return [keyReference(entry, { start: whole.end - entry.length, end: whole.end })];
  if (key === undefined || (kind === "code" && line.slice(0, start).trim() === "")) return [];
  const clean = key.replace(/[^\p{L}\p{N}_]{1,200}$/u, "");
  return [keyReference(clean, { start, end: start + 1 + clean.length })];
}

function addressReference(start: number, url: string): readonly Reference[] {
  const address = /^https?:/iu.test(url) ? url : `https://${url}`;
  const identifier = identifierInUrl(address);
  const page: PaperName = `url:${canonicalUrl(address)}`;
  const names = identifier === undefined ? [page] : [identifierName(identifier), page];
  return [{ span: { start, end: start + url.length }, how: "url", names }];
}

/** Some publishers' BibTeX has the DOI for a key. */
const keyReference = (key: string, span: Span): Reference => ({
  span,
  how: "key",
  names: /^10\.\d{4,9}\//u.test(key) ? [`key:${key}`, identifierName(`doi:${key}`)] : [`key:${key}`],
});

/** `[[Title]]`, `[[Title|shown instead]]`, `[[Title#Heading]]`, `[[@key]]`: a title may hold "|" or "#" itself. */
function titleNames(inside: string): readonly PaperName[] {
  const target = inside.split("|", 1)[0] ?? "";
  const page = target.split("#", 1)[0] ?? "";
  const titles = [...new Set([inside, target, page])].map(
    (title): PaperName => `title:${normaliseTitle(title)}`,
  );
  const key = /^\s*@(\S+)\s*$/u.exec(target)?.[1];
  return key === undefined ? titles : [`key:${key}`, ...titles];
}

/** Only called with "arxiv:…" and "doi:…", which stay of these two kinds. */
const identifierName = (identifier: string): PaperName => canonicalIdentifier(identifier) as PaperName;
