/** “Compact Notes”: rewrites logs to the lines that still matter, when git has what they were and nothing is unread. */
import { counted } from "../../base/counted.ts";
import * as vscode from "vscode";
import { compact, planCompacting, savedBytes, type CompactPlan } from "../../check/compact.ts";
import type { Clock } from "../../base/ports.ts";
import type { Notes } from "../../notes/notes.ts";
import { commands } from "../workspace/names.ts";
import type { WorkspaceShelves } from "../workspace/workspaceShelves.ts";
import { offerUndo, shelvesOf, withProgress } from "./checkCommand.ts";
import { uncommittedIn } from "./committed.ts";
import type { VscodeShelf } from "./vscodeShelf.ts";

export interface CompactPorts {
  readonly shelves: WorkspaceShelves;
  readonly notes: Notes;
  readonly clock: Clock;
}

export interface CompactAnswer {
  readonly files: number;
  readonly lines: number;
  readonly bytes: number;
}

interface Wish {
  readonly history: boolean;
  /** Go on where there is no git, with nothing but the backup. */
  readonly withoutGit: boolean;
}

const nothing: CompactAnswer = { files: 0, lines: 0, bytes: 0 };

/** Called with `{ history, withoutGit }` it asks nothing, and throws where it would ask. */
export const compactCommand =
  (ports: CompactPorts) =>
  async (asked?: unknown): Promise<CompactAnswer> => {
    const given = wishIn(asked);
    const { shelves, notes, clock } = ports;
    const checked = shelvesOf(shelves);
    if (checked.length === 0) throw new Error("Open a folder first: there are no notes to compact");
    const history = given?.history ?? (await askHistory());
    if (history === undefined) return nothing;
    if (notes.trouble !== undefined)
      throw new Error("Some notes are not on the disk yet, so nothing was compacted");
    const plan = await withProgress("Reading notes", (options) => planCompacting(checked, history, options));
    if (plan.cancelled) return nothing;
    if (plan.obstacles.length > 0) return refused(plan, given !== undefined);
    if (plan.logs.length === 0) {
      if (given === undefined)
        void vscode.window.showInformationMessage("There is nothing to compact: every line still matters.");
      return nothing;
    }
    const isCommitted = await askGit(checked, plan, ports);
    if (given === undefined && !(await confirmed(plan, isCommitted))) return nothing;
    if (given?.withoutGit === false && !isCommitted)
      throw new Error("This library is not in git, so nothing was compacted");
    const report = await compact(plan, clock.now());
    const answer = {
      files: report.logs.length,
      lines: report.logs.reduce((sum, { droppedLines }) => sum + droppedLines, 0),
      bytes: savedBytes(report.logs),
    };
    if (report.failed.length > 0)
      void vscode.window.showWarningMessage(
        `Left as they are: ${report.failed.map(({ why }) => why).join("; ")}.`,
      );
    if (given === undefined && report.logs.length > 0)
      void offerUndo(
        `${counted(answer.lines, "line")} went from ${counted(answer.files, "file")}: ${sizeOf(answer.bytes)} less.`,
        report.backups,
      );
    return answer;
  };

function wishIn(asked: unknown): Wish | undefined {
  if (typeof asked !== "object" || asked === null || !("history" in asked)) return undefined;
  return { history: asked.history === true, withoutGit: "withoutGit" in asked && asked.withoutGit === true };
}

async function askHistory(): Promise<boolean | undefined> {
  const ways = [
    {
      label: "How notes stand, without their past",
      detail:
        "Earlier versions go. Notes, versions in conflict and removed notes stay. Do this when everyone has pulled.",
      history: false,
    },
    {
      label: "Every version, each once",
      detail: "Only lines that repeat others go, which git's merges can leave.",
      history: true,
    },
  ];
  const picked = await vscode.window.showQuickPick(ways, {
    title: "Compact Notes",
    placeHolder: "What should stay?",
  });
  return picked?.history;
}

async function refused({ obstacles }: CompactPlan, quietly: boolean): Promise<CompactAnswer> {
  const sentence = `Nothing was compacted: ${obstacles.slice(0, 3).join("; ")}.`;
  if (quietly) throw new Error(sentence);
  const check = "Check Library";
  if ((await vscode.window.showWarningMessage(sentence, check)) === check)
    await vscode.commands.executeCommand(commands.checkLibrary);
  return nothing;
}

/** False where there is no git. @throws while something is not committed. */
async function askGit(
  checked: readonly VscodeShelf[],
  { logs }: CompactPlan,
  { shelves }: CompactPorts,
): Promise<boolean> {
  let isCommitted = true;
  for (const shelf of checked) {
    const home = shelves.list().find(({ name }) => name === shelf.name);
    const folder = home === undefined ? undefined : shelves.homeOf(home);
    const files = logs.filter((log) => log.shelf === shelf).map(({ path }) => shelf.uriOf(path));
    if (folder === undefined || files.length === 0) continue;
    const uncommitted = await uncommittedIn(folder, files);
    if (uncommitted === undefined) isCommitted = false;
    else if (uncommitted.length > 0)
      throw new Error(
        `Commit your notes first: ${uncommitted.slice(0, 3).join(", ")}${
          uncommitted.length > 3 ? ` and ${uncommitted.length - 3} more` : ""
        } are not in git as they are now`,
      );
  }
  return isCommitted;
}

async function confirmed({ logs }: CompactPlan, isCommitted: boolean): Promise<boolean> {
  const go = "Compact";
  const lines = logs.reduce((sum, { droppedLines }) => sum + droppedLines, 0);
  const detail = [
    `${counted(lines, "line")} of ${counted(logs.length, "file")} will go: ${sizeOf(savedBytes(logs))}. Copies are kept in .marginalia/backup.`,
    ...(isCommitted
      ? []
      : ["This library is not in git: the copies will be all that is left of earlier versions."]),
  ].join("\n\n");
  return (await vscode.window.showWarningMessage("Compact notes?", { modal: true, detail }, go)) === go;
}

const sizeOf = (bytes: number): string =>
  bytes < 10_000
    ? `${bytes} bytes`
    : bytes < 10_000_000
      ? `${Math.round(bytes / 1000)} kB`
      : `${Math.round(bytes / 1_000_000)} MB`;
