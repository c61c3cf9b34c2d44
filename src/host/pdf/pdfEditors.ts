/** The custom editor for PDF files, read-only: opens their pages and knows which is in front. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { reasonOf } from "../../base/result.ts";
import type { PdfAction, PdfGoal } from "../../protocol/pdf.ts";
import type { ReaderAction } from "../../protocol/reader.ts";
import { libraryFolder, pdfEditor } from "../workspace/names.ts";
import { pdfPage } from "./page.ts";
import { PdfSession, type PdfSessionPorts } from "./pdfSession.ts";

export class PdfEditors implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  readonly #root: vscode.Uri;
  readonly #ports: PdfSessionPorts;
  readonly #own = new Disposables();
  readonly #sessions = new Set<PdfSession>();
  /** Where a PDF is to be opened that has no session yet. */
  readonly #awaited = new Map<string, PdfGoal>();
  #active: PdfSession | undefined;

  constructor(extension: vscode.Uri, ports: PdfSessionPorts) {
    this.#root = vscode.Uri.joinPath(extension, "dist", "webview");
    this.#ports = ports;
    this.#own.add(
      vscode.window.registerCustomEditorProvider(pdfEditor, this, {
        supportsMultipleEditorsPerDocument: true,
        webviewOptions: { retainContextWhenHidden: false }, // a page of canvases would hold hundreds of megabytes
      }),
    );
    this.#own.add({ dispose: () => this.#sessions.forEach((session) => session.dispose()) });
  }

  /** The PDF in front. */
  get activeFile(): vscode.Uri | undefined {
    return this.#active?.file;
  }

  /** Opens a PDF in front, at a place if one is given. */
  async open(file: vscode.Uri, goal?: PdfGoal, column?: vscode.ViewColumn): Promise<void> {
    const key = file.toString();
    const open = [...this.#sessions].find((session) => session.file.toString() === key);
    if (goal !== undefined && open === undefined) this.#awaited.set(key, goal);
    const options = column === undefined ? {} : { viewColumn: column };
    await vscode.commands.executeCommand("vscode.openWith", file, pdfEditor, options);
    if (goal !== undefined) open?.goTo(goal);
  }

  /** Hands an action to the PDF in front; false when there is none. */
  perform(action: PdfAction | ReaderAction): boolean {
    this.#active?.perform(action);
    return this.#active !== undefined;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): void {
    panel.webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      // The file may be anywhere, and a page can read only what is below one of these.
      localResourceRoots: [
        this.#root,
        vscode.Uri.joinPath(uri, ".."),
        ...(vscode.workspace.workspaceFolders ?? []).map((folder) =>
          vscode.Uri.joinPath(folder.uri, libraryFolder, "pictures"),
        ),
      ],
    };
    const session = new PdfSession(uri, panel, this.#ports);
    this.#follow(session, panel);
    const goal = this.#awaited.get(uri.toString());
    this.#awaited.delete(uri.toString());
    if (goal !== undefined) session.goTo(goal);
    panel.webview.html = pdfPage(panel.webview, (name) => vscode.Uri.joinPath(this.#root, "pdf", name));
  }

  dispose(): void {
    this.#own.dispose();
  }

  #follow(session: PdfSession, panel: vscode.WebviewPanel): void {
    this.#sessions.add(session);
    if (panel.active) this.#active = session;
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#active = session;
      else if (this.#active === session) this.#active = undefined;
    });
    panel.onDidDispose(() => {
      this.#sessions.delete(session);
      if (this.#active === session) this.#active = undefined;
      try {
        session.dispose();
      } catch (thrown) {
        this.#ports.log.error(`A PDF's page did not end cleanly: ${reasonOf(thrown)}`);
      }
    });
  }
}
