/** Citations that nobody knows, in the documents in view; broken and doubled entries, in every bibliography. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Bibliography, Twins } from "../../citations/bibliography.ts";
import type { CitedEntry } from "../../citations/bibSummary.ts";
import {
  findingsIn,
  newestVersion,
  ownKeys,
  publishedVersion,
  type Finding,
} from "../../citations/findings.ts";
import type { PaperFinder } from "../../citations/mentions.ts";
import type { Library } from "../../library/library.ts";
import { clip } from "../../library/markdownText.ts";
import { kindOf } from "../inline/documents.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { affects, checksKeys, hintsNeverCited } from "../workspace/configuration.ts";
import { settings } from "../workspace/names.ts";
import type { BibFiles } from "./bibFiles.ts";
import type { CitableList } from "./citableList.ts";
import { entryLocation } from "./cited.ts";
import type { WorkspaceMentions } from "./workspaceMentions.ts";

export interface DiagnosticPorts {
  readonly library: Library;
  readonly known: KnownPapers;
  readonly bibs: BibFiles;
  readonly mentions: WorkspaceMentions;
  readonly citables: CitableList;
  readonly log: Log;
}

/** Long enough that a key is not told wrong while it is typed. */
const pauseMs = 600;

const severities: Readonly<Record<Finding["kind"], vscode.DiagnosticSeverity>> = {
  "unknown-key": vscode.DiagnosticSeverity.Warning,
  "missing-entry": vscode.DiagnosticSeverity.Information,
  "newer-version": vscode.DiagnosticSeverity.Hint,
};

export function showDiagnostics(ports: DiagnosticPorts): vscode.Disposable {
  const own = new Disposables();
  const inTexts = own.add(vscode.languages.createDiagnosticCollection("marginalia-citations"));
  const inBibs = own.add(vscode.languages.createDiagnosticCollection("marginalia-bibliographies"));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let bibsDue = true;
  const due = (withBibs: boolean): void => {
    bibsDue ||= withBibs;
    clearTimeout(timer);
    if (!own.disposed) timer = setTimeout(() => void check(), pauseMs);
  };
  async function check(): Promise<void> {
    try {
      const documents = inView();
      if (documents.length === 0) return;
      const [finder, bibliography] = await Promise.all([ports.known.ready(), ports.bibs.upToDate()]);
      if (bibsDue) {
        bibsDue = false;
        inBibs.clear();
        for (const [file, found] of await bibDiagnostics(bibliography, finder, ports))
          inBibs.set(vscode.Uri.parse(file, true), found);
      }
      for (const document of documents)
        if (!document.isClosed)
          inTexts.set(document.uri, await textDiagnostics(document, bibliography, finder, ports));
    } catch (thrown) {
      ports.log.error(`Citations were not checked: ${reasonOf(thrown)}`);
    }
  }
  own.add({ dispose: () => clearTimeout(timer) });
  own.add(ports.bibs.onDidChange(() => due(true)));
  own.add(ports.library.onDidChange(() => due(true)));
  own.add(vscode.window.onDidChangeVisibleTextEditors(() => due(false)));
  own.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      // "Never cited" is about all texts, so with it a text's change matters to the bibliographies.
      if (inView().includes(document)) due(hintsNeverCited());
    }),
  );
  own.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => inTexts.delete(uri)));
  own.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, settings.unknownKeys) || affects(event, settings.neverCited)) due(true);
    }),
  );
  due(true);
  return own;
}

const inView = (): readonly vscode.TextDocument[] =>
  vscode.window.visibleTextEditors
    .map(({ document }) => document)
    .filter((document) => kindOf(document) !== undefined);

async function textDiagnostics(
  document: vscode.TextDocument,
  bibliography: Bibliography,
  finder: PaperFinder,
  { known, citables }: DiagnosticPorts,
): Promise<readonly vscode.Diagnostic[]> {
  const kind = kindOf(document);
  if (kind === undefined || kind === "bibtex" || !checksKeys()) return [];
  const keys = (await citables.all()).flatMap(({ key, paper }) => (paper === undefined ? [] : [key]));
  const findings = findingsIn({
    references: known.scans.all(document),
    lineAt: (line) => document.lineAt(line).text,
    own: ownKeys(document.getText(), kind),
    bibliography,
    finder,
    paper: (names) => {
      const id = finder.find(names);
      return id === undefined ? undefined : known.paper(id);
    },
    libraryKeys: () => keys,
  });
  return findings.map(({ kind: code, line, span, why }) =>
    diagnostic(new vscode.Range(line, span.start, line, span.end), why, severities[code], code),
  );
}

async function bibDiagnostics(
  bibliography: Bibliography,
  finder: PaperFinder,
  ports: DiagnosticPorts,
): Promise<ReadonlyMap<string, readonly vscode.Diagnostic[]>> {
  const found = new Map<string, vscode.Diagnostic[]>(bibliography.files.map((file) => [file, []]));
  const add = (file: string, each: vscode.Diagnostic): void => void found.get(file)?.push(each);
  for (const file of bibliography.files)
    for (const { at, length, why } of bibliography.problemsIn(file)) {
      const range = new vscode.Range(at.line, at.character, at.line, at.character + length);
      add(file, diagnostic(range, `${why}.`, vscode.DiagnosticSeverity.Error, "broken-entry"));
    }
  for (const twins of bibliography.twins()) add(twins.entry.file, twinDiagnostic(twins));
  for (const [paper, entry] of bibliography.byPaper(finder)) {
    const why = betterVersion(entry, ports.known.paper(paper));
    if (why !== undefined)
      add(
        entry.file,
        diagnostic(entryLocation(entry).range, why.text, vscode.DiagnosticSeverity.Hint, why.code),
      );
  }
  if (hintsNeverCited())
    for (const entry of await neverCited(bibliography, ports)) add(entry.file, unused(entry));
  return found;
}

function betterVersion(entry: CitedEntry, paper: ReturnType<KnownPapers["paper"]>) {
  if (paper === undefined) return undefined;
  const published = publishedVersion(entry, paper);
  if (published !== undefined) {
    const where = published.venue === undefined ? "" : ` in ${clip(published.venue, 80)}`;
    return { code: "published-version", text: `This preprint was published${where}.` };
  }
  const newest = newestVersion(paper);
  if (entry.facts.arxivVersion === undefined || newest <= entry.facts.arxivVersion) return undefined;
  return { code: "newer-entry", text: `There is a newer version of this preprint: v${newest}.` };
}

function twinDiagnostic({ entry, other, same }: Twins): vscode.Diagnostic {
  const { range } = entryLocation(entry);
  const why =
    same === "key"
      ? `There is another entry with the key “${entry.key}”.`
      : `This is the paper of the entry “${other.key}” again.`;
  const twin = diagnostic(
    range,
    why,
    vscode.DiagnosticSeverity.Warning,
    same === "key" ? "same-key" : "same-paper",
  );
  twin.relatedInformation = [
    new vscode.DiagnosticRelatedInformation(entryLocation(other), "The other entry"),
  ];
  return twin;
}

async function neverCited(
  bibliography: Bibliography,
  { mentions }: DiagnosticPorts,
): Promise<readonly CitedEntry[]> {
  const cited = new Set<string>();
  for (const { uri, key } of await mentions.all())
    if (key !== undefined && !/\.bib$/iu.test(uri.path)) cited.add(key);
  return [...bibliography.entries()].filter(({ key }) => !cited.has(key));
}

function unused(entry: CitedEntry): vscode.Diagnostic {
  const { range } = entryLocation(entry);
  const hint = diagnostic(
    range,
    `“${entry.key}” is never cited.`,
    vscode.DiagnosticSeverity.Hint,
    "never-cited",
  );
  hint.tags = [vscode.DiagnosticTag.Unnecessary];
  return hint;
}

function diagnostic(
  range: vscode.Range,
  why: string,
  severity: vscode.DiagnosticSeverity,
  code: string,
): vscode.Diagnostic {
  const made = new vscode.Diagnostic(range, why, severity);
  made.source = "Marginalia";
  made.code = code;
  return made;
}
