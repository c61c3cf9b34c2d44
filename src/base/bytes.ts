/** Bytes of files put together, taken apart at their lines, and compared. */

const lineFeed = 0x0a;

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Both, the second on a line of its own. */
export function withLines(before: Uint8Array = new Uint8Array(), lines: Uint8Array): Uint8Array {
  const isWhole = before.length === 0 || before.at(-1) === lineFeed;
  return joined(isWhole ? [before, lines] : [before, Uint8Array.of(lineFeed), lines]);
}

/** Each line with its end, where it has one. */
export function* byteLines(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(lineFeed, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    yield bytes.subarray(start, end);
    start = end;
  }
}

export const isSameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && a.length === b.length && a.every((byte, at) => byte === b[at]);
