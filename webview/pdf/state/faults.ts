/** Says in a sentence why a file that pdf.js refused is no readable PDF. */

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const aroundTheEnds = 1024;

/** @param reason what pdf.js said */
export function whyUnreadable(bytes: Uint8Array, reason: string): string {
  if (bytes.length === 0) return "This file is empty: there is nothing in it to show.";
  const head = ascii(bytes.subarray(0, aroundTheEnds));
  if (/^\s*(<!doctype html|<html)/iu.test(head))
    return "This is a web page that was saved as a PDF. The server probably answered with a page of its own instead of the paper.";
  if (!head.includes("%PDF-")) return "This is not a PDF, although it is named like one.";
  if (!ascii(bytes.subarray(-aroundTheEnds)).includes("%%EOF"))
    return `This PDF breaks off after ${sizeText(bytes.length)}: the download is probably incomplete. Fetch it again.`;
  return `This PDF is damaged and cannot be opened (${reason.replace(/\.$/u, "")}).`;
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
