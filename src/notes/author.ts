/** Who writes notes here. Each author has a log of their own, so that two people never write the same file. */
import { canonical } from "../base/canonical.ts";
import type { Agent } from "../domain/annotation.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export interface Author {
  readonly name: string;
  readonly email?: string | undefined;
  /** Set for a program that writes notes of its own accord. */
  readonly isAgent?: boolean | undefined;
}

/** Who it is in an annotation, in the words of the model. */
export const agentOf = ({ name, email, isAgent }: Author): Agent => ({
  type: isAgent === true ? "Software" : "Person",
  name,
  ...(email === undefined ? {} : { email: `mailto:${email}` }),
});

export const isSameAgent = (a: Agent | string | undefined, b: Agent): boolean =>
  canonical(a) === canonical(b);

/** A safe file name on every system, different for different people. */
export function logName({ name, email, isAgent }: Author): string {
  const identity = email ?? name;
  const readable = identity
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/@.*$/u, "")
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-+|-+$/gu, "")
    .slice(0, 40);
  const digest = bytesToHex(
    sha256(utf8ToBytes(`${isAgent === true ? "agent " : ""}${identity.trim().toLowerCase()}`)),
  ).slice(0, 8);
  const owner = isAgent === true ? `agent${readable === "" ? "" : `-${readable}`}` : readable || "author";
  return `${owner}-${digest}.jsonl`;
}
