import * as vscode from "vscode";
import type { LongWork } from "../../base/longWork.ts";
import { abortedBy } from "./aborted.ts";

/**
 * Long work with its progress in a notification, where it can be called off.
 * @param things what is counted: "files"
 * @returns `undefined` when it was called off and threw for it
 */
export async function inSight<T>(
  title: string,
  things: string,
  work: (options: LongWork) => Promise<T>,
): Promise<T | undefined> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const { signal } = abortedBy(token);
      let shown = 0;
      const onProgress = (done: number, all: number): void => {
        const percent = Math.floor((100 * done) / all);
        if (percent === shown) return;
        progress.report({ increment: percent - shown, message: `${done} of ${all} ${things}` });
        shown = percent;
      };
      try {
        return await work({ signal, onProgress });
      } catch (thrown) {
        if (signal.aborted) return undefined;
        throw thrown;
      }
    },
  );
}
