/** A library of the workspace as it is checked and repaired: its bytes, through the editor's file system. */
import * as vscode from "vscode";
import type { FileEntry, Files } from "../../base/ports.ts";
import type { CheckedShelf, PdfFacts } from "../../check/shelf.ts";
import { digestOf } from "../pdf/pdfBytes.ts";
import { orMissing } from "../workspace/orMissing.ts";
import { replaceFile } from "../workspace/replaceFile.ts";
import type { WorkspaceShelves } from "../workspace/workspaceShelves.ts";

export class VscodeShelf implements CheckedShelf {
  readonly #shelf: Files;
  readonly #shelves: WorkspaceShelves;

  constructor(shelf: Files, shelves: WorkspaceShelves) {
    this.#shelf = shelf;
    this.#shelves = shelves;
  }

  get name(): string {
    return this.#shelf.name;
  }

  list(folder: string): Promise<readonly FileEntry[]> {
    return this.#shelf.list(folder);
  }

  async bytes(path: string): Promise<Uint8Array | undefined> {
    return orMissing(vscode.workspace.fs.readFile(this.uriOf(path)));
  }

  async replace(path: string, bytes: Uint8Array): Promise<void> {
    await replaceFile(this.uriOf(path), bytes);
  }

  async remove(path: string): Promise<void> {
    await vscode.workspace.fs.delete(this.uriOf(path));
  }

  async pdf(path: string): Promise<PdfFacts | undefined> {
    const home = this.#shelves.homeOf(this.#shelf);
    const segments = path.split("/");
    if (home === undefined || segments.some((segment) => ["", ".", ".."].includes(segment))) return undefined;
    const uri = vscode.Uri.joinPath(home, ...segments);
    const stat = await orMissing(vscode.workspace.fs.stat(uri));
    if (stat === undefined) return undefined;
    return {
      bytes: stat.size,
      sha256: async () => digestOf(await vscode.workspace.fs.readFile(uri)).sha256,
    };
  }

  uriOf(path: string): vscode.Uri {
    const uri = this.#shelves.uriOf(this.#shelf, path);
    if (uri === undefined) throw new Error("This folder is no longer open");
    return uri;
  }
}
