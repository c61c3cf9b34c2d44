/** An edit of one or many papers as one step, with a way back where several changed or something left the view. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { clip } from "../../library/markdownText.ts";

const manyPapers = 200;

export interface PapersEdit {
  /** What was done, such as "Archived"; said with the papers behind it. */
  readonly done: string;
  readonly edit: (paper: Paper) => Paper;
  /** Whether it is told of one paper as well: where the tree does not show it in its place. */
  readonly tells?: boolean;
}

export async function changePapers(
  library: Library,
  papers: readonly Paper[],
  { done, edit, tells = false }: PapersEdit,
): Promise<void> {
  const ids = papers.map(({ id }) => id);
  const changes =
    papers.length < manyPapers
      ? await library.changeAll(ids, edit)
      : await vscode.window.withProgress(
          { location: vscode.ProgressLocation.Notification, title: "Changing papers", cancellable: true },
          (progress, token) => {
            const stop = new AbortController();
            token.onCancellationRequested(() => stop.abort());
            const onProgress = (count: number, all: number): void => {
              if (count % Math.ceil(all / 50) === 0)
                progress.report({ increment: 2, message: `${count} of ${all}` });
            };
            return library.changeAll(ids, edit, { signal: stop.signal, onProgress });
          },
        );
  const [first] = papers;
  if (first === undefined || changes.length === 0 || (changes.length === 1 && !tells)) return;
  const what = changes.length === 1 ? `“${clip(first.title, 70)}”` : counted(changes.length, "paper");
  void offerUndo(library, `${done} ${what}.`, changes);
}

async function offerUndo(
  library: Library,
  message: string,
  changes: Parameters<Library["undo"]>[0],
): Promise<void> {
  const undo = "Undo";
  if ((await vscode.window.showInformationMessage(message, undo)) === undo) await library.undo(changes);
}
