/** Who writes notes here. Each author has a log of their own, so that two people never write the same file. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export interface Author {
  readonly name: string;
  readonly email?: string | undefined;
}

/** A safe file name on every system, different for different people. */
export function logName({ name, email }: Author): string {
  const identity = email ?? name;
  const readable = identity
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/@.*$/u, "")
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, 40);
  const digest = bytesToHex(sha256(utf8ToBytes(identity.trim().toLowerCase()))).slice(0, 8);
  return `${readable === "" ? "author" : readable}-${digest}.jsonl`;
}
