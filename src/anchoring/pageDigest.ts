/**
 * What tells whether a page says the same in another file: re-saved, annotated, with a cover before it. Its number and running
 * heads do not count, so that the page may have moved.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { PageLetters } from "./pageLetters.ts";

/** Fewer letters, such as a title on an empty page, stand on many. */
const fewestLetters = 40;
const digits = 16;

/** `undefined` for a page that says too little. */
export function pageDigest({ text, lines }: PageLetters): string | undefined {
  const read = lines.filter(({ isAside }) => !isAside).map(({ start, end }) => text.slice(start, end));
  const letters = read.join("");
  return letters.length < fewestLetters
    ? undefined
    : bytesToHex(sha256(utf8ToBytes(letters))).slice(0, digits);
}
