/** Reports as documents that are read and not saved. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { reportScheme } from "../workspace/names.ts";

const uri = vscode.Uri.from({ scheme: reportScheme, path: "/Check Library.md" });

export class ReportPage implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  #content = "";

  constructor() {
    this.#own.add(this.#changes);
    this.#own.add(
      vscode.workspace.registerTextDocumentContentProvider(reportScheme, {
        onDidChange: this.#changes.event,
        provideTextDocumentContent: () => this.#content,
      }),
    );
  }

  /** Shows it; a page that is open already says something else now. */
  async show(content: string): Promise<void> {
    this.renew(content);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  renew(content: string): void {
    this.#content = content;
    this.#changes.fire(uri);
  }

  dispose(): void {
    this.#own.dispose();
  }
}
