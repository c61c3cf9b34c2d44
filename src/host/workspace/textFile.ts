/** A file of text that is edited in a few places: in the editor that has it open, else on disk. */
import * as vscode from "vscode";
import { decodedText } from "./decodedText.ts";
import { orMissing } from "./orMissing.ts";

interface Replacement {
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

const byteOrderMark = "\uFEFF";

export class TextFile {
  readonly text: string;
  readonly #uri: vscode.Uri;
  readonly #open: vscode.TextDocument | undefined;
  readonly #begins: string;

  private constructor(uri: vscode.Uri, text: string, open?: vscode.TextDocument, begins = "") {
    this.text = text;
    this.#uri = uri;
    this.#open = open;
    this.#begins = begins;
  }

  /** `undefined` when it is not there. @throws when it is not in UTF-8 */
  static async read(uri: vscode.Uri): Promise<TextFile | undefined> {
    const open = vscode.workspace.textDocuments.find(
      (document) => !document.isClosed && document.uri.toString() === uri.toString(),
    );
    if (open?.isDirty === true) return new TextFile(uri, open.getText(), open);
    const bytes = await orMissing(vscode.workspace.fs.readFile(uri));
    if (bytes === undefined) return undefined;
    const { text, encoding } = decodedText(bytes);
    if (encoding !== "utf8")
      throw new Error(
        `${vscode.workspace.asRelativePath(uri)} is not in UTF-8: save it with that encoding first`,
      );
    // The editor may not have seen yet what another program has just written.
    const isSeen = open !== undefined && open.getText() === text;
    return new TextFile(
      uri,
      text,
      isSeen ? open : undefined,
      bytes[0] === 0xef && !text.startsWith(byteOrderMark) ? byteOrderMark : "",
    );
  }

  static async create(uri: vscode.Uri, text: string): Promise<void> {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }

  /** It has changes that are not saved. */
  get isDirty(): boolean {
    return this.#open?.isDirty ?? false;
  }

  /** @param edits in the order of the text, as it was read; they do not overlap */
  async edit(edits: readonly Replacement[]): Promise<void> {
    if (this.#open === undefined) {
      const pieces: string[] = [];
      let from = 0;
      for (const { span, text } of edits) {
        pieces.push(this.text.slice(from, span.start), text);
        from = span.end;
      }
      const text = `${this.#begins}${pieces.join("")}${this.text.slice(from)}`;
      await vscode.workspace.fs.writeFile(this.#uri, new TextEncoder().encode(text));
      return;
    }
    const document = this.#open;
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    for (const { span, text } of edits)
      edit.replace(
        this.#uri,
        new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)),
        text,
      );
    const name = vscode.workspace.asRelativePath(this.#uri);
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`${name} could not be changed`);
    if (!wasDirty && !(await document.save())) throw new Error(`${name} was changed, but could not be saved`);
  }
}
