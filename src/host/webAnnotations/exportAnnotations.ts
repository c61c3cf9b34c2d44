/** *Export Annotations…*: notes as a collection of Web Annotations, for other programs and other libraries. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { writeCollection, type NotesOfPaper } from "../../webAnnotations/collection.ts";
import { pickPapers } from "../commands/pickPapers.ts";
import type { CommandBody } from "../commands/registered.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { commands } from "../workspace/names.ts";
import { nameOf, writeNew } from "../workspace/savedFile.ts";
import { targetsIn } from "../workspace/targets.ts";

export interface ExportPorts {
  readonly library: Pick<Library, "papers">;
  readonly notes: Pick<Notes, "ready" | "count" | "open" | "annotations" | "standing">;
}

export interface ExportedAnnotations {
  readonly file: vscode.Uri;
  readonly annotations: number;
}

/** Called with papers and a file it asks for nothing, and then never replaces a file. */
export const exportAnnotationsCommands = ({ library, notes }: ExportPorts): Record<string, CommandBody> => ({
  [commands.exportAnnotations]: async (first, second, third) => {
    const all = await library.papers();
    await notes.ready();
    const chosen =
      first === undefined
        ? await pickPapers(all, "Export Annotations: of which papers?")
        : targetsIn(all, first, second);
    if (chosen === undefined) return undefined;
    const noted = chosen.filter(({ id }) => notes.count(id) > 0);
    if (noted.length === 0) throw new Error("There are no notes on these papers to be exported");
    const given = third instanceof vscode.Uri ? third : undefined;
    const file = given ?? (await askFile());
    if (file === undefined) return undefined;
    const found = await gathered(noted, notes);
    if (found === undefined) return undefined;
    await writeNew(file, writeCollection(found), given !== undefined);
    const count = found.reduce((sum, { standings }) => sum + standings.length, 0);
    if (given === undefined) tell(file, count, found);
    return { file, annotations: count } satisfies ExportedAnnotations;
  },
});

/** `undefined` when it was called off. */
async function gathered(
  papers: readonly Paper[],
  notes: ExportPorts["notes"],
): Promise<readonly NotesOfPaper[] | undefined> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Exporting annotations", cancellable: true },
    async (progress, token) => {
      const called = abortedBy(token);
      const found: NotesOfPaper[] = [];
      for (const paper of papers) {
        if (called.signal.aborted) break;
        await notes.open(paper.id);
        const standings = notes.annotations(paper.id).flatMap(({ id }) => notes.standing(paper.id, id) ?? []);
        found.push({ paper, standings });
        progress.report({ increment: 100 / papers.length });
      }
      called.dispose();
      return called.signal.aborted ? undefined : found;
    },
  );
}

function askFile(): Thenable<vscode.Uri | undefined> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: "Export Annotations",
    filters: { "Web Annotations (JSON-LD)": ["jsonld", "json"] },
    ...(home === undefined ? {} : { defaultUri: vscode.Uri.joinPath(home, "annotations.jsonld") }),
  });
}

function tell(file: vscode.Uri, count: number, found: readonly NotesOfPaper[]): void {
  const disputed = found
    .flatMap(({ standings }) => standings)
    .filter(({ conflicts }) => conflicts.length > 0);
  const rest =
    disputed.length === 0
      ? ""
      : ` Of ${counted(disputed.length, "note")} in conflict the version that is shown was taken.`;
  void vscode.window.showInformationMessage(
    `${counted(count, "annotation")} exported to ${nameOf(file)}.${rest}`,
  );
}
