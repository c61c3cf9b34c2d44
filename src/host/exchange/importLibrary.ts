/** *Import Library…*: an exported library comes into this one. Nothing that is here is lost, and it can be taken back. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Clock } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import { openArchive } from "../../exchange/archive.ts";
import { bringIn, mayBeReplaced, type BroughtIn } from "../../exchange/bringIn.ts";
import { mostBytes } from "../../exchange/pack.ts";
import { countOf, planImport, type Counts, type ImportPlan } from "../../exchange/plan.ts";
import type { CommandBody } from "../commands/registered.ts";
import { inSight } from "../workspace/inSight.ts";
import { commands } from "../workspace/names.ts";
import { offerUndo } from "../workspace/offerUndo.ts";
import { nameOf } from "../workspace/savedFile.ts";
import { pickPlace, type PlacePorts } from "./places.ts";

export interface ImportLibraryPorts extends PlacePorts {
  readonly clock: Clock;
}

export interface ImportedLibrary {
  readonly added: number;
  readonly extended: number;
  readonly replaced: number;
  /** Files that differ, and are left as they were. */
  readonly kept: readonly string[];
}

/** Called with a file, and `{ takeTheirs: true }` behind it, it asks for nothing. */
export const importLibraryCommands = (ports: ImportLibraryPorts): Record<string, CommandBody> => ({
  [commands.importLibrary]: async (first, second) => {
    const picked = await pickPlace(ports, "Import Library");
    if (picked === undefined) return undefined;
    const { place } = picked;
    const given = first instanceof vscode.Uri ? first : undefined;
    const file = given ?? (await askFile());
    if (file === undefined) return undefined;
    const { size } = await vscode.workspace.fs.stat(file);
    if (size > mostBytes) throw new Error(`${nameOf(file)} is larger than 1.5 GB`);
    const refused = (why: string): Error => new Error(`${nameOf(file)} was not imported: ${why}`);
    const archive = openArchive(await vscode.workspace.fs.readFile(file));
    if (!archive.ok) throw refused(archive.why);
    const plan = await inSight("Reading the library", "files", (work) =>
      planImport(archive.value, place, work),
    ).catch((thrown: unknown) => {
      throw refused(reasonOf(thrown));
    });
    if (plan === undefined) return undefined;
    const takeTheirs = given === undefined ? await agreed(nameOf(file), plan) : isTheirs(second);
    if (takeTheirs === undefined) return undefined;
    const done = await inSight("Importing the library", "files", (work) =>
      bringIn(archive.value, plan, place, { ...work, takeTheirs, now: ports.clock.now() }),
    );
    if (done === undefined) return undefined;
    if (given === undefined) tell(done);
    const { added, extended, replaced, kept } = done;
    return { added, extended, replaced, kept } satisfies ImportedLibrary;
  },
});

const isTheirs = (options: unknown): boolean =>
  typeof options === "object" && options !== null && "takeTheirs" in options && options.takeTheirs === true;

async function askFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title: "Import Library",
    openLabel: "Import",
    filters: { "ZIP archive": ["zip"] },
  });
  return files?.[0];
}

/** Says what would happen. @returns whether theirs comes where both differ; `undefined` when it is called off */
async function agreed(name: string, plan: ImportPlan): Promise<boolean | undefined> {
  const [fresh, lines, differs] = [countOf(plan, "new"), countOf(plan, "lines"), countOf(plan, "differs")];
  const known = countOf(plan, "known");
  if (sumOf(fresh) + sumOf(lines) + sumOf(differs) === 0) {
    void vscode.window.showInformationMessage(`All that is in ${name} is here already.`);
    return undefined;
  }
  const said = [
    sumOf(fresh) === 0 ? "" : `New here: ${inWords(fresh)}.`,
    lines.notes === 0 ? "" : `Notes are added to ${counted(lines.notes, "file")} of notes that are here.`,
    sumOf(differs) === 0 ? "" : `Otherwise here than in the archive: ${inWords(differs)}.`,
    sumOf(known) === 0 ? "" : `Here already: ${inWords(known)}.`,
    "It can be undone.",
  ];
  const hasChoice = [...plan.fates].some(([path, fate]) => fate === "differs" && mayBeReplaced(path));
  const [take, mine, theirs] = ["Import", "Import, Keep Mine", "Import, Take Theirs"];
  const answer = await vscode.window.showInformationMessage(
    `Import the library in ${name}?`,
    { modal: true, detail: said.filter((part) => part !== "").join("\n\n") },
    ...(hasChoice ? [mine, theirs] : [take]),
  );
  return answer === undefined ? undefined : answer === theirs;
}

const sumOf = ({ papers, notes, pdfs, others }: Counts): number => papers + notes + pdfs + others;

function inWords({ papers, notes, pdfs, others }: Counts): string {
  const parts = [
    papers === 0 ? "" : counted(papers, "paper"),
    notes === 0 ? "" : counted(notes, "file") + " of notes",
    pdfs === 0 ? "" : counted(pdfs, "PDF"),
    others === 0 ? "" : counted(others, "other file"),
  ].filter((part) => part !== "");
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function tell({ added, extended, replaced, kept, isCancelled, copies, undo }: BroughtIn): void {
  const said = [
    isCancelled ? "Cancelled; what was imported until then stays." : "The library was imported.",
    `${counted(added, "file")} came in`,
    extended === 0 ? "" : `lines were added to ${extended}`,
    replaced === 0 ? "" : `${replaced} were replaced`,
    kept.length === 0 ? "" : `${kept.length} differ and are as they were`,
  ];
  const [first = "", ...rest] = said.filter((part) => part !== "");
  const where = copies === undefined ? "" : ` The files as they were are in ${copies}.`;
  void offerUndo(`${first} ${rest.join("; ")}.${where}`, async () => {
    const changed = await undo();
    if (changed.length > 0)
      void vscode.window.showWarningMessage(
        `Changed since, and left as they are: ${changed.slice(0, 5).join(", ")}${changed.length > 5 ? " …" : ""}.`,
      );
  });
}
