/** Where papers stand: how far they are read, their place in the queue, put away, thrown away. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Clock } from "../../base/ports.ts";
import type { Paper, ReadingState } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { clip } from "../../library/markdownText.ts";
import { archived, marked, placesFor, queueOf, skipped, type QueueMove } from "../../library/stages.ts";
import type { TagColors } from "../../library/tagColors.ts";
import { commands } from "../workspace/names.ts";
import { changePapers } from "../workspace/changePapers.ts";
import { editPapers } from "./editPapers.ts";
import { namesCommands } from "./namesCommands.ts";
import type { CommandBody } from "./registered.ts";

export interface ShelfCommandPorts {
  readonly library: Library;
  readonly clock: Clock;
  readonly looks: TagColors;
  readonly collectionRenamed: (from: string, to: string) => Promise<void>;
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
}

export function shelfCommands({
  library,
  clock,
  looks,
  collectionRenamed,
  chosen,
}: ShelfCommandPorts): Record<string, CommandBody> {
  const today = (): string => clock.now().slice(0, 10);
  const mark =
    (state: ReadingState): CommandBody =>
    async (...args) =>
      changePapers(library, await chosen(args), {
        done: `Marked as ${state}:`,
        edit: (paper) => marked(paper, state, today()),
      });
  const queue =
    (move: QueueMove): CommandBody =>
    async (...args) => {
      const papers = await chosen(args);
      const moved = papers.map(({ id }) => id);
      const places = placesFor(await library.papers(), moved, move);
      const others = [...places.keys()].filter((id) => !moved.includes(id));
      await changePapers(library, [...papers, ...others.flatMap((id) => library.get(id) ?? [])], {
        done: "Queued",
        edit: (paper) => ({ ...paper, skipped: undefined, queue: places.get(paper.id) ?? paper.queue }),
      });
    };
  const change =
    (done: string, edit: (paper: Paper) => Paper): CommandBody =>
    async (...args) =>
      changePapers(library, await chosen(args), { done, edit, tells: true });
  return {
    [commands.markUnread]: mark("unread"),
    [commands.markReading]: mark("reading"),
    [commands.markRead]: mark("read"),
    [commands.markSkipped]: change("Skipped", skipped),
    [commands.addToQueue]: async (...args) => {
      const papers = (await chosen(args)).filter((paper) => paper.queue === undefined);
      if (papers.length > 0)
        await queue("end")(
          papers[0]?.id,
          papers.map(({ id }) => id),
        );
    },
    [commands.removeFromQueue]: change("Taken out of the queue:", (paper) => ({
      ...paper,
      queue: undefined,
    })),
    [commands.queueToTop]: queue("top"),
    [commands.queueUp]: queue("up"),
    [commands.queueDown]: queue("down"),
    [commands.openNext]: async () => {
      const next = queueOf(await library.papers()).find(
        ({ reading, archived: away }) => reading !== "read" && away !== true,
      );
      if (next === undefined) throw new Error("The queue is empty: Add to Queue puts papers into it");
      await vscode.commands.executeCommand(commands.open, next.id, { preview: false });
      return next.id;
    },
    [commands.archive]: change("Archived", (paper) => archived(paper, true)),
    [commands.unarchive]: change("Brought back", (paper) => archived(paper, false)),
    [commands.editPapers]: async (...args) => editPapers(library, await chosen(args), args[2], today()),
    ...namesCommands(library, looks, collectionRenamed),
    [commands.trash]: () => openTrash(library),
  };
}

interface TrashItem extends vscode.QuickPickItem {
  readonly id: string;
}

const times = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Brings back what is ticked; or throws all of it away, after a question. */
async function openTrash(library: Library): Promise<void> {
  await library.load();
  const thrown = (await library.trash.list()).filter(({ id }) => library.get(id) === undefined);
  if (thrown.length === 0) return void vscode.window.showInformationMessage("The trash is empty.");
  const pick = vscode.window.createQuickPick<TrashItem>();
  const empty: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("trash"), tooltip: "Empty Trash…" };
  pick.title = `Trash: ${counted(thrown.length, "paper")}`;
  pick.placeholder = "Tick the papers to bring back";
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.buttons = [empty];
  pick.items = thrown.map(({ id, title, when }) => ({
    id,
    label: clip(title, 200),
    description: times.format(new Date(when)),
  }));
  const answer = await new Promise<readonly TrashItem[] | "empty" | undefined>((resolve) => {
    pick.onDidTriggerButton(() => resolve("empty"));
    pick.onDidAccept(() => resolve(pick.selectedItems));
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  if (answer === undefined) return;
  if (answer === "empty") return emptyTrash(library, thrown.length);
  const wanted = new Set(answer.map(({ id }) => id));
  const left = await library.restore(thrown.filter(({ id }) => wanted.has(id)));
  if (left.length > 0)
    void vscode.window.showWarningMessage(
      `${counted(left.length, "paper")} stayed in the trash: the library has them again.`,
    );
}

async function emptyTrash(library: Library, count: number): Promise<void> {
  const forever = "Delete Forever";
  const answer = await vscode.window.showWarningMessage(
    `Delete ${counted(count, "paper")} forever?`,
    { modal: true, detail: "Their notes stay in the workspace." },
    forever,
  );
  if (answer === forever) await library.trash.empty();
}
