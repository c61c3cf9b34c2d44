/** Where the reader stood and what was being written, for each paper, kept over hiding, reloads and restarts. */
import type * as vscode from "vscode";
import * as v from "valibot";
import type { PaperId } from "../../domain/paperId.ts";
import { viewSchema, type ReaderView } from "../../protocol/reader.ts";

export class ViewMemory {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  get(paper: PaperId): ReaderView | undefined {
    const kept = v.safeParse(viewSchema, this.#memento.get(key(paper)));
    return kept.success ? kept.output : undefined;
  }

  async keep(paper: PaperId, view: ReaderView): Promise<void> {
    await this.#memento.update(key(paper), view);
  }
}

const key = (paper: PaperId): string => `reader.view.${paper}`;
