/** One open PDF: a channel to its page, which hears when the file changes. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { openChannel, type Ask, type Channel, type Handlers } from "../../protocol/channel.ts";
import { pdfAsks, pdfTells, type PdfAction } from "../../protocol/pdf.ts";
import { openWebLink } from "../workspace/webLinks.ts";
import { wireTo } from "../workspace/webviewWire.ts";
import type { PdfMemory } from "./pdfMemory.ts";
import { watchFile } from "./watchFile.ts";

export class PdfSession implements vscode.Disposable {
  readonly #file: vscode.Uri;
  readonly #panel: vscode.WebviewPanel;
  readonly #memory: PdfMemory;
  readonly #log: Log;
  readonly #own = new Disposables();
  readonly #page: Channel<typeof pdfTells>;
  /** False until the page has asked what to open, and again while it is hidden: it is thrown away then. */
  #listening = false;

  constructor(file: vscode.Uri, panel: vscode.WebviewPanel, memory: PdfMemory, log: Log) {
    this.#file = file;
    this.#panel = panel;
    this.#memory = memory;
    this.#log = log;
    this.#page = openChannel(wireTo(panel.webview), pdfAsks, this.#handlers(), pdfTells, (why) =>
      log.warn(`A PDF's page: ${why}`),
    );
    this.#own.add({ dispose: () => this.#page.close() });
    this.#own.add(watchFile(file, () => void this.#tellFile()));
    this.#own.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#listening = false;
      }),
    );
  }

  perform(action: PdfAction): void {
    this.#tell("perform", { action });
  }

  dispose(): void {
    this.#own.dispose();
  }

  #handlers(): Handlers<typeof pdfAsks> {
    const file = this.#file;
    const memory = this.#memory;
    return {
      open: async () => {
        const bytes = await this.#size();
        this.#listening = true;
        return {
          file: {
            url: this.#panel.webview.asWebviewUri(file).toString(),
            name: file.path.slice(file.path.lastIndexOf("/") + 1),
            bytes,
          },
          view: memory.view(file),
          tones: memory.tones,
          password: memory.password(file),
        };
      },
      keepView: (view) => memory.keepView(file, view),
      keepTones: (tones) => memory.keepTones(tones),
      keepPassword: ({ password }) => memory.keepPassword(file, password),
      openLink: ({ url }) => openWebLink(url),
      openOtherwise: async () =>
        void (await vscode.commands.executeCommand("workbench.action.reopenWithEditor")),
      report: ({ why }) => this.#log.warn(`A PDF's page: ${why}`),
    };
  }

  async #tellFile(): Promise<void> {
    this.#tell("fileChanged", { bytes: await this.#size() });
  }

  /** `undefined` for a file that is not there. */
  async #size(): Promise<number | undefined> {
    try {
      return (await vscode.workspace.fs.stat(this.#file)).size;
    } catch {
      return undefined; // the page finds out why when it reads the file
    }
  }

  /** A page that is not there gets nothing: it reads the file anew when it comes back. */
  #tell<K extends keyof typeof pdfTells>(call: K, what: Ask<typeof pdfTells, K>): void {
    if (!this.#listening) return;
    this.#page.ask(call, what).catch((thrown: unknown) => {
      this.#log.info(`A PDF's page did not take "${call}": ${String(thrown)}`);
    });
  }
}
