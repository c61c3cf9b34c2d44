/** “Check Library”: looks, shows what was found, and repairs what the person chooses. */
import * as vscode from "vscode";
import type { Backup } from "../../check/backup.ts";
import { checkLibrary, type LibraryCheck } from "../../check/checkLibrary.ts";
import type { Finding, Repair } from "../../check/findings.ts";
import { repairAll, type RepairReport } from "../../check/repair.ts";
import { headline, reportOf } from "../../check/report.ts";
import type { Clock } from "../../base/ports.ts";
import { abortedBy } from "../workspace/aborted.ts";
import type { WorkspaceShelves } from "../workspace/workspaceShelves.ts";
import type { ReportPage } from "./reportPage.ts";
import { VscodeShelf } from "./vscodeShelf.ts";

export interface CheckPorts {
  readonly shelves: WorkspaceShelves;
  readonly clock: Clock;
  readonly page: ReportPage;
}

/** What the command answers to those who call it from code. */
export interface CheckAnswer {
  readonly headline: string;
  readonly findings: readonly Pick<Finding, "kind" | "path" | "line" | "says">[];
  readonly repairs: readonly Pick<Repair, "id" | "title" | "explains">[];
  readonly repaired: readonly string[];
  readonly failed: readonly { readonly id: string; readonly why: string }[];
}

/** Called with ids of repairs, or with none of them in a list, it asks nothing. */
export const checkCommand =
  (ports: CheckPorts) =>
  async (wanted?: unknown): Promise<CheckAnswer> => {
    const check = await visiblyChecked(ports);
    if (Array.isArray(wanted)) {
      const chosen = check.repairs.filter(({ id }) => wanted.includes(id));
      return answerOf(check, await repairAll(chosen, ports.clock.now()));
    }
    if (check.findings.length === 0) {
      void vscode.window.showInformationMessage(`${headline(check)}.`);
      return answerOf(check);
    }
    await ports.page.show(reportOf(check));
    void offer(check, ports); // the check is done; what becomes of it can wait
    return answerOf(check);
  };

export const shelvesOf = (shelves: WorkspaceShelves): readonly VscodeShelf[] =>
  shelves.list().map((shelf) => new VscodeShelf(shelf, shelves));

function visiblyChecked({ shelves }: CheckPorts): Promise<LibraryCheck> {
  const checked = shelvesOf(shelves);
  if (checked.length === 0) throw new Error("Open a folder first: there is no library to check");
  return withProgress("Checking the library", (options) => checkLibrary(checked, options));
}

export function withProgress<T>(
  title: string,
  work: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (done: number, all: number) => void;
  }) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return Promise.resolve(
    vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      const abort = abortedBy(token);
      return work({
        signal: abort.signal,
        onProgress: (done, all) => progress.report({ increment: 100 / all, message: `${done} of ${all}` }),
      });
    }),
  );
}

async function offer(check: LibraryCheck, ports: CheckPorts): Promise<void> {
  if (check.repairs.length === 0) return;
  const items = check.repairs.map((repair) => ({ label: repair.title, detail: repair.explains, repair }));
  const picked = await vscode.window.showQuickPick(items, {
    title: "Check Library",
    placeHolder: "Choose what to do. A copy of every file is kept first.",
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  if (picked === undefined || picked.length === 0) return;
  const report = await repairAll(
    picked.map(({ repair }) => repair),
    ports.clock.now(),
  );
  ports.page.renew(reportOf(await checkLibrary(shelvesOf(ports.shelves))));
  const failures = report.failed.map(({ repair, why }) => `${repair.title}: ${why}`);
  if (failures.length > 0)
    void vscode.window.showWarningMessage(`Not everything could be done. ${failures.join(" ")}`);
  if (report.done.length > 0)
    await offerUndo(`Done: ${report.done.length} of ${picked.length} chosen.`, report.backups);
}

/** Says where the copies are, and offers to take the change back. */
export async function offerUndo(sentence: string, backups: readonly Backup[]): Promise<void> {
  const undo = "Undo";
  const folders = backups.map(({ folder }) => `.marginalia/${folder}`).join(", ");
  const answer = await vscode.window.showInformationMessage(
    `${sentence} The files as they were are in ${folders}.`,
    undo,
  );
  if (answer !== undo) return;
  const skipped: string[] = [];
  for (const backup of backups) skipped.push(...(await backup.restore()));
  if (skipped.length === 0) void vscode.window.showInformationMessage("Everything is as it was before.");
  else
    void vscode.window.showWarningMessage(
      `Changed by others since, and left as they are: ${skipped.join(", ")}. Their copies are in ${folders}.`,
    );
}

const answerOf = (check: LibraryCheck, report?: RepairReport): CheckAnswer => ({
  headline: headline(check),
  findings: check.findings.map(({ kind, path, line, says }) => ({
    kind,
    path,
    ...(line !== undefined && { line }),
    says,
  })),
  repairs: check.repairs.map(({ id, title, explains }) => ({ id, title, explains })),
  repaired: report?.done.map(({ id }) => id) ?? [],
  failed: report?.failed.map(({ repair, why }) => ({ id: repair.id, why })) ?? [],
});
