/** What an export of notes asks for: one file or many, into which folder, grouped by what. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import { groupings, type Grouping } from "../../literature/grouping.ts";
import { noteGrouping, setNotesFolder } from "../workspace/configuration.ts";
import { nameOf } from "../workspace/savedFile.ts";
import { homeFolder, noteUri } from "./noteFiles.ts";
import type { Outcome } from "./exportReport.ts";

export type ExportKind = "paper" | "collection";

export interface ExportWay {
  readonly kind: ExportKind;
  readonly grouping: Grouping;
}

const title = "Export Notes as Markdown";

/** `undefined` where the person goes away. */
export async function askWay(name: string, papers: readonly Paper[]): Promise<ExportWay | undefined> {
  const kind = await pickKind(name, papers);
  const grouping = kind && (await pickGrouping());
  return kind && grouping && { kind, grouping };
}

async function pickKind(name: string, papers: readonly Paper[]): Promise<ExportKind | undefined> {
  const path = vscode.workspace.asRelativePath(noteUri(name));
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "the workspace’s folder";
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: "$(files) A note for each paper",
        description: `${counted(papers.length, "file")} in ${folder}`,
        to: "paper" as const,
      },
      { label: "$(file) One note for all of them", description: path, to: "collection" as const },
      { label: "$(folder) Into another folder…", description: `now ${folder}`, to: "folder" as const },
    ],
    { title, placeHolder: "Of files that are there, only the generated parts are written anew" },
  );
  if (picked?.to !== "folder") return picked?.to;
  return (await pickFolder()) ? pickKind(name, papers) : undefined;
}

/** It is remembered in the settings of the workspace. */
async function pickFolder(): Promise<boolean> {
  const home = homeFolder();
  const [chosen] =
    (await vscode.window.showOpenDialog({
      ...{ canSelectFiles: false, canSelectFolders: true, defaultUri: home },
      ...{ title: "Folder for Notes", openLabel: "Put Notes Here" },
    })) ?? [];
  if (chosen === undefined) return false;
  const isWithin = chosen.authority === home.authority && `${chosen.path}/`.startsWith(`${home.path}/`);
  if (!isWithin)
    throw new Error(`${nameOf(chosen)} does not lie in ${nameOf(home)}: notes are kept in the workspace`);
  await setNotesFolder(chosen.path.slice(home.path.length + 1));
  return true;
}

const groupingNames: Readonly<Record<Grouping, string>> = {
  none: "In the order of the text",
  section: "Under the headings of the paper",
  color: "By what a colour means",
  tag: "By tag, under each that a note has",
};

async function pickGrouping(): Promise<Grouping | undefined> {
  const usual = noteGrouping();
  const rows = [usual, ...groupings.filter((each) => each !== usual)].map((grouping) => ({
    label: groupingNames[grouping],
    ...(grouping === usual && { description: "your setting" }),
    grouping,
  }));
  const placeHolder = "How are highlights grouped in new notes? Notes that are there keep their way";
  return (await vscode.window.showQuickPick(rows, { title, placeHolder }))?.grouping;
}

/** Where words were written between the marks of highlights. */
export async function mayReplaceIn(outcomes: readonly Outcome[]): Promise<boolean> {
  const replace = "Replace";
  const answer = await vscode.window.showWarningMessage(
    `Something was written between the marks of highlights in ${counted(outcomes.length, "file")}. Replace it?`,
    {
      modal: true,
      detail: outcomes
        .map(({ file }) => nameOf(file))
        .slice(0, 10)
        .join(", "),
    },
    replace,
  );
  return answer === replace;
}
