/** What the person sees of PDFs being read in the background: an entry in the status bar while there is something to read. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { commands, contextKeys } from "../workspace/names.ts";
import type { BackgroundTexts, ReadingProgress } from "./backgroundTexts.ts";

/** A few are read before anybody would have looked. */
const worthShowing = 3;

export function showReading(texts: BackgroundTexts): vscode.Disposable {
  const own = new Disposables();
  const item = own.add(
    vscode.window.createStatusBarItem("marginalia.readingPdfs", vscode.StatusBarAlignment.Right),
  );
  item.name = "Marginalia: Reading PDFs";
  let state: ReadingProgress["state"] | undefined;
  const show = (progress: ReadingProgress): void => {
    const { done, all } = progress;
    if (progress.state !== state)
      void vscode.commands.executeCommand("setContext", contextKeys.readingPdfs, progress.state);
    state = progress.state;
    if (state === "idle" || all < worthShowing) return item.hide();
    const isPaused = state === "paused";
    item.text = `${isPaused ? "$(debug-pause)" : "$(book)"} PDFs ${done}/${all}`;
    item.command = isPaused ? commands.resumeReading : commands.pauseReading;
    item.tooltip = isPaused
      ? "Reading PDFs for the search is paused. Click to resume."
      : "PDFs are read while you pause, so that the search finds their words. Click to pause.";
    item.accessibilityInformation = {
      label: `${isPaused ? "Paused reading" : "Reading"} PDFs for the search: ${done} of ${all}`,
      role: "button",
    };
    item.show();
  };
  own.add(texts.onDidChange(show));
  show(texts.progress);
  return own;
}
