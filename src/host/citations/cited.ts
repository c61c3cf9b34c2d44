/** What the word under the cursor cites, in a document or in a bibliography. */
import * as vscode from "vscode";
import { textAt } from "../../base/span.ts";
import type { Bibliography } from "../../citations/bibliography.ts";
import type { CitedEntry } from "../../citations/bibSummary.ts";
import type { PaperFinder } from "../../citations/mentions.ts";
import type { Reference } from "../../citations/references.ts";
import type { Paper } from "../../domain/paper.ts";
import { arxivIdIn } from "../../library/importers/links.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { paperIdOf } from "../workspace/paperUri.ts";
import type { BibFiles } from "./bibFiles.ts";

export interface Cited {
  readonly range: vscode.Range;
  /** `undefined` where a document is the text of a paper, which names it as a whole. */
  readonly reference: Reference | undefined;
  /** The key as written. */
  readonly key: string | undefined;
  readonly paper: Paper | undefined;
  readonly entries: readonly CitedEntry[];
  readonly finder: PaperFinder;
  readonly bibliography: Bibliography;
}

export async function citedAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  known: KnownPapers,
  bibs: BibFiles,
): Promise<Cited | undefined> {
  const ofDocument = paperIdOf(document.uri);
  const hit = known.scans.at(document, position);
  if (hit === undefined && ofDocument === undefined) return undefined;
  const [finder, bibliography] = await Promise.all([known.ready(), bibs.upToDate()]);
  if (hit === undefined) {
    const paper = ofDocument === undefined ? undefined : known.paper(ofDocument);
    const range = new vscode.Range(position, position);
    return { range, reference: undefined, key: undefined, paper, entries: [], finder, bibliography };
  }
  const { reference, range } = hit;
  const key = keyOf(document.lineAt(position.line).text, reference);
  const id = finder.find(reference.names);
  return {
    range,
    reference,
    key,
    paper: id === undefined ? undefined : known.paper(id),
    entries: key === undefined ? [] : bibliography.named(key),
    finder,
    bibliography,
  };
}

export const keyOf = (line: string, { key }: Reference): string | undefined =>
  key === undefined ? undefined : textAt(line, key);

/** The arXiv id of what is cited: its own, that of its entry, or a key that is one. */
export function arxivIn({ reference, entries, key }: Cited): string | undefined {
  const named = reference?.names.find((name) => name.startsWith("arxiv:"))?.slice("arxiv:".length);
  return (
    named ?? entries.find(({ facts }) => facts.arxiv !== undefined)?.facts.arxiv ?? (key && arxivIdIn(key))
  );
}

/** Where an entry's key stands. */
export function entryLocation({ file, at, key }: CitedEntry): vscode.Location {
  const { line, character } = at;
  return new vscode.Location(
    vscode.Uri.parse(file, true),
    new vscode.Range(line, character, line, character + key.length),
  );
}
