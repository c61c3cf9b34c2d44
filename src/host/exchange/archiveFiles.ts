/** Archives as files: piece by piece on the disk, else as a whole in memory, for the editor's file system has no other way. */
import * as vscode from "vscode";
import { sinkInMemory, sourceOf, type ByteSink, type ByteSource } from "../../base/byteStreams.ts";
import { nameOf } from "../workspace/savedFile.ts";

/** Files on the disk; absent where they are only reached through the editor. */
export interface LargeFiles {
  read(path: string): Promise<ByteSource>;
  write(path: string): Promise<ByteSink>;
}

const mostInMemory = 500_000_000;

export async function readArchive(file: vscode.Uri, disk: LargeFiles | undefined): Promise<ByteSource> {
  if (disk !== undefined && file.scheme === "file") return disk.read(file.fsPath);
  if ((await vscode.workspace.fs.stat(file)).size > mostInMemory)
    throw new Error(`${nameOf(file)} is larger than 500 MB, which only VS Code on a disk can import`);
  return sourceOf(await vscode.workspace.fs.readFile(file));
}

export async function writeArchive(file: vscode.Uri, disk: LargeFiles | undefined): Promise<ByteSink> {
  if (disk !== undefined && file.scheme === "file") return disk.write(file.fsPath);
  return sinkInMemory(mostInMemory, async (bytes) => vscode.workspace.fs.writeFile(file, bytes));
}
