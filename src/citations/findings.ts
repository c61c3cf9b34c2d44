/** What is worth telling a writer about the citations of a text and the entries of a bibliography. */
import type { Span } from "../base/span.ts";
import type { Paper } from "../domain/paper.ts";
import { canonicalIdentifier } from "../library/canonical.ts";
import { identifierOf } from "../library/citation.ts";
import type { Bibliography } from "./bibliography.ts";
import type { CitedEntry } from "./bibSummary.ts";
import type { LanguageKind } from "./languages.ts";
import type { PaperFinder } from "./mentions.ts";
import type { LocatedReference } from "./scannedText.ts";
import { similarKeys } from "./similarKeys.ts";

export interface Finding {
  readonly kind: "unknown-key" | "missing-entry" | "newer-version";
  readonly line: number;
  readonly span: Span;
  readonly why: string;
}

/** Keys that a text defines itself: LaTeX's \bibitem, Typst's labels. */
export function ownKeys(text: string, kind: LanguageKind): ReadonlySet<string> {
  if (kind === "latex")
    return new Set(
      [...text.matchAll(/\\bibitem(?:\[[^\]]{0,300}\])?\{([^{}]{1,200})\}/gu)].map(([, key = ""]) => key),
    );
  if (kind === "typst") return new Set([...text.matchAll(/<([\w:.-]{1,200})>/gu)].map(([, key = ""]) => key));
  return new Set();
}

export interface Judged {
  readonly references: Iterable<LocatedReference>;
  readonly lineAt: (line: number) => string;
  readonly own: ReadonlySet<string>;
  readonly bibliography: Bibliography;
  readonly finder: PaperFinder;
  readonly paper: (names: Parameters<PaperFinder["find"]>[0]) => Paper | undefined;
  /** Keys of the library's papers. */
  readonly libraryKeys: () => Iterable<string>;
}

const mostFindings = 300;

export function findingsIn(judged: Judged): readonly Finding[] {
  const { references, bibliography, own } = judged;
  const hasBibliography = bibliography.files.length > 0;
  const findings: Finding[] = [];
  for (const [line, { how, key, span, sure, names }] of references) {
    if (findings.length >= mostFindings) break;
    const text = judged.lineAt(line);
    if (how === "arxiv" || how === "url") {
      const why = outdated(text.slice(span.start, span.end), judged.paper(names));
      if (why !== undefined) findings.push({ kind: "newer-version", line, span, why });
    }
    if (key === undefined || sure !== true) continue;
    const word = text.slice(key.start, key.end);
    if (own.has(word) || bibliography.named(word).length > 0) continue;
    const isKnown = judged.finder.find(names) !== undefined;
    if (isKnown && hasBibliography)
      findings.push({
        kind: "missing-entry",
        line,
        span: key,
        why: `“${word}” is in the library, but in no .bib file of this workspace.`,
      });
    if (isKnown) continue;
    const [near] = nearKeys(word, judged);
    // Where there is no bibliography the keys may be kept elsewhere, and only a slip is worth a word.
    if (near === undefined && !hasBibliography) continue;
    const hint = near === undefined ? "" : ` Did you mean “${near}”?`;
    findings.push({ kind: "unknown-key", line, span: key, why: `No paper has the key “${word}”.${hint}` });
  }
  return findings;
}

export const nearKeys = (
  key: string,
  { bibliography, libraryKeys }: Pick<Judged, "bibliography" | "libraryKeys">,
): readonly string[] => similarKeys(key, new Set([...bibliography.keys(), ...libraryKeys()]));

/** "arXiv:2504.17768v1", where the library knows of a v3. */
function outdated(written: string, paper: Paper | undefined): string | undefined {
  const version = Number(/\dv(\d{1,3})(?:\.pdf)?$/iu.exec(written)?.[1] ?? 0);
  const newest = paper === undefined ? 0 : newestVersion(paper);
  return version > 0 && newest > version ? `There is a newer version of this paper: v${newest}.` : undefined;
}

/** The highest version of the preprint that the paper's own addresses name; 0 where none does. */
export function newestVersion({ identifiers, resources, pdfs }: Paper): number {
  const arxiv = identifierOf({ identifiers }, "arxiv");
  if (arxiv === undefined) return 0;
  const bare = arxiv.replace(/v\d+$/u, "");
  const texts = [...identifiers, ...resources.map(({ url }) => url), ...pdfs.map(({ url = "" }) => url)];
  return Math.max(
    0,
    ...texts.map((text) => {
      const at = text.indexOf(`${bare}v`);
      return at === -1 ? 0 : Number(/^\d{1,3}/u.exec(text.slice(at + bare.length + 1))?.[0] ?? 0);
    }),
  );
}

/** Where and under which DOI a paper came out that an entry still has as a preprint. */
export function publishedVersion(
  { facts }: CitedEntry,
  paper: Paper,
): { readonly venue: string | undefined; readonly doi: string | undefined } | undefined {
  const isPreprint = facts.venue === undefined && (facts.doi === undefined || isOfArxiv(facts.doi));
  if (!isPreprint) return undefined;
  const venue =
    paper.venue !== undefined && !/arxiv|preprint|^corr$/iu.test(paper.venue) ? paper.venue : undefined;
  const doi = paper.identifiers
    .filter((identifier) => identifier.startsWith("doi:"))
    .map((identifier) => identifier.slice("doi:".length))
    .find((each) => !isOfArxiv(each));
  return venue === undefined && doi === undefined ? undefined : { venue, doi };
}

const isOfArxiv = (doi: string): boolean => canonicalIdentifier(`doi:${doi}`).startsWith("arxiv:");
