/** The number of a paper's notes, at the end of its row, where a long title does not push it out of sight. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { paperIdOf, paperUri } from "../workspace/paperUri.ts";

/** VS Code draws no badge longer than two characters. */
const mostShown = 99;

export class NoteBadges implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #notes: Notes;
  readonly #own = new Disposables();
  readonly #changes = this.#own.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChangeFileDecorations = this.#changes.event;

  constructor(library: Library, notes: Notes) {
    this.#notes = notes;
    this.#own.add(
      notes.onDidChange((change) => {
        const paper = library.get(change.paper);
        if (paper !== undefined) this.#changes.fire(paperUri(paper));
      }),
    );
    this.#own.add(vscode.window.registerFileDecorationProvider(this));
  }

  async provideFileDecoration(uri: vscode.Uri): Promise<vscode.FileDecoration | undefined> {
    const paper = paperIdOf(uri);
    if (paper === undefined) return undefined;
    await this.#notes.ready();
    const count = this.#notes.count(paper);
    if (count === 0) return undefined;
    return new vscode.FileDecoration(
      String(Math.min(count, mostShown)),
      count === 1 ? "1 note" : `${count} notes`,
    );
  }

  dispose(): void {
    this.#own.dispose();
  }
}
