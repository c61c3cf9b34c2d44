import type * as vscode from "vscode";

/** Told a hundred times at most: a message for each of 10,000 papers would take longer than the papers. */
export const inSteps =
  (progress: vscode.Progress<{ message?: string; increment?: number }>) =>
  (done: number, all: number): void => {
    const step = Math.ceil(all / 100);
    if (done % step === 0) progress.report({ increment: (100 * step) / all, message: `${done} of ${all}` });
  };
