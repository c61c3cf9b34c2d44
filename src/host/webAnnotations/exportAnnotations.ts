/** *Export Annotations…*: notes as a collection of Web Annotations, for other programs and other libraries. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Clock } from "../../base/ports.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { writeCollection, type NotesOfPaper } from "../../webAnnotations/collection.ts";
import { writeHypothesis } from "../../webAnnotations/hypothesis.ts";
import { writeNotesAsRdf, writeZoteroJson } from "../../webAnnotations/zoteroOut.ts";
import { pickShelf } from "../commands/pickPapers.ts";
import type { CommandBody } from "../commands/registered.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { commands } from "../workspace/names.ts";
import { pathsFrom, type UriOfPdf } from "../workspace/pathsFrom.ts";
import { nameOf, writeNew } from "../workspace/savedFile.ts";
import { targetsIn } from "../workspace/targets.ts";

export interface ExportPorts {
  readonly library: Pick<Library, "papers">;
  readonly notes: Pick<Notes, "ready" | "count" | "open" | "of" | "annotations" | "standing">;
  readonly clock: Clock;
  readonly uriOf: UriOfPdf;
}

export interface ExportedAnnotations {
  readonly file: vscode.Uri;
  readonly annotations: number;
}

/** Called with papers and a file it asks for nothing, and then never replaces a file. */
export const exportAnnotationsCommands = (ports: ExportPorts): Record<string, CommandBody> => ({
  [commands.exportAnnotations]: async (first, second, third, fourth) => {
    const { library, notes } = ports;
    const all = await library.papers();
    await notes.ready();
    const chosen =
      first === undefined
        ? (await pickShelf(all, "Export Annotations: of which papers?"))?.papers
        : targetsIn(all, first, second);
    if (chosen === undefined) return undefined;
    const noted = chosen.filter(({ id }) => notes.count(id) > 0);
    if (noted.length === 0) throw new Error("There are no notes on these papers to be exported");
    const given = third instanceof vscode.Uri ? third : undefined;
    const format = given === undefined ? await pickFormat() : formatNamed(fourth);
    if (format === undefined) return undefined;
    const file = given ?? (await askFile(format));
    if (file === undefined) return undefined;
    const found = await gathered(noted, notes);
    if (found === undefined) return undefined;
    const { text, count, lost } = written(found, format, file, ports);
    await writeNew(file, text, given !== undefined);
    if (given === undefined) tell(file, count, lost);
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

interface Format extends vscode.QuickPickItem {
  readonly id: "webAnnotations" | "hypothesis" | "zotero" | "zoteroRdf";
  readonly ending: string;
}

const webAnnotations: Format = {
  id: "webAnnotations",
  label: "Web Annotations (JSON-LD)",
  detail: "All of each note, for other libraries and for programs of the W3C's model",
  ending: "jsonld",
};
const formats: readonly Format[] = [
  webAnnotations,
  {
    id: "hypothesis",
    label: "Hypothesis",
    detail: "Words, comments, tags and pages; no colours, styles and areas",
    ending: "json",
  },
  {
    id: "zoteroRdf",
    label: "Zotero RDF",
    detail: "Papers with files, collections and notes, for File → Import in Zotero",
    ending: "rdf",
  },
  {
    id: "zotero",
    label: "Zotero (Better BibTeX JSON)",
    detail: "Notes as annotations of the PDFs, with places, colours and tags",
    ending: "json",
  },
];
const formatNamed = (id: unknown): Format => formats.find((format) => format.id === id) ?? webAnnotations;

const pickFormat = (): Thenable<Format | undefined> =>
  vscode.window.showQuickPick([...formats], { title: "Export Annotations as" });

/** With what the format has no place for, in words. */
function written(
  found: readonly NotesOfPaper[],
  format: Format,
  file: vscode.Uri,
  { notes, clock, uriOf }: ExportPorts,
): { readonly text: string; readonly count: number; readonly lost: readonly string[] } {
  const disputed = found
    .flatMap(({ standings }) => standings)
    .filter(({ conflicts }) => conflicts.length > 0);
  const unsettled =
    disputed.length === 0
      ? []
      : [`all but the version that is shown of ${counted(disputed.length, "note")} in conflict`];
  if (format.id === "webAnnotations") {
    const count = found.reduce((sum, { standings }) => sum + standings.length, 0);
    return { text: writeCollection(found), count, lost: unsettled };
  }
  const papers = found.map(({ paper }) => ({
    paper,
    annotations: notes.annotations(paper.id),
    notes: notes.of(paper),
  }));
  const pathOf = pathsFrom(file, uriOf);
  const {
    text,
    written: count,
    lost,
  } = format.id === "hypothesis"
    ? writeHypothesis(papers, clock.now())
    : format.id === "zotero"
      ? writeZoteroJson(papers, pathOf)
      : writeNotesAsRdf(papers, pathOf);
  return { text, count, lost: [...lost, ...unsettled] };
}

function askFile({ label, ending }: Format): Thenable<vscode.Uri | undefined> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: "Export Annotations",
    filters: { [label]: [ending] },
    ...(home === undefined ? {} : { defaultUri: vscode.Uri.joinPath(home, `annotations.${ending}`) }),
  });
}

function tell(file: vscode.Uri, count: number, lost: readonly string[]): void {
  const rest = lost.length === 0 ? "" : ` Left out: ${lost.join("; ")}.`;
  void vscode.window.showInformationMessage(
    `${counted(count, "annotation")} exported to ${nameOf(file)}.${rest}`,
  );
}
