/** A folder of the workspace with its library, through the editor's file system. */
import * as vscode from "vscode";
import { withLines } from "../../base/bytes.ts";
import type { FileEntry, Files } from "../../base/ports.ts";
import { isSafePath } from "../../exchange/belongs.ts";
import { libraryRoot, type Place } from "../../exchange/place.ts";
import { orMissing } from "../workspace/orMissing.ts";
import { replaceFile } from "../workspace/replaceFile.ts";
import { watchedFolders } from "../workspace/workspaceFiles.ts";

export class WorkspacePlace implements Place {
  readonly home: vscode.Uri;
  readonly #shelf: Files;
  readonly #onWritten: (path: string) => void;

  /** @param onWritten is told the path, in the library, of what was written or removed here */
  constructor(home: vscode.Uri, shelf: Files, onWritten: (path: string) => void) {
    this.home = home;
    this.#shelf = shelf;
    this.#onWritten = onWritten;
  }

  async list(folder: string): Promise<readonly FileEntry[]> {
    const entries = await orMissing(vscode.workspace.fs.readDirectory(this.#uriOf(folder)));
    return (entries ?? []).map(([name, type]) => ({
      name,
      kind: (type & vscode.FileType.Directory) !== 0 ? "folder" : "file",
    }));
  }

  async size(path: string): Promise<number | undefined> {
    const facts = await orMissing(vscode.workspace.fs.stat(this.#uriOf(path)));
    if (facts !== undefined && (facts.type & vscode.FileType.Directory) !== 0)
      throw new Error(`“${path}” is a folder here`);
    return facts?.size;
  }

  bytes(path: string): Promise<Uint8Array | undefined> {
    return orMissing(vscode.workspace.fs.readFile(this.#uriOf(path)));
  }

  async replace(path: string, bytes: Uint8Array): Promise<void> {
    await replaceFile(this.#uriOf(path), bytes);
    this.#tell(path);
  }

  async append(path: string, lines: Uint8Array): Promise<void> {
    const text = textOf(lines);
    if (text === undefined) await this.replace(path, withLines(await this.bytes(path), lines));
    else await this.#shelf.append(path.slice(libraryRoot.length + 1), text);
  }

  /** Before anything is put below them, as a library that writes its first file does. */
  async makeFolders(): Promise<void> {
    for (const folder of watchedFolders)
      await vscode.workspace.fs.createDirectory(this.#uriOf(`${libraryRoot}/${folder}`));
  }

  async remove(path: string): Promise<void> {
    await orMissing(vscode.workspace.fs.delete(this.#uriOf(path)));
    this.#tell(path);
  }

  #tell(path: string): void {
    const root = `${libraryRoot}/`;
    if (path.startsWith(root)) this.#onWritten(path.slice(root.length));
  }

  #uriOf(path: string): vscode.Uri {
    if (!isSafePath(path)) throw new Error(`“${path}” is no path inside the folder`);
    return vscode.Uri.joinPath(this.home, ...path.split("/"));
  }
}

/** `undefined` where a line is torn within a letter: as a text it would not stay as it is. */
function textOf(lines: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(lines);
  } catch {
    return undefined;
  }
}
