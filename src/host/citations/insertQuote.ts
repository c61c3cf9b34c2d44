/** Quotes from papers in texts that are being written: at the cursor, where they are dropped, or where they are pasted. */
import * as vscode from "vscode";
import { commentSigns } from "../../citations/commentSigns.ts";
import { freeKey } from "../../citations/citables.ts";
import { quotationIn, type QuotedText } from "../../citations/quotation.ts";
import type { LanguageKind } from "../../citations/languages.ts";
import type { Paper } from "../../domain/paper.ts";
import { citationKey } from "../../library/citation.ts";
import { kindOf } from "../inline/documents.ts";
import type { EditorPlace } from "../workspace/recentEditors.ts";
import { offerEntry, type EntryPorts } from "./addEntry.ts";
import { mustFit } from "./openToEdit.ts";

/** What is quoted, and the link that leads back to it. */
export interface Quoted {
  readonly paper: Paper;
  /** Empty for the whole paper. */
  readonly words: string;
  readonly page?: number | undefined;
  readonly address: string;
}

/** Kinds of text whose citations are looked up in a bibliography. */
const citing: readonly LanguageKind[] = ["markdown", "latex", "typst"];

export interface MadeQuote {
  readonly text: QuotedText;
  /** Offers an entry for the key, where the document cites from a bibliography that has none. */
  offer(): Promise<void>;
}

/** @throws with the reason where a document takes no quotes */
export async function quoteFor(
  document: vscode.TextDocument,
  { paper, ...quoted }: Quoted,
  ports: EntryPorts,
): Promise<MadeQuote> {
  const kind = kindOf(document) ?? "code";
  const [bibliography, finder] = await Promise.all([ports.bibs.upToDate(), ports.known.ready()]);
  const entry = bibliography.byPaper(finder).get(paper.id);
  const made = citationKey(paper);
  const key = entry?.key ?? (bibliography.named(made).length === 0 ? made : freeKey(made, bibliography));
  const { languageId } = document;
  const text = quotationIn(kind, { ...quoted, key, title: paper.title }, commentSigns(languageId));
  if (!text.ok) throw new Error(text.why);
  mustFit(text.value.lines.join("\n"), document);
  return {
    text: text.value,
    offer: async () => {
      if (entry === undefined && citing.includes(kind)) await offerEntry(paper, key, document, ports);
    },
  };
}

/** Puts a quote where the cursor is, as one step to undo. Nothing that is selected is written over. */
export async function insertQuote(
  quoted: Quoted,
  { document, selection }: EditorPlace,
  ports: EntryPorts,
): Promise<void> {
  const made = await quoteFor(document, quoted, ports);
  const { at, text } = placed(document, selection.active, made.text);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at, text);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(`The quote could not be put into ${vscode.workspace.asRelativePath(document.uri)}`);
  const behind = document.positionAt(document.offsetAt(at) + text.length);
  for (const editor of vscode.window.visibleTextEditors)
    if (editor.document === document) {
      editor.selection = new vscode.Selection(behind, behind);
      editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  void made.offer();
}

/** A block goes onto an empty line as it is; else below the line of the cursor, and in programs above it. */
export function placed(
  document: vscode.TextDocument,
  cursor: vscode.Position,
  { lines, isBlock }: QuotedText,
): { readonly at: vscode.Position; readonly text: string } {
  if (!isBlock) return { at: cursor, text: lines.join(" ") };
  const eol = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  const line = document.lineAt(cursor.line);
  const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
  if (line.isEmptyOrWhitespace) return { at: line.range.end, text: lines.join(eol + indent) };
  if ((kindOf(document) ?? "code") === "code")
    return { at: line.range.start, text: lines.map((each) => indent + each + eol).join("") };
  return { at: line.range.end, text: eol + eol + lines.join(eol) + eol };
}
