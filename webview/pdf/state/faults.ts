/** Says in a sentence why a file that pdf.js refused is no readable PDF. */

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const aroundTheEnds = 1024;

/** What is kept of a file whose bytes are given away. */
export interface FileEnds {
  readonly size: number;
  readonly head: string;
  readonly tail: string;
}

export const endsOf = (bytes: Uint8Array): FileEnds => ({
  size: bytes.length,
  head: ascii(bytes.subarray(0, aroundTheEnds)),
  tail: ascii(bytes.subarray(-aroundTheEnds)),
});

/** @param reason what pdf.js said */
export function whyUnreadable({ size, head, tail }: FileEnds, reason: string): string {
  if (size === 0) return "This file is empty: there is nothing in it to show.";
  if (/^\s*(<!doctype html|<html)/iu.test(head))
    return "This is a web page that was saved as a PDF. The server probably answered with a page of its own instead of the paper.";
  if (!head.includes("%PDF-")) return "This is not a PDF, although it is named like one.";
  if (!tail.includes("%%EOF"))
    return `This PDF breaks off after ${sizeText(size)}: the download is probably incomplete. Fetch it again.`;
  return `This PDF is damaged and cannot be opened (${reason.replace(/\.$/u, "")}).`;
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
