/** Commands for notes on papers that are files of the workspace. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { commands } from "../workspace/names.ts";
import {
  openLiteratureNote,
  openTemplate,
  renewHighlights,
  type LiteraturePorts,
} from "./literatureNotes.ts";

export const literatureCommands = (
  ports: LiteraturePorts,
  chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>,
) => ({
  [commands.writeNote]: async (...args: readonly unknown[]) => {
    const [paper] = await chosen(args);
    return paper === undefined ? undefined : openLiteratureNote(paper, ports);
  },
  [commands.renewHighlights]: () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) throw new Error("Open a note first");
    return renewHighlights(document, ports);
  },
  [commands.editNoteTemplate]: () => openTemplate(),
});
