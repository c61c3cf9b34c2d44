/** The text editors that a person was in last: what a command means that is given from a reader, which has the focus then. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";

export interface EditorPlace {
  readonly document: vscode.TextDocument;
  readonly selection: vscode.Selection;
}

const most = 8;
/** Boxes, logs and previews are no files that a person writes in. */
const written = ["file", "untitled", "vscode-remote", "vscode-vfs", "vscode-userdata", "memfs"];

export class RecentEditors implements vscode.Disposable {
  readonly #own = new Disposables();
  #editors: readonly vscode.TextEditor[] = [];

  constructor() {
    this.#own.add(vscode.window.onDidChangeActiveTextEditor((editor) => this.#keep(editor)));
    this.#keep(vscode.window.activeTextEditor);
  }

  /** Where the cursors are, the last one first. Those that are in view and were never in front come last. */
  get places(): readonly EditorPlace[] {
    const all = [...this.#editors, ...vscode.window.visibleTextEditors.filter(isWritten)];
    const documents = new Map<vscode.TextDocument, EditorPlace>();
    for (const { document, selection } of all)
      if (!document.isClosed && !documents.has(document)) documents.set(document, { document, selection });
    return [...documents.values()].slice(0, most);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #keep(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined || !isWritten(editor)) return;
    this.#editors = [editor, ...this.#editors.filter(({ document }) => document !== editor.document)].slice(
      0,
      most,
    );
  }
}

const isWritten = ({ document }: vscode.TextEditor): boolean =>
  vscode.workspace.getWorkspaceFolder(document.uri) !== undefined || written.includes(document.uri.scheme);
