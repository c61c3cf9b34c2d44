/** Large files piece by piece: what is read where it is wanted, and what is written one piece behind the other. */

import { joined } from "./bytes.ts";

export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** @throws where the file ends before */
  read(at: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface ByteSink {
  /** No more than so many bytes can be written. */
  readonly mostBytes: number;
  write(bytes: Uint8Array): Promise<void>;
  /** Only now there is a file of that name. */
  finish(): Promise<void>;
  /** Nothing is left behind. */
  discard(): Promise<void>;
}

export const sourceOf = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (at, length) =>
    at + length <= bytes.length
      ? Promise.resolve(bytes.subarray(at, at + length))
      : Promise.reject(new Error("the file ends too early")),
  close: () => Promise.resolve(),
});

/** @param keep what is done with all that was written */
export function sinkInMemory(
  mostBytes: number,
  keep: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
): ByteSink {
  let pieces: Uint8Array[] = [];
  const clear = (): Promise<void> => {
    pieces = [];
    return Promise.resolve();
  };
  return {
    mostBytes,
    write: (bytes) => {
      pieces.push(bytes);
      return Promise.resolve();
    },
    finish: async () => {
      const whole = joined(pieces);
      await clear();
      await keep(whole);
    },
    discard: clear,
  };
}
