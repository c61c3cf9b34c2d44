/**
 * Where a line of text names a paper, known to the library or not: identifiers, addresses, [[titles]] and citation keys.
 *
 * It looks at spelling only.
 */
import type { Span } from "../base/span.ts";
import { normaliseTitle } from "../domain/paperId.ts";
import { canonicalIdentifier, canonicalUrl } from "../library/canonical.ts";
import { identifierInUrl, withoutTail } from "../library/importers/links.ts";
import type { PaperName } from "../library/paperLookup.ts";
import { aclNames, namesInUrl } from "../library/paperSites.ts";
import { begun, readArguments, type CitedKey, type OpenCommand } from "./citeCommands.ts";
import { nextFence, type Fence } from "./fences.ts";
import type { LanguageKind } from "./languages.ts";
import { scannerFor } from "./shapes.ts";
import { isSurelyCited } from "./sureCitations.ts";

export interface Reference {
  readonly span: Span;
  /** How it is written. */
  readonly how: "arxiv" | "doi" | "id" | "url" | "title" | "key";
  /** What it may stand for, likeliest first. */
  readonly names: readonly PaperName[];
  /** Of keys: the letters of the key alone. */
  readonly key?: Span;
  /** It can be nothing but a citation, so that an unknown key is a mistake. */
  readonly sure?: boolean;
}

/** What a line leaves open to the next. */
export interface ScanState {
  readonly command?: OpenCommand;
  readonly fence?: Fence;
}

export interface ScannedLine {
  readonly references: readonly Reference[];
  readonly after: ScanState;
}

export const nothingOpen: ScanState = {};

export const sameState = (a: ScanState, b: ScanState): boolean =>
  a === b ||
  (a.fence?.marks === b.fence?.marks &&
    a.fence?.holds === b.fence?.holds &&
    a.command?.many === b.command?.many &&
    a.command?.bracket === b.command?.bracket &&
    a.command?.depth === b.command?.depth &&
    a.command?.left === b.command?.left);

/** Most lines name nothing, and this says so quickly: no flags, no looking around. */
const mayRefer = /[@/=]|\[\[|ite|ITE|\d{4}|pus[iI][dD]:/;

/** The references of a line that stands alone. */
export const referencesIn = (line: string, kind: LanguageKind): readonly Reference[] =>
  scanLine(line, kind, nothingOpen).references;

/** Shared by the many lines that name nothing, so that a large file costs no memory for them. */
const emptyLine: ScannedLine = { references: [], after: nothingOpen };
/** Lines such as those of minified programs are passed over: looking at one again with every letter typed would be felt. */
const longestLine = 200_000;

export function scanLine(line: string, kind: LanguageKind, before: ScanState): ScannedLine {
  const fence = kind === "markdown" ? nextFence(line, before.fence) : undefined;
  // An empty line ends the paragraph, and with it what TeX was given.
  const open = line.trim() === "" ? undefined : before.command;
  if (line.length > longestLine || (open === undefined && !mayRefer.test(line)))
    return fence === undefined ? emptyLine : { references: [], after: { fence } };
  const effective = before.fence?.holds === "code" ? "code" : kind;
  const { references, open: stillOpen } = referencesOn(line, effective, open);
  for (const [at, reference] of references.entries())
    if (reference.how === "key" && isSurelyCited(line, effective, reference.span))
      references[at] = { ...reference, sure: true };
  return { references, after: stateOf(fence, stillOpen) };
}

function stateOf(fence: Fence | undefined, command: OpenCommand | undefined): ScanState {
  if (fence === undefined) return command === undefined ? nothingOpen : { command };
  return command === undefined ? { fence } : { fence, command };
}

interface Found {
  readonly references: Reference[];
  readonly open?: OpenCommand;
}

function referencesOn(line: string, kind: LanguageKind, before: OpenCommand | undefined): Found {
  const references: Reference[] = [];
  let start = 0;
  if (before !== undefined) {
    const { keys, end, open } = readArguments(line, 0, before);
    for (const cited of keys) references.push(citedReference(cited));
    if (open !== undefined) return { references, open };
    start = end;
  }
  const scanner = scannerFor(line, kind);
  if (scanner === undefined) return { references };
  scanner.lastIndex = start;
  for (let match = scanner.exec(line); match !== null; match = scanner.exec(line)) {
    const command = match.groups?.["command"];
    if (command !== undefined) {
      const from = begun(command);
      if (from === undefined) continue;
      const { keys, end, open } = readArguments(line, match.index + command.length, from);
      // Elsewhere than in LaTeX a command is an example on one line, or none.
      if (open === undefined || kind === "latex" || open.bracket === undefined)
        for (const cited of keys) references.push(citedReference(cited));
      if (open !== undefined && kind === "latex") return { references, open };
      scanner.lastIndex = Math.max(scanner.lastIndex, end);
      continue;
    }
    const found = referencesAt(match, line, kind);
    references.push(...found);
    const end = found.at(-1)?.span.end;
    if (end !== undefined && end > match.index) scanner.lastIndex = end;
  }
  return { references };
}

function referencesAt(match: RegExpExecArray, line: string, kind: LanguageKind): readonly Reference[] {
  const [{ length }, { index: start, groups = {} }] = [match[0], match];
  const whole = { start, end: start + length };
  const { url, arxiv, bareArxiv, doi, acl, corpus, title } = groups;
  const { braced, key, listed, label, entry, crossed } = groups;
  if (url !== undefined) return addressReference(start, withoutTail(url));
  const id = arxiv ?? bareArxiv;
  if (id !== undefined) return [{ span: whole, how: "arxiv", names: [`arxiv:${id.toLowerCase()}`] }];
  if (doi !== undefined) {
    const name = withoutTail(doi);
    const span = { start, end: whole.end - doi.length + name.length };
    return [{ span, how: "doi", names: [identifierName(`doi:${name}`)] }];
  }
  if (acl !== undefined) return [{ span: whole, how: "id", names: aclNames(acl) }];
  if (corpus !== undefined) return [{ span: whole, how: "id", names: [`corpusid:${corpus}`] }];
  if (title !== undefined) return [titleReference(title, whole)];
  if (braced !== undefined) return [keyReference(braced, whole, behind(start + 2, braced))];
  if (listed !== undefined) return keysListed(listed, whole.end - 1 - listed.length);
  const last = label ?? entry ?? crossed;
  if (last !== undefined) return [citedReference({ key: last, span: behind(whole.end - last.length, last) })];
  if (key === undefined || (kind === "code" && line.slice(0, start).trim() === "")) return [];
  const clean = key.replace(/[^\p{L}\p{N}_]{1,200}$/u, "");
  return [keyReference(clean, { start, end: start + 1 + clean.length }, behind(start + 1, clean))];
}

const behind = (start: number, text: string): Span => ({ start, end: start + text.length });

function addressReference(start: number, url: string): readonly Reference[] {
  const address = /^https?:/iu.test(url) ? url : `https://${url}`;
  const identifier = identifierInUrl(address);
  const page: PaperName = `url:${canonicalUrl(address)}`;
  const names = [
    ...(identifier === undefined ? [] : [identifierName(identifier)]),
    ...namesInUrl(address),
    page,
  ];
  return [{ span: { start, end: start + url.length }, how: "url", names }];
}

const citedReference = ({ key, span }: CitedKey): Reference => keyReference(key, span, span);

/** Some publishers' BibTeX has the DOI for a key. */
const keyReference = (name: string, span: Span, key: Span): Reference => ({
  span,
  how: "key",
  names: /^10\.\d{4,9}\//u.test(name) ? [`key:${name}`, identifierName(`doi:${name}`)] : [`key:${name}`],
  key,
});

const keysListed = (list: string, start: number): readonly Reference[] =>
  [...list.matchAll(/[^\s,;]+/gu)].map(({ 0: key, index }) =>
    citedReference({ key, span: behind(start + index, key) }),
  );

/** `[[Title]]`, `[[Title|shown instead]]`, `[[Title#Heading]]`, `[[@key]]`: a title may hold "|" or "#" itself. */
function titleReference(inside: string, span: Span): Reference {
  const target = inside.split("|", 1)[0] ?? "";
  const page = target.split("#", 1)[0] ?? "";
  const titles = [...new Set([inside, target, page])].map(
    (title): PaperName => `title:${normaliseTitle(title)}`,
  );
  const key = /^\s*@(\S+)\s*$/u.exec(target)?.[1];
  if (key === undefined) return { span, how: "title", names: titles };
  return {
    span,
    how: "title",
    names: [`key:${key}`, ...titles],
    key: behind(span.start + 2 + target.indexOf("@") + 1, key),
  };
}

/** Only called with "arxiv:…" and "doi:…", which stay of these two kinds. */
const identifierName = (identifier: string): PaperName => canonicalIdentifier(identifier) as PaperName;
