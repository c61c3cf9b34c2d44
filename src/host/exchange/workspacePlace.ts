/** A folder of the workspace with its library, through the editor's file system. */
import * as vscode from "vscode";
import type { FileEntry, Files } from "../../base/ports.ts";
import { isSafePath } from "../../exchange/belongs.ts";
import { libraryRoot, type Place } from "../../exchange/place.ts";
import { orMissing } from "../workspace/orMissing.ts";

export class WorkspacePlace implements Place {
  readonly home: vscode.Uri;
  readonly #shelf: Files;

  constructor(home: vscode.Uri, shelf: Files) {
    this.home = home;
    this.#shelf = shelf;
  }

  async list(folder: string): Promise<readonly FileEntry[]> {
    const entries = await orMissing(vscode.workspace.fs.readDirectory(this.#uriOf(folder)));
    return (entries ?? []).map(([name, type]) => ({
      name,
      kind: (type & vscode.FileType.Directory) !== 0 ? "folder" : "file",
    }));
  }

  async size(path: string): Promise<number | undefined> {
    return (await orMissing(vscode.workspace.fs.stat(this.#uriOf(path))))?.size;
  }

  bytes(path: string): Promise<Uint8Array | undefined> {
    return orMissing(vscode.workspace.fs.readFile(this.#uriOf(path)));
  }

  /** Beside and then over the old file, so that no reader ever sees half of it. */
  async replace(path: string, bytes: Uint8Array): Promise<void> {
    const target = this.#uriOf(path);
    const beside = target.with({ path: `${target.path}.${Math.random().toString(36).slice(2, 8)}.tmp` });
    await vscode.workspace.fs.writeFile(beside, bytes);
    try {
      await vscode.workspace.fs.rename(beside, target, { overwrite: true });
    } catch (thrown) {
      await orMissing(vscode.workspace.fs.delete(beside));
      throw thrown;
    }
  }

  async append(path: string, lines: string): Promise<void> {
    await this.#shelf.append(path.slice(libraryRoot.length + 1), lines);
  }

  async remove(path: string): Promise<void> {
    await orMissing(vscode.workspace.fs.delete(this.#uriOf(path)));
  }

  #uriOf(path: string): vscode.Uri {
    if (!isSafePath(path)) throw new Error(`“${path}” is no path inside the folder`);
    return vscode.Uri.joinPath(this.home, ...path.split("/"));
  }
}
