/** Says when what is in view may have changed: soon after the last of several events, and never while nothing is in view. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";

/** Long enough that typing and scrolling stay undisturbed, short enough to seem immediate. */
const pauseMs = 120;

export class VisibleEditors implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #mayShow: (document: vscode.TextDocument) => boolean;
  readonly #onDue: (editors: readonly vscode.TextEditor[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    mayShow: (document: vscode.TextDocument) => boolean,
    onDue: (editors: readonly vscode.TextEditor[]) => void,
  ) {
    this.#mayShow = mayShow;
    this.#onDue = onDue;
    this.#own.add(vscode.window.onDidChangeVisibleTextEditors(() => this.check()));
    this.#own.add(vscode.window.onDidChangeTextEditorVisibleRanges(() => this.check()));
    this.#own.add(vscode.window.onDidChangeActiveColorTheme(() => this.check()));
    this.#own.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#inView().some((editor) => editor.document === document)) this.check();
      }),
    );
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
    this.check();
  }

  check(): void {
    clearTimeout(this.#timer);
    if (this.#own.disposed || this.#inView().length === 0) return;
    this.#timer = setTimeout(() => this.#onDue(this.#inView()), pauseMs);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #inView(): readonly vscode.TextEditor[] {
    return vscode.window.visibleTextEditors.filter(({ document }) => this.#mayShow(document));
  }
}
