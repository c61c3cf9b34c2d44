/** The custom editor for PDF files, read-only: opens their pages and knows which is in front. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { PdfAction } from "../../protocol/pdf.ts";
import { pdfEditor } from "../workspace/names.ts";
import { pdfPage } from "./page.ts";
import type { PdfMemory } from "./pdfMemory.ts";
import { PdfSession } from "./pdfSession.ts";

export class PdfEditors implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  readonly #root: vscode.Uri;
  readonly #memory: PdfMemory;
  readonly #log: Log;
  readonly #own = new Disposables();
  readonly #sessions = new Set<PdfSession>();
  #active: PdfSession | undefined;

  constructor(extension: vscode.Uri, memory: PdfMemory, log: Log) {
    this.#root = vscode.Uri.joinPath(extension, "dist", "webview", "pdf");
    this.#memory = memory;
    this.#log = log;
    this.#own.add(
      vscode.window.registerCustomEditorProvider(pdfEditor, this, {
        supportsMultipleEditorsPerDocument: true,
        webviewOptions: { retainContextWhenHidden: false }, // a page of canvases would hold hundreds of megabytes
      }),
    );
    this.#own.add({ dispose: () => this.#sessions.forEach((session) => session.dispose()) });
  }

  /** Hands an action to the PDF in front; false when there is none. */
  perform(action: PdfAction): boolean {
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
      localResourceRoots: [this.#root, vscode.Uri.joinPath(uri, "..")],
    };
    this.#follow(new PdfSession(uri, panel, this.#memory, this.#log), panel);
    panel.webview.html = pdfPage(panel.webview, (name) => vscode.Uri.joinPath(this.#root, name));
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
        this.#log.error(`A PDF's page did not end cleanly: ${reasonOf(thrown)}`);
      }
    });
  }
}
