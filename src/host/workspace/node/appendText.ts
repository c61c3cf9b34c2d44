import { constants } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { AppendText } from "../workspaceFiles.ts";

/**
 * Appends with O_APPEND, so that several processes may add to one file, and flushes to the disk.
 * Where the file does not end with a line end, because a write broke off, one is put first.
 */
export const appendText: AppendText = async (uri, text) => {
  await mkdir(dirname(uri.fsPath), { recursive: true });
  const file = await open(uri.fsPath, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o666);
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    const gap = size === 0 || last[0] === 0x0a ? "" : "\n";
    await file.appendFile(gap + text, "utf8");
    await file.datasync();
  } finally {
    await file.close();
  }
};
