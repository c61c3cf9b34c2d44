/** The command that exports notes: what it asks, and what it says at the end. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { pickShelf } from "../commands/pickPapers.ts";
import { noteGrouping } from "../workspace/configuration.ts";
import { inSight } from "../workspace/inSight.ts";
import { nameOf } from "../workspace/savedFile.ts";
import { groupIn, targetsIn } from "../workspace/targets.ts";
import { exportEach, exportTogether, inOneLine, type ExportOptions, type Outcome } from "./exportNotes.ts";
import { today } from "./literatureNotes.ts";
import type { LiteraturePorts } from "./noteContent.ts";
import { noteUri, templateOf, type TemplateKind } from "./noteFiles.ts";

export interface ExportNotesPorts extends LiteraturePorts {
  readonly library: Pick<Library, "papers">;
  readonly notes: Pick<Notes, "ready" | "count">;
}

export interface ExportedNotes {
  readonly written: number;
  readonly renewed: number;
  readonly upToDate: number;
  readonly leftAlone: readonly { readonly file: vscode.Uri; readonly why: string }[];
}

const byHand = "words were written between the marks of its highlights";

/** Called with papers, and "papers" or the name of one file for all of them, it asks for nothing. */
export const exportNotes =
  (ports: ExportNotesPorts) =>
  async (...args: readonly unknown[]): Promise<ExportedNotes | undefined> => {
    const chosen = await chosenIn(args, ports);
    if (chosen === undefined) return undefined;
    const { name, papers } = chosen;
    if (papers.length === 0) throw new Error("There are no notes on these papers to be exported");
    const given = typeof args[2] === "string" ? args[2] : undefined;
    const kind =
      given === undefined ? await pickKind(name, papers) : given === "papers" ? "paper" : "collection";
    if (kind === undefined) return undefined;
    const run = async (
      of: readonly Paper[],
      replacesByHand: boolean,
    ): Promise<readonly Outcome[] | undefined> => {
      const options: ExportOptions = {
        ...{ template: await templateOf(kind), grouping: noteGrouping(), today: today(), replacesByHand },
      };
      return inSight("Exporting notes", "notes", async (work) =>
        kind === "paper"
          ? exportEach(of, options, ports, work)
          : [await exportTogether(given ?? name, of, options, ports)],
      );
    };
    const first = await run(papers, false);
    if (first === undefined) return undefined;
    const replaced =
      given === undefined ? await replacedAfterAsking(first, () => run(papers, true)) : undefined;
    const outcomes = replaced ?? first;
    if (given === undefined) void tell(outcomes);
    return summary(outcomes);
  };

async function chosenIn(
  [target, selection]: readonly unknown[],
  { library, notes, known }: ExportNotesPorts,
): Promise<{ readonly name: string; readonly papers: readonly Paper[] } | undefined> {
  const all = await library.papers();
  await Promise.all([notes.ready(), known.ready()]);
  const chosen =
    target === undefined
      ? await pickShelf(all, "Export Notes as Markdown: of which papers?")
      : { papers: targetsIn(all, target, selection), collection: groupIn(target) };
  if (chosen === undefined) return undefined;
  const noted = chosen.papers.filter(({ id }) => notes.count(id) > 0);
  const papers = noted.toSorted((a, b) => a.title.localeCompare(b.title, "en") || (a.id < b.id ? -1 : 1));
  return { name: typeof target === "string" ? "Notes" : (chosen.collection ?? "Notes"), papers };
}

async function pickKind(name: string, papers: readonly Paper[]): Promise<TemplateKind | undefined> {
  const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(noteUri(name), ".."));
  const rows: readonly (vscode.QuickPickItem & { readonly kind_: TemplateKind })[] = [
    {
      label: "$(files) A note for each paper",
      description: `${counted(papers.length, "file")} in ${folder}`,
      kind_: "paper",
    },
    {
      label: "$(file) One note for all of them",
      description: vscode.workspace.asRelativePath(noteUri(name)),
      kind_: "collection",
    },
  ];
  const picked = await vscode.window.showQuickPick([...rows], {
    title: "Export Notes as Markdown",
    placeHolder: "Of files that are there, only the generated parts are written anew",
  });
  return picked?.kind_;
}

/** @returns the outcomes of a second run, where the person wants one */
async function replacedAfterAsking(
  outcomes: readonly Outcome[],
  again: () => Promise<readonly Outcome[] | undefined>,
): Promise<readonly Outcome[] | undefined> {
  const changed = outcomes.filter(({ kind }) => kind === "byHand");
  if (changed.length === 0) return undefined;
  const replace = "Replace";
  const answer = await vscode.window.showWarningMessage(
    `Something was written between the marks of highlights in ${counted(changed.length, "file")}. Replace it?`,
    {
      modal: true,
      detail: changed
        .map(({ file }) => nameOf(file))
        .slice(0, 10)
        .join(", "),
    },
    replace,
  );
  return answer === replace ? again() : undefined;
}

function summary(outcomes: readonly Outcome[]): ExportedNotes {
  const count = (kind: Outcome["kind"]): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const leftAlone = outcomes.flatMap((outcome) =>
    outcome.kind === "left"
      ? [{ file: outcome.file, why: outcome.why }]
      : outcome.kind === "byHand"
        ? [{ file: outcome.file, why: byHand }]
        : [],
  );
  return { written: count("written"), renewed: count("renewed"), upToDate: count("upToDate"), leftAlone };
}

async function tell(outcomes: readonly Outcome[]): Promise<void> {
  const { written, renewed, upToDate, leftAlone } = summary(outcomes);
  const said = [
    written === 0 ? "" : `${counted(written, "note")} written`,
    renewed === 0 ? "" : `${renewed} renewed`,
    upToDate === 0 ? "" : `${upToDate} were up to date`,
    leftAlone.length === 0 ? "" : `${leftAlone.length} left alone`,
  ].filter((part) => part !== "");
  const why = inOneLine(outcomes);
  const open = "Open";
  const first = outcomes.find(({ kind }) => kind !== "left")?.file;
  const answer = await vscode.window.showInformationMessage(
    `${said.join(", ")}.${why === "" ? "" : ` ${why}.`}`,
    ...(first === undefined ? [] : [open]),
  );
  if (answer === open && first !== undefined) await vscode.window.showTextDocument(first, { preview: false });
}
