/** *Export Library…*: everything in one ZIP, to be taken to another machine or put away. */
import * as vscode from "vscode";
import type { ByteSink } from "../../base/byteStreams.ts";
import { counted } from "../../base/counted.ts";
import type { Clock } from "../../base/ports.ts";
import { filesOf, type LibraryFiles } from "../../exchange/libraryFiles.ts";
import { pack, type Packed } from "../../exchange/pack.ts";
import type { Library } from "../../library/library.ts";
import type { CommandBody } from "../commands/registered.ts";
import { inSight } from "../workspace/inSight.ts";
import { commands } from "../workspace/names.ts";
import { isThere, nameOf } from "../workspace/savedFile.ts";
import { writeArchive, type LargeFiles } from "./archiveFiles.ts";
import { optionsOf, pickPlace, sizeOf, type PlacePorts } from "./places.ts";
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
  /** PDFs that papers name, and that are not there. */
  readonly missing: readonly string[];
  /** Files whose names not every disk takes. */
  readonly leftOut: readonly string[];
}

/** Called with a file, and `{ pdfs: false, folder }` behind it, it asks for nothing and never replaces a file. */
export const exportLibraryCommands = (ports: ExportLibraryPorts): Record<string, CommandBody> => ({
  [commands.exportLibrary]: async (first, second) => {
    const { library, clock, disk } = ports;
    const given = first instanceof vscode.Uri ? first : undefined;
    const options = optionsOf(second);
    const picked = await pickPlace(ports, "Export Library", given && options);
    if (picked === undefined) return undefined;
    const { place, shelf } = picked;
    const papers = (await library.papers()).filter(({ id }) => library.shelfOf(id) === shelf);
    const found = await filesOf(
      place,
      papers.flatMap(({ pdfs }) => pdfs.flatMap(({ path }) => path ?? [])),
    );
    if (found.own.length === 0) throw new Error("There is no library in this folder yet: add papers first");
    const withPdfs = given === undefined ? await askPdfs(place, found) : options["pdfs"] !== false;
    if (withPdfs === undefined) return undefined;
    const file = given ?? (await askFile(place));
    if (file === undefined) return undefined;
    if (given !== undefined && (await isThere(file)))
      throw new Error(`${nameOf(file)} is there already: choose another name`);
    const paths = withPdfs ? [...found.own, ...found.pdfs] : found.own;
    const packed = await inSight("Exporting the library", "files", (work) =>
      written(file, disk, (sink) => pack(place, paths, clock.now(), sink, work)),
    );
    if (packed === undefined) return undefined;
    const { missing, leftOut } = found;
    const told: ExportedLibrary = { file, ...packed, missing, leftOut };
    if (given === undefined) tell(told);
    return told;
  },
});

/** There is a file afterwards, or, where that failed, none. */
async function written(
  file: vscode.Uri,
  disk: LargeFiles | undefined,
  write: (sink: ByteSink) => Promise<Packed>,
): Promise<Packed> {
  const sink = await writeArchive(file, disk);
  try {
    const packed = await write(sink);
    await sink.finish();
    return packed;
  } catch (thrown) {
    await sink.discard();
    throw thrown;
  }
}

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

function tell({ file, papers, bytes, missing, leftOut }: ExportedLibrary): void {
  const gone = missing.length === 0 ? "" : ` ${counted(missing.length, "PDF")} of papers could not be found.`;
  const named = leftOut.slice(0, 3).map((path) => `“${path}”`);
  const more = leftOut.length > named.length ? " …" : "";
  const out =
    leftOut.length === 0
      ? ""
      : ` Left out, for not every disk takes the name: ${named.join(", ")}${more}. Rename what is to go along.`;
  const said = `The library with ${counted(papers, "paper")} is in ${nameOf(file)} (${sizeOf(bytes)}).${gone}${out}`;
  if (leftOut.length === 0) void vscode.window.showInformationMessage(said);
  else void vscode.window.showWarningMessage(said);
}
