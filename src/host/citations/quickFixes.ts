/** What can be done about a citation: exchange a key, add an entry, import a paper, take over where it was published. */
import * as vscode from "vscode";
import { withFields, type TextEdit } from "../../citations/bibEdits.ts";
import { bibParts, type BibEntry } from "../../citations/bibFile.ts";
import { nearKeys, newestVersion, publishedVersion } from "../../citations/findings.ts";
import { mentioningDocuments } from "../inline/documents.ts";
import { commands } from "../workspace/names.ts";
import { bibliographyFor, entryEdit } from "./addEntry.ts";
import { arxivIn, citedAt, type Cited } from "./cited.ts";
import type { DiagnosticPorts } from "./diagnostics.ts";
import { openToEdit } from "./openToEdit.ts";

export function provideQuickFixes(ports: DiagnosticPorts): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, { start }, { diagnostics }, token) {
      const cited = await citedAt(document, start, ports.known, ports.bibs);
      if (cited === undefined || token.isCancellationRequested) return undefined;
      const about = (code: string): vscode.Diagnostic[] =>
        diagnostics.filter((each) => each.source === "Marginalia" && each.code === code);
      const known = [
        ...(await entryFixes(document, cited, about("missing-entry"), ports)),
        ...(await versionFixes(document, cited, about, ports)),
      ];
      const unknown =
        cited.paper === undefined ? await unknownFixes(document, cited, about("unknown-key"), ports) : [];
      return [...known, ...unknown];
    },
  };
  return vscode.languages.registerCodeActionsProvider(mentioningDocuments, provider, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

/** For what stands in no bibliography or in no library. */
async function unknownFixes(
  document: vscode.TextDocument,
  cited: Cited,
  diagnostics: vscode.Diagnostic[],
  { citables }: DiagnosticPorts,
): Promise<readonly vscode.CodeAction[]> {
  const { key, reference, range, entries, bibliography } = cited;
  const fixes: vscode.CodeAction[] = [];
  const [entry] = entries;
  const arxiv = arxivIn(cited);
  if (arxiv !== undefined)
    fixes.push(run(`Import arXiv:${arxiv} from arxiv.org`, commands.addPaper, [`arXiv:${arxiv}`]));
  if (entry !== undefined && entry.facts.title !== "")
    fixes.push(
      run(`Import “${entry.key}” into the library`, commands.importEntries, [entry.file, entry.key]),
    );
  if (key !== undefined && reference?.key !== undefined && diagnostics.length > 0) {
    const keys = (await citables.all()).map((citable) => citable.key);
    for (const near of nearKeys(key, { bibliography, libraryKeys: () => keys })) {
      const fix = new vscode.CodeAction(`Change to “${near}”`, vscode.CodeActionKind.QuickFix);
      const { start, end } = reference.key;
      fix.edit = new vscode.WorkspaceEdit();
      fix.edit.replace(document.uri, new vscode.Range(range.start.line, start, range.start.line, end), near);
      fix.diagnostics = diagnostics;
      fix.isPreferred = fixes.every(({ isPreferred }) => isPreferred !== true);
      fixes.push(fix);
    }
  }
  return fixes;
}

async function entryFixes(
  document: vscode.TextDocument,
  { paper, key, entries, bibliography, finder }: Cited,
  diagnostics: vscode.Diagnostic[],
  { known, bibs }: DiagnosticPorts,
): Promise<readonly vscode.CodeAction[]> {
  if (paper === undefined || entries.length > 0 || bibliography.byPaper(finder).has(paper.id)) return [];
  const bib = bibliographyFor(document, { known, bibs });
  if (bib === undefined) return [];
  const fix = new vscode.CodeAction(
    `Add its entry to ${vscode.workspace.asRelativePath(bib)}`,
    vscode.CodeActionKind.QuickFix,
  );
  fix.edit = (await entryEdit(paper, bib, { known, bibs }, key)).edit;
  fix.diagnostics = diagnostics;
  fix.isPreferred = true;
  return [fix];
}

/** In a bibliography: where the preprint was published, or its newest version. In a text: the newest version. */
async function versionFixes(
  document: vscode.TextDocument,
  { paper, range, reference, entries }: Cited,
  about: (code: string) => vscode.Diagnostic[],
  { bibs }: DiagnosticPorts,
): Promise<readonly vscode.CodeAction[]> {
  if (paper === undefined) return [];
  const newer = about("newer-version");
  if (newer.length > 0) {
    const written = document.getText(range);
    const fixed = written.replace(/(\d)v\d{1,3}(\.pdf)?$/iu, `$1v${newestVersion(paper)}$2`);
    return [fixWith(`Change to v${newestVersion(paper)}`, document, [{ range, text: fixed }], newer)];
  }
  const diagnostics = [...about("published-version"), ...about("newer-entry")];
  const [entry] = entries.filter(({ file }) => file === document.uri.toString());
  if (entry === undefined || reference?.key === undefined || diagnostics.length === 0) return [];
  await bibs.upToDate();
  const opened = await openToEdit(document.uri);
  const text = opened.getText();
  const offset = opened.offsetAt(new vscode.Position(range.start.line, reference.key.start));
  const read = entryAt(text, offset);
  if (read === undefined) return [];
  const { venue, doi } = publishedVersion(entry, paper) ?? {};
  const venueField = read.type === "inproceedings" || read.type === "incollection" ? "booktitle" : "journal";
  const arxiv = entry.facts.arxiv === undefined ? undefined : `${entry.facts.arxiv}v${newestVersion(paper)}`;
  const values = venue === undefined && doi === undefined ? { eprint: arxiv } : { [venueField]: venue, doi };
  const edits = withFields(text, read, values).map((edit) => placed(opened, edit));
  const title =
    venue === undefined && doi === undefined
      ? `Change to ${arxiv ?? ""}`
      : "Take over where it was published";
  return [fixWith(title, opened, edits, diagnostics)];
}

function entryAt(text: string, offset: number): BibEntry | undefined {
  for (const { entry } of bibParts(text))
    if (entry !== undefined && entry.span.start <= offset && offset < entry.span.end) return entry;
  return undefined;
}

const placed = (document: vscode.TextDocument, { span, text }: TextEdit) => ({
  range: new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)),
  text,
});

function fixWith(
  title: string,
  document: vscode.TextDocument,
  edits: readonly { readonly range: vscode.Range; readonly text: string }[],
  diagnostics: vscode.Diagnostic[],
): vscode.CodeAction {
  const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  fix.edit = new vscode.WorkspaceEdit();
  for (const { range, text } of edits) fix.edit.replace(document.uri, range, text);
  fix.diagnostics = diagnostics;
  return fix;
}

function run(title: string, command: string, args: unknown[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command, arguments: args };
  return action;
}
