/** An edit of one or many papers as one step, with a way back where several changed or something left the view. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import type { AddOptions } from "../../library/addDrafts.ts";
import type { Library } from "../../library/library.ts";
import { clip } from "../../library/markdownText.ts";
import { PartlyChanged, type PaperChange } from "../../library/paperChanges.ts";
import { abortedBy } from "./aborted.ts";
import { offerUndo } from "./offerUndo.ts";

const manyPapers = 200;

export interface PapersEdit {
  /** What was done, such as "Archived"; said with the papers behind it. */
  readonly done: string;
  readonly edit: (paper: Paper) => Paper;
  /** Whether it is told of one paper as well: where the tree does not show it in its place. */
  readonly tells?: boolean;
}

/** @throws when some of the papers could not be changed; the others can be undone all the same. */
export async function changePapers(
  library: Library,
  papers: readonly Paper[],
  { done, edit, tells = false }: PapersEdit,
): Promise<void> {
  const ids = papers.map(({ id }) => id);
  const tell = (changes: readonly PaperChange[]): void => {
    const title = papers.find(({ id }) => id === changes[0]?.id)?.title ?? "";
    if (changes.length === 0 || (changes.length === 1 && !tells)) return;
    const what = changes.length === 1 ? `“${clip(title, 70)}”` : counted(changes.length, "paper");
    void offerUndo(`${done} ${what}.`, () => library.undo(changes));
  };
  const change = (options?: AddOptions): Promise<readonly PaperChange[]> =>
    library.changeAll(ids, edit, options);
  try {
    tell(await (papers.length < manyPapers ? change() : withProgress(change)));
  } catch (thrown) {
    if (thrown instanceof PartlyChanged) tell(thrown.changes);
    throw thrown;
  }
}

function withProgress<T>(change: (options: AddOptions) => Promise<T>): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: "Changing papers", cancellable: true },
      (progress, token) => {
        const stop = abortedBy(token);
        const onProgress = (count: number, all: number): void => {
          if (count % Math.ceil(all / 50) === 0)
            progress.report({ increment: 2, message: `${count} of ${all}` });
        };
        return change({ signal: stop.signal, onProgress });
      },
    ),
  );
}
