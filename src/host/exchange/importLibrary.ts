/** *Import Library…*: an exported library comes into this one. Nothing that is here is lost, and it can be taken back. */
import * as vscode from "vscode";
import type { ByteSource } from "../../base/byteStreams.ts";
import { counted } from "../../base/counted.ts";
import type { Clock } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import { openArchive } from "../../exchange/archive.ts";
import { bringIn, type BroughtIn } from "../../exchange/bringIn.ts";
import type { Counts } from "../../exchange/counts.ts";
import { countOf, planImport, type ImportPlan } from "../../exchange/plan.ts";
import type { CommandBody } from "../commands/registered.ts";
import { inSight } from "../workspace/inSight.ts";
import { commands } from "../workspace/names.ts";
import { offerUndo } from "../workspace/offerUndo.ts";
import { nameOf } from "../workspace/savedFile.ts";
import { readArchive } from "./archiveFiles.ts";
import { optionsOf, pickPlace, type PlacePorts } from "./places.ts";
import type { WorkspacePlace } from "./workspacePlace.ts";

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

/** Called with a file, and `{ takeTheirs: true, folder }` behind it, it asks for nothing. */
export const importLibraryCommands = (ports: ImportLibraryPorts): Record<string, CommandBody> => ({
  [commands.importLibrary]: async (first, second) => {
    const given = first instanceof vscode.Uri ? first : undefined;
    const options = optionsOf(second);
    const picked = await pickPlace(ports, "Import Library", given && options);
    if (picked === undefined) return undefined;
    const file = given ?? (await askFile());
    if (file === undefined) return undefined;
    const source = await readArchive(file, ports.disk);
    try {
      const answer = given && options["takeTheirs"] === true;
      return await imported(nameOf(file), source, picked.place, ports.clock.now(), answer);
    } finally {
      await source.close();
    }
  },
});

/** @param answer whether theirs comes where both differ; `undefined` when the person is to be asked */
async function imported(
  name: string,
  source: ByteSource,
  place: WorkspacePlace,
  now: string,
  answer: boolean | undefined,
): Promise<ImportedLibrary | undefined> {
  const refused = (why: string): Error => new Error(`${name} was not imported: ${why}`);
  const archive = await openArchive(source);
  if (!archive.ok) throw refused(archive.why);
  const plan = await inSight("Reading the library", "files", (work) =>
    planImport(archive.value, place, work),
  ).catch((thrown: unknown) => {
    throw refused(reasonOf(thrown));
  });
  if (plan === undefined) return undefined;
  const takeTheirs = answer ?? (await agreed(name, plan));
  if (takeTheirs === undefined) return undefined;
  const done = await inSight("Importing the library", "files", async (work) => {
    await place.makeFolders();
    return bringIn(archive.value, plan, place, { ...work, takeTheirs, now });
  });
  if (done === undefined) return undefined;
  const { added, extended, replaced, kept, failure } = done;
  if (answer === undefined) tell(done);
  else if (failure !== undefined)
    throw new Error(`The import of ${name} broke off: ${failure}. ${counted(added, "file")} came in before`);
  return { added, extended, replaced, kept };
}

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
  const [known, stays] = [countOf(plan, "known"), countOf(plan, "stays")];
  const staying =
    stays.pdfs === 0
      ? ""
      : `${counted(stays.pdfs, "PDF")} of the same name but other bytes: what you have stays.`;
  if (sumOf(fresh) + sumOf(lines) + sumOf(differs) === 0) {
    void vscode.window.showInformationMessage(
      stays.pdfs === 0
        ? `All that is in ${name} is here already.`
        : `Nothing in ${name} is new here. ${staying}`,
    );
    return undefined;
  }
  const [take, mine, theirs] = ["Import", "Import, Keep Mine", "Import, Take Theirs"];
  const said = [
    sumOf(fresh) === 0 ? "" : `New here: ${inWords(fresh)}.`,
    lines.notes === 0 ? "" : `Notes are added to ${counted(lines.notes, "file")} of notes that are here.`,
    lines.others === 0 ? "" : "What was seen of the feeds is added to what is here.",
    sumOf(differs) === 0
      ? ""
      : `Not the same here: ${inWords(differs)}. With “${mine}” they stay as you have them; with “${theirs}” the archive's come in their place, and copies of yours are kept.`,
    staying,
    sumOf(known) === 0 ? "" : `Here already: ${inWords(known)}.`,
    "It can be undone.",
  ];
  const answer = await vscode.window.showInformationMessage(
    `Import the library in ${name}?`,
    { modal: true, detail: said.filter((part) => part !== "").join("\n\n") },
    ...(sumOf(differs) === 0 ? [take] : [mine, theirs]),
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

function tell({ added, extended, replaced, kept, isCancelled, failure, copies, undo }: BroughtIn): void {
  const said = [
    failure !== undefined
      ? `The import broke off: ${failure}. What came in until then stays.`
      : isCancelled
        ? "Cancelled; what was imported until then stays."
        : "The library was imported.",
    `${counted(added, "file")} came in`,
    extended === 0 ? "" : `lines were added to ${extended}`,
    replaced === 0 ? "" : `${replaced} ${replaced === 1 ? "was" : "were"} replaced`,
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
