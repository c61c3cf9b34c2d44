/** Commands for notes on papers that are files of the workspace. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { commands } from "../workspace/names.ts";
import { exportNotes, type ExportNotesPorts } from "./exportNotesCommand.ts";
import { openLiteratureNote, renewHighlights } from "./literatureNotes.ts";
import { openTemplate } from "./noteFiles.ts";

export const literatureCommands = (
  ports: ExportNotesPorts,
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
  [commands.editNoteTemplate]: () => openTemplate("paper"),
  [commands.editCollectionTemplate]: () => openTemplate("collection"),
  [commands.editHighlightsTemplate]: () => openTemplate("highlights"),
  [commands.exportNotes]: exportNotes(ports),
});
