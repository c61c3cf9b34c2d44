/** What is looked at before a file is taken for a PDF, and what it is known by. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The specification lets a few bytes stand before the header. */
const headLength = 1024;

/** Why these bytes are no PDF; `undefined` when they may be one. */
export function whyNoPdf(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "it is empty";
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, headLength));
  if (/^\s*(?:<!doctype html|<html)/iu.test(head)) return "it is a web page, not a PDF";
  return head.includes("%PDF-") ? undefined : "it is not a PDF";
}

export const digestOf = (bytes: Uint8Array): { readonly sha256: string; readonly bytes: number } => ({
  sha256: bytesToHex(sha256(bytes)),
  bytes: bytes.length,
});
