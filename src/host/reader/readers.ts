/** The custom editor for papers: opens readers, knows which are open and which is in front. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { reasonOf } from "../../base/result.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { ReaderAction, ReaderPlace } from "../../protocol/reader.ts";
import { paperEditor } from "../workspace/names.ts";
import { paperIdOf, paperUri } from "../workspace/paperUri.ts";
import { pageRoot, strictPage } from "../workspace/strictPage.ts";
import { sorryPage } from "./page.ts";
import { ReaderSession, type ReaderPorts } from "./readerSession.ts";
import { tabTitle } from "./tabTitle.ts";

export interface OpenOptions {
  readonly place?: ReaderPlace | undefined;
  readonly column?: vscode.ViewColumn | undefined;
  readonly preview?: boolean | undefined;
  readonly preserveFocus?: boolean | undefined;
}

export class Readers implements vscode.CustomReadonlyEditorProvider, vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #ports: ReaderPorts;
  readonly #own = new Disposables();
  readonly #sessions = new Set<ReaderSession>();
  /** Where a paper is to be opened that has no session yet. */
  readonly #awaited = new Map<PaperId, ReaderPlace>();
  #active: ReaderSession | undefined;

  constructor(extension: vscode.Uri, ports: ReaderPorts) {
    this.#extension = extension;
    this.#ports = ports;
    this.#own.add(
      vscode.window.registerCustomEditorProvider(paperEditor, this, {
        supportsMultipleEditorsPerDocument: true,
        webviewOptions: { retainContextWhenHidden: false },
      }),
    );
    this.#own.add({ dispose: () => this.#sessions.forEach((session) => session.dispose()) });
  }

  /** The paper whose reader is in front. */
  get activePaper(): PaperId | undefined {
    return this.#active?.paper;
  }

  async open(paper: PaperId, { place, column, preview, preserveFocus }: OpenOptions = {}): Promise<void> {
    await this.#ports.library.load();
    const known = this.#ports.library.get(paper);
    if (known === undefined) throw new Error("This paper is not in the library");
    const before = this.#sessionIn(paper, column);
    if (place !== undefined && before === undefined) this.#awaited.set(paper, place);
    const options: vscode.TextDocumentShowOptions = {
      ...(column === undefined ? {} : { viewColumn: column }),
      ...(preview === undefined ? {} : { preview }),
      ...(preserveFocus === undefined ? {} : { preserveFocus }),
    };
    await vscode.commands.executeCommand("vscode.openWith", paperUri(known), paperEditor, options);
    if (place !== undefined) before?.goTo(place);
  }

  /** Hands an action to the reader in front; false when there is none. */
  perform(action: ReaderAction): boolean {
    this.#active?.perform(action);
    return this.#active !== undefined;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    const id = paperIdOf(uri);
    await this.#ports.library.load();
    const paper = id === undefined ? undefined : this.#ports.library.get(id);
    if (paper === undefined) {
      panel.webview.html = sorryPage(
        "This paper is not in the library of this workspace. It may have been removed, or belong to another folder.",
      );
      return;
    }
    panel.title = tabTitle(paper);
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.#extension, "media", "paper-light.svg"),
      dark: vscode.Uri.joinPath(this.#extension, "media", "paper-dark.svg"),
    };
    panel.webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [pageRoot(this.#extension)],
    };
    const session = new ReaderSession(paper.id, panel, this.#ports);
    this.#follow(session, panel);
    const place = this.#awaited.get(paper.id);
    this.#awaited.delete(paper.id);
    if (place !== undefined) session.goTo(place);
    panel.webview.html = strictPage(panel.webview, this.#extension, "reader");
  }

  dispose(): void {
    this.#own.dispose();
  }

  #follow(session: ReaderSession, panel: vscode.WebviewPanel): void {
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
        this.#ports.log.error(`A reader did not end cleanly: ${reasonOf(thrown)}`);
      }
    });
  }

  /** VS Code shows a paper once in each column; without a column it takes the one in front. */
  #sessionIn(paper: PaperId, column: vscode.ViewColumn | undefined): ReaderSession | undefined {
    const wanted = column ?? vscode.window.tabGroups.activeTabGroup.viewColumn;
    return [...this.#sessions].find(
      (session) =>
        session.paper === paper &&
        (session.panel.viewColumn === wanted || column === vscode.ViewColumn.Active),
    );
  }
}
