/** Citation keys, [[titles]] and ids while one types, in the order of the search. */
import * as vscode from "vscode";
import { rankedCitables, type Citable } from "../../citations/citables.ts";
import { completionAt, type Asked } from "../../citations/completionAt.ts";
import { writtenKey } from "../../citations/insertion.ts";
import type { LanguageKind } from "../../citations/languages.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { identifierOf } from "../../library/citation.ts";
import { clip, oneLine } from "../../library/markdownText.ts";
import { kindOf, mentioningDocuments } from "../inline/documents.ts";
import { trusted } from "../inline/hovers.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { paperAtAGlance } from "../inline/wording.ts";
import type { LibrarySearch } from "../../librarySearch/librarySearch.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { completesCitations } from "../workspace/configuration.ts";
import { commands } from "../workspace/names.ts";
import type { BibFiles } from "./bibFiles.ts";
import type { CitableList } from "./citableList.ts";

export interface CompletionPorts {
  readonly known: KnownPapers;
  readonly bibs: BibFiles;
  readonly citables: CitableList;
  readonly search: LibrarySearch;
}

const most = 60;
const longestDetail = 100;
/** A space goes on with a search: "@sparse attention". */
const triggers = ["@", "{", ",", "[", "<", "`", ":", " "];

class CitationItem extends vscode.CompletionItem {
  readonly citable: Citable;

  constructor(label: vscode.CompletionItemLabel, citable: Citable) {
    super(label, vscode.CompletionItemKind.Reference);
    this.citable = citable;
  }
}

export function provideCompletions(ports: CompletionPorts): vscode.Disposable {
  const provider: vscode.CompletionItemProvider<CitationItem> = {
    async provideCompletionItems(document, position, token) {
      const kind = kindOf(document);
      if (kind === undefined || !completesCitations()) return undefined;
      const before = document.lineAt(position).text.slice(0, position.character);
      const open = ports.known.scans.openAt(document, position.line);
      const asked = completionAt(before, kind, open);
      if (asked === undefined) return undefined;
      const called = abortedBy(token);
      const citables = await chosen(asked, ports, called.signal).finally(() => called.dispose());
      if (token.isCancellationRequested) return undefined;
      const range = replaced(document, position, asked);
      const items = citables.map((citable, rank) =>
        item({ citable, asked, kind, document, range, rank }, ports),
      );
      return new vscode.CompletionList(items, true); // typed on, the search may find others
    },
    resolveCompletionItem(completion) {
      const { paper: id, title, authors, year } = completion.citable;
      const paper = id === undefined ? undefined : ports.known.paper(id);
      completion.documentation = trusted(
        paperAtAGlance(
          paper ?? { title, authors, year, abstract: "", venue: completion.citable.entry?.facts.venue },
        ),
      );
      return completion;
    },
  };
  return vscode.languages.registerCompletionItemProvider(mentioningDocuments, provider, ...triggers);
}

async function chosen(
  { what, typed }: Asked,
  { citables, search, known }: CompletionPorts,
  signal: AbortSignal,
): Promise<readonly Citable[]> {
  const [all, found] = await Promise.all([citables.all(), searched({ what, typed }, search, signal)]);
  if (what === "key") return rankedCitables(all, typed, found, most);
  const library = all.filter(({ paper }) => paper !== undefined);
  if (what === "title") return rankedCitables(library, typed, found, most);
  return library.filter((citable) => idOf(citable, what, known)?.startsWith(typed) === true).slice(0, most);
}

function idOf({ paper: id }: Citable, kind: "arxiv" | "doi", known: KnownPapers): string | undefined {
  const paper = id === undefined ? undefined : known.paper(id);
  return paper && identifierOf(paper, kind);
}

/** Without an index what begins with the word is offered still. */
async function searched(
  { what, typed }: Pick<Asked, "what" | "typed">,
  search: LibrarySearch,
  signal: AbortSignal,
): Promise<readonly PaperId[]> {
  if (typed.trim().length < 2 || what === "arxiv" || what === "doi") return [];
  const found = await search.ask(typed, most, signal).then(
    ({ papers }) => papers,
    () => [],
  );
  return found.map(({ paper }) => paper.id);
}

interface Offered {
  readonly citable: Citable;
  readonly asked: Asked;
  readonly kind: LanguageKind;
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  readonly rank: number;
}

function item(offered: Offered, { known, bibs }: CompletionPorts): CitationItem {
  const { citable, asked, kind, document, range, rank } = offered;
  const { key, title, paper, entry, year } = citable;
  const byTitle = asked.what === "title";
  const name = byTitle ? clip(title, longestDetail) : key;
  const completion = new CitationItem(
    { label: name, description: byTitle ? key : clip(title, longestDetail) },
    citable,
  );
  completion.range = range;
  completion.insertText = byTitle
    ? `${titleFor(title)}${document.lineAt(range.end).text.startsWith("]]", range.end.character) ? "" : "]]"}`
    : writtenKey(key, kind, asked.braces === true);
  completion.filterText = document.getText(range) || name;
  completion.sortText = String(rank).padStart(5, "0");
  completion.detail = [citable.authors.slice(0, 3).join(", "), year?.toString() ?? ""]
    .filter(Boolean)
    .join(" · ");
  if (
    paper !== undefined &&
    entry === undefined &&
    asked.what === "key" &&
    bibs.bibliography.files.length > 0
  )
    completion.command = {
      title: "Add Entry to Bibliography",
      command: commands.offerEntry,
      arguments: [paper, document.uri.toString(), key],
    };
  if (asked.what === "arxiv" || asked.what === "doi") {
    const id = idOf(citable, asked.what, known) ?? key;
    completion.insertText = id;
    completion.label = { label: id, description: clip(title, longestDetail) };
  }
  return completion;
}

/** What was typed, and of a key what of it stands behind the cursor. */
function replaced(
  document: vscode.TextDocument,
  position: vscode.Position,
  { start, what }: Asked,
): vscode.Range {
  const rest = document.lineAt(position).text.slice(position.character);
  const more = what === "key" ? (/^[\p{L}\p{N}_:.+/-]{0,200}/u.exec(rest)?.[0].length ?? 0) : 0;
  return new vscode.Range(position.line, start, position.line, position.character + more);
}

/** Brackets would end the link. */
const titleFor = (title: string): string => oneLine(title).replace(/\]{2,}/gu, "]");
