/** Files on the disk that need not fit into memory. */
import { open, rename, rm } from "node:fs/promises";
import type { ByteSink, ByteSource } from "../base/byteStreams.ts";

/** More than a ZIP can hold. */
const mostBytes = 2 ** 32;

export async function readLargeFile(path: string): Promise<ByteSource> {
  const file = await open(path, "r");
  const { size } = await file.stat();
  return {
    size,
    read: async (at, length) => {
      const bytes = new Uint8Array(length);
      for (let read = 0; read < length;) {
        const { bytesRead } = await file.read(bytes, read, length - read, at + read);
        if (bytesRead === 0) throw new Error("the file ends too early");
        read += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}

/** Written beside and then put in place, so that there is never half a file of that name. */
export async function writeLargeFile(path: string): Promise<ByteSink> {
  const beside = `${path}.${Math.random().toString(36).slice(2, 8)}.tmp`;
  const file = await open(beside, "wx");
  const discard = async (): Promise<void> => {
    await file.close(); // closed twice it does nothing
    await rm(beside, { force: true });
  };
  return {
    mostBytes,
    write: async (bytes) => {
      for (let written = 0; written < bytes.length;)
        written += (await file.write(bytes, written)).bytesWritten;
    },
    finish: async () => {
      try {
        await file.datasync();
        await file.close();
        await rename(beside, path);
      } catch (thrown) {
        await discard();
        throw thrown;
      }
    },
    discard,
  };
}
