import { constants } from "node:fs";
import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

const lineEnd = 0x0a;

/** More often in a row no file is replaced. */
const mostTries = 5;

/**
 * Appends with O_APPEND, so that several processes may add to one file, and flushes to the disk.
 * Where the file does not end with a line end, because a write broke off, one is put first.
 */
export async function appendText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const lines = Buffer.from(text, "utf8");
  for (let tries = 1; tries <= mostTries; tries++) if (await isStored(path, lines)) return;
  throw new Error("the file is being replaced by another program");
}

/** False when the file was replaced meanwhile, as git does it: what was added to the old one is gone with it. */
async function isStored(path: string, lines: Buffer): Promise<boolean> {
  const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_APPEND, 0o666);
  try {
    const isCounted = (await file.stat()).nlink > 0; // not every file system counts them
    while (!(await isAppended(file, lines))); // each time something of another process's came in between
    await file.datasync();
    return !isCounted || (await file.stat()).nlink > 0;
  } finally {
    await file.close();
  }
}

/** Whether the lines stand on lines of their own: another process may have broken off where they begin. */
async function isAppended(file: FileHandle, lines: Buffer): Promise<boolean> {
  const before = (await file.stat()).size;
  const isNewLine = before === 0 || (await bytesAt(file, before - 1, 1))[0] === lineEnd;
  const added = isNewLine ? lines : Buffer.concat([Buffer.of(lineEnd), lines]);
  await writeAll(file, added);
  const { size } = await file.stat();
  if (size === before + added.length) return true;
  const start = Math.max(0, before - 1);
  const tail = await bytesAt(file, start, size - start);
  const onOwnLine = tail.indexOf(Buffer.concat([Buffer.of(lineEnd), lines]));
  return onOwnLine >= 0 || (start === 0 && tail.subarray(0, lines.length).equals(lines));
}

/** In one call, so that nothing comes in between; the system takes less only where a disk is full, and then says so. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
