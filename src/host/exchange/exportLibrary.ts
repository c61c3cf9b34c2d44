/** *Export Library…*: everything in one ZIP, to be taken to another machine or put away. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Clock } from "../../base/ports.ts";
import { filesOf, pack, type LibraryFiles } from "../../exchange/pack.ts";
import type { Library } from "../../library/library.ts";
import type { CommandBody } from "../commands/registered.ts";
import { inSight } from "../workspace/inSight.ts";
import { commands } from "../workspace/names.ts";
import { isThere, nameOf } from "../workspace/savedFile.ts";
import { pickPlace, sizeOf, type PlacePorts } from "./places.ts";
import type { WorkspacePlace } from "./workspacePlace.ts";

export interface ExportLibraryPorts extends PlacePorts {
  readonly library: Pick<Library, "papers" | "shelfOf">;
  readonly clock: Clock;
}

export interface ExportedLibrary {
  readonly file: vscode.Uri;
  readonly papers: number;
  readonly files: number;
  readonly bytes: number;
}

/** Called with a file, and `{ pdfs: false }` behind it, it asks for nothing and never replaces a file. */
export const exportLibraryCommands = (ports: ExportLibraryPorts): Record<string, CommandBody> => ({
  [commands.exportLibrary]: async (first, second) => {
    const { library, clock } = ports;
    const picked = await pickPlace(ports, "Export Library");
    if (picked === undefined) return undefined;
    const { place, shelf } = picked;
    const papers = (await library.papers()).filter(({ id }) => library.shelfOf(id) === shelf);
    const found = await filesOf(
      place,
      papers.flatMap(({ pdfs }) => pdfs.flatMap(({ path }) => path ?? [])),
    );
    if (found.own.length === 0) throw new Error("There is no library in this folder yet: add papers first");
    const given = first instanceof vscode.Uri ? first : undefined;
    const withPdfs = given === undefined ? await askPdfs(place, found) : !isWithout(second);
    if (withPdfs === undefined) return undefined;
    const file = given ?? (await askFile(place));
    if (file === undefined) return undefined;
    if (given !== undefined && (await isThere(file)))
      throw new Error(`${nameOf(file)} is there already: choose another name`);
    const paths = withPdfs ? [...found.own, ...found.pdfs] : found.own;
    const packed = await inSight("Exporting the library", "files", (work) =>
      pack(place, paths, clock.now(), work),
    );
    if (packed === undefined) return undefined;
    await vscode.workspace.fs.writeFile(file, packed.bytes);
    const told: ExportedLibrary = {
      ...{ file, papers: packed.papers, files: packed.files, bytes: packed.bytes.length },
    };
    if (given === undefined) tell(told, found);
    return told;
  },
});

const isWithout = (options: unknown): boolean =>
  typeof options === "object" && options !== null && "pdfs" in options && options.pdfs === false;

/** Without PDFs there is nothing to ask. */
async function askPdfs(place: WorkspacePlace, { pdfs }: LibraryFiles): Promise<boolean | undefined> {
  if (pdfs.length === 0) return false;
  const sizes = await Promise.all(pdfs.map((path) => place.size(path)));
  const all = sizes.reduce<number>((sum, size = 0) => sum + size, 0);
  const items = [
    {
      label: "With PDFs",
      description: `${counted(pdfs.length, "PDF")}, ${sizeOf(all)}`,
      detail: "Papers, notes and the files that they are on: all that another machine needs",
      withPdfs: true,
    },
    {
      label: "Without PDFs",
      detail: "Papers and notes; they find their places again when the PDFs are attached",
      withPdfs: false,
    },
  ];
  return (await vscode.window.showQuickPick(items, { title: "Export Library" }))?.withPdfs;
}

const askFile = (place: WorkspacePlace): Thenable<vscode.Uri | undefined> =>
  vscode.window.showSaveDialog({
    title: "Export Library",
    filters: { "ZIP archive": ["zip"] },
    defaultUri: vscode.Uri.joinPath(place.home, `${nameOf(place.home)}-library.zip`),
  });

function tell({ file, papers, bytes }: ExportedLibrary, { missing }: LibraryFiles): void {
  const gone = missing.length === 0 ? "" : ` ${counted(missing.length, "PDF")} of papers could not be found.`;
  void vscode.window.showInformationMessage(
    `The library with ${counted(papers, "paper")} is in ${nameOf(file)} (${sizeOf(bytes)}).${gone}`,
  );
}
