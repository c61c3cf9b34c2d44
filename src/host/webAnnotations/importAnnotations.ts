/** *Import Annotations…*: a file of Web Annotations into the notes of the library. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import { inSlices } from "../../base/slices.ts";
import type { Clock } from "../../base/ports.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { readNotes, type ReadNotes } from "../../webAnnotations/readNotes.ts";
import { takeIn, type TakenIn } from "../../webAnnotations/takeIn.ts";
import type { CommandBody } from "../commands/registered.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { commands } from "../workspace/names.ts";
import { offerUndo } from "../workspace/offerUndo.ts";
import { nameOf } from "../workspace/savedFile.ts";

export interface ImportPorts {
  readonly library: Pick<Library, "papers">;
  readonly notes: Notes;
  readonly clock: Clock;
  /** For the whole of what was left out. */
  readonly log: Pick<vscode.LogOutputChannel, "info" | "show">;
}

export const importAnnotationsCommands = (ports: ImportPorts): Record<string, CommandBody> => ({
  [commands.importAnnotations]: async (first) => {
    const file = first instanceof vscode.Uri ? first : await askFile();
    if (file === undefined) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const papers = await ports.library.papers();
    const done = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: "Importing annotations", cancellable: true },
      async (_progress, token) => {
        const called = abortedBy(token);
        try {
          const { notes, clock } = ports;
          const read = await inSlices(readNotes(text), () => called.signal.aborted);
          if (read === undefined) return undefined;
          if (!read.ok) throw new Error(`${nameOf(file)} cannot be imported: ${read.why}`);
          const { signal } = called;
          const taken = await takeIn(read.value, { papers, notes, now: clock.now(), signal });
          return { taken, read: read.value };
        } catch (thrown) {
          if (called.signal.aborted) return undefined;
          throw thrown;
        } finally {
          called.dispose();
        }
      },
    );
    if (done !== undefined) report(done.taken, nameOf(file), done.read, ports);
    return done?.taken;
  },
});

async function askFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: "Import Annotations",
    filters: { "Web Annotations, Hypothesis, Zotero": ["jsonld", "json", "rdf"], "All files": ["*"] },
  });
  return files?.[0];
}

function report(
  taken: TakenIn,
  file: string,
  { further, lost: gone }: ReadNotes,
  { notes, log }: ImportPorts,
): void {
  const { added, papers, known, removedHere, elsewhere, problems } = taken;
  const lost = [...elsewhere.values()].reduce((sum, count) => sum + count, 0);
  const parts = [
    `${counted(added, "note")} imported${added === 0 ? "" : ` to ${counted(papers.length, "paper")}`}`,
    known === 0 ? "" : `${known} here already`,
    removedHere === 0 ? "" : `${removedHere} removed here before`,
    lost === 0 ? "" : `${lost} left out, as what they are about is not in the library`,
    problems.length === 0 ? "" : `${problems.length} that cannot be read`,
    further === undefined ? "" : "further pages are not in the file",
  ];
  const left = [
    ...[...elsewhere].map(([name, count]) => `${count} on “${name}”, which is not in the library`),
    ...problems.map(({ item, why }) => `annotation ${item}: ${why}`),
    ...gone,
    ...(further === undefined ? [] : [`further annotations at ${further}`]),
  ];
  for (const each of left) log.info(`Left out of ${file}: ${each}`);
  const said = `${parts.filter(Boolean).join("; ")}.`;
  if (added > 0) void offerUndo(said, async () => void (await notes.undo()));
  if (left.length > 0)
    void vscode.window.showWarningMessage(said, "Show What Was Left Out").then((chosen) => {
      if (chosen !== undefined) log.show();
    });
  else if (added === 0) void vscode.window.showInformationMessage(said);
}
