/** Papers that are there twice: found, merged or kept apart, asked about where it is doubtful, and always to be taken back. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { findDuplicates, type DuplicatePair } from "../../library/duplicates/findDuplicates.ts";
import type { Library } from "../../library/library.ts";
import { clip } from "../../library/markdownText.ts";
import { joined, type PaperChange } from "../../library/paperChanges.ts";
import type { Notes } from "../../notes/notes.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { paperUri } from "../workspace/paperUri.ts";
import { factsOf } from "./pairs.ts";

export interface DuplicatesPorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly log: Log;
}

const shownTitle = 90;

export class Duplicates {
  readonly #ports: DuplicatesPorts;

  constructor(ports: DuplicatesPorts) {
    this.#ports = ports;
  }

  /** Looks through the library, and goes through what it finds with the person. @returns the pairs */
  async find(): Promise<readonly DuplicatePair[]> {
    const { library } = this.#ports;
    const papers = await library.papers();
    const pairs = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: "Looking for duplicates", cancellable: true },
      async (progress, token) => {
        const stop = abortedBy(token);
        let told = 0;
        const onProgress = (done: number, all: number): void => {
          const share = Math.floor((done / all) * 20);
          if (share > told) progress.report({ increment: (share - told) * 5 });
          told = Math.max(told, share);
        };
        try {
          return await findDuplicates(papers, { signal: stop.signal, onProgress });
        } catch (thrown) {
          if (stop.signal.aborted) return undefined;
          throw thrown;
        }
      },
    );
    if (pairs === undefined) return [];
    if (pairs.length === 0)
      void vscode.window.showInformationMessage(`No duplicates among ${counted(papers.length, "paper")}.`);
    else void this.#review(pairs).catch((thrown: unknown) => this.#fail(thrown));
    return pairs;
  }

  /** After an import: what is near certain is merged, what is doubtful is asked about. Both can wait, so it fails quietly. */
  async settle(added: readonly Paper[]): Promise<void> {
    const { library, log } = this.#ports;
    if (added.length === 0) return;
    try {
      const among = new Set(added.map(({ id }) => id));
      const pairs = await findDuplicates(await library.papers(), { among });
      const sure = pairs.filter(({ verdict }) => verdict === "same");
      const doubtful = pairs.filter(({ verdict }) => verdict === "doubtful");
      const changes: PaperChange[] = [];
      for (const pair of sure) changes.push(...(await this.#mergeIfThere(pair)));
      if (changes.length > 0)
        void this.#offerUndo(
          `Merged ${counted(sure.length, "paper")} with what was in the library.`,
          changes,
        );
      if (doubtful.length > 0) void this.#offerReview(doubtful);
    } catch (thrown) {
      log.warn(`Duplicates of imported papers were not looked for: ${reasonOf(thrown)}`);
    }
  }

  /** Makes one of all of them: of the one that came first. */
  async merge(papers: readonly Paper[]): Promise<void> {
    const [kept, ...others] = [...papers].sort((a, b) => (a.added < b.added ? -1 : 1));
    if (kept === undefined || others.length === 0)
      throw new Error("Choose two papers or more to make one of them");
    const changes: PaperChange[] = [];
    for (const { id } of others) changes.push(...(await this.#ports.library.merge(kept.id, id)));
    void this.#offerUndo(
      `Merged ${counted(papers.length, "paper")} into “${clip(kept.title, shownTitle)}”.`,
      changes,
    );
  }

  async keepBoth({ kept, other }: Pick<DuplicatePair, "kept" | "other">): Promise<void> {
    await this.#ports.library.change(kept, (paper) => ({
      ...paper,
      distinctFrom: [...new Set([...(paper.distinctFrom ?? []), other])],
    }));
  }

  /** One of the pairs may have been merged away by an earlier one. */
  async #mergeIfThere({ kept, other }: DuplicatePair): Promise<readonly PaperChange[]> {
    const { library } = this.#ports;
    return library.get(kept) === undefined || library.get(other) === undefined
      ? []
      : library.merge(kept, other);
  }

  async #review(pairs: readonly DuplicatePair[]): Promise<void> {
    const { library } = this.#ports;
    let left = [...pairs].sort((a, b) => (a.verdict === b.verdict ? 0 : a.verdict === "same" ? -1 : 1));
    for (;;) {
      left = left.filter(
        ({ kept, other }) => library.get(kept) !== undefined && library.get(other) !== undefined,
      );
      const sure = left.filter(({ verdict }) => verdict === "same");
      const picked =
        left.length === 0
          ? undefined
          : await pickPair(left, sure.length, (id) => library.get(id), this.#ports.notes);
      if (picked === undefined) return;
      if (picked === "all") {
        const changes: PaperChange[] = [];
        for (const pair of sure) changes.push(...(await this.#mergeIfThere(pair)));
        void this.#offerUndo(`Merged ${counted(sure.length, "pair")} of papers.`, changes);
        continue;
      }
      if (await this.#decide(picked)) left = left.filter((pair) => pair !== picked);
    }
  }

  /** @returns false to go back to the list */
  async #decide(pair: DuplicatePair): Promise<boolean> {
    const { library, notes } = this.#ports;
    const [kept, other] = [library.get(pair.kept), library.get(pair.other)];
    if (kept === undefined || other === undefined) return true;
    const papers: readonly vscode.QuickPickItem[] = [kept, other].map((paper) => ({
      label: clip(paper.title, 200),
      detail: factsOf(paper, notes),
    }));
    const [merge, both, compare]: readonly [
      vscode.QuickPickItem,
      vscode.QuickPickItem,
      vscode.QuickPickItem,
    ] = [
      { label: "$(git-merge) Merge", description: "one paper with all that both know; notes follow" },
      { label: "$(split-horizontal) Keep Both", description: "they are two; this is not asked again" },
      { label: "$(diff) Compare", description: "side by side in the editor" },
    ];
    const answer = await vscode.window.showQuickPick(
      [merge, both, compare, { label: pair.why, kind: vscode.QuickPickItemKind.Separator }, ...papers],
      { title: "Are these one paper?", placeHolder: pair.why, matchOnDetail: true },
    );
    if (answer === merge) {
      const changes = await library.merge(pair.kept, pair.other);
      void this.#offerUndo(`Merged “${clip(kept.title, shownTitle)}”.`, changes);
    } else if (answer === both) await this.keepBoth(pair);
    else if (answer === compare)
      await vscode.commands.executeCommand(
        "vscode.diff",
        paperUri(kept),
        paperUri(other),
        "Are these one paper?",
      );
    return answer === merge || answer === both;
  }

  async #offerReview(pairs: readonly DuplicatePair[]): Promise<void> {
    const review = "Review…";
    const answer = await vscode.window.showInformationMessage(
      `${counted(pairs.length, "pair")} of papers may each be one.`,
      review,
    );
    if (answer === review) await this.#review(pairs).catch((thrown: unknown) => this.#fail(thrown));
  }

  async #offerUndo(message: string, changes: readonly PaperChange[]): Promise<void> {
    const undo = "Undo";
    if ((await vscode.window.showInformationMessage(message, undo)) !== undo) return;
    try {
      const left = await this.#ports.library.undo(joined(changes));
      if (left.length > 0)
        void vscode.window.showWarningMessage(
          `${counted(left.length, "paper")} changed since, and left as they are. Split Paper… parts them.`,
        );
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    this.#ports.log.error(`Duplicates: ${reasonOf(thrown)}`);
    void vscode.window.showErrorMessage(`Marginalia: ${reasonOf(thrown)}`);
  }
}

interface PairItem extends vscode.QuickPickItem {
  readonly pair: DuplicatePair | "all" | undefined;
}

async function pickPair(
  pairs: readonly DuplicatePair[],
  sure: number,
  paper: (id: PaperId) => Paper | undefined,
  notes: Notes,
): Promise<DuplicatePair | "all" | undefined> {
  const items: readonly PairItem[] = pairs.map((pair) => {
    const [kept, other] = [paper(pair.kept), paper(pair.other)];
    return {
      label: `${pair.verdict === "same" ? "$(check)" : "$(question)"} ${clip(kept?.title ?? "", 200)}`,
      description: pair.why,
      detail: [kept, other].map((each) => (each === undefined ? "" : factsOf(each, notes))).join("   ⟷   "),
      pair,
    };
  });
  const all: readonly PairItem[] =
    sure === 0
      ? []
      : [{ label: `$(git-merge) Merge ${counted(sure, "pair")} that are near certain`, pair: "all" }];
  return (
    await vscode.window.showQuickPick([...all, ...items], {
      title: `${counted(pairs.length, "pair")} of papers that may be one`,
      placeHolder: "Enter to look at a pair, Escape to leave the rest for later",
      matchOnDescription: true,
      matchOnDetail: true,
    })
  )?.pair;
}
