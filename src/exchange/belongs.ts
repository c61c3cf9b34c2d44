/** What is part of a library. Nothing else goes into an archive, and nothing else comes out of one. */
import { isDeviceName } from "../base/deviceNames.ts";
import { libraryRoot } from "./place.ts";

/** What can be made again, or is only about this machine. PDFs are taken along where papers name them. */
const leftOut = new Set(["cache", "backup", "trash", "pdfs"]);
const companions = new Set([".gitignore", ".gitattributes"]);
const longestPath = 400;
const longestSegment = 200;

/** Leads nowhere but into the folder, on every system. */
export const isSafePath = (path: string): boolean =>
  path.length <= longestPath &&
  !/\p{Cs}/u.test(path) &&
  path
    .split("/")
    .every(
      (segment) =>
        segment !== "" &&
        segment !== "." &&
        segment !== ".." &&
        segment.length <= longestSegment &&
        !/[\\:*?"<>|\p{Cc}]/u.test(segment) &&
        !/[. ]$/u.test(segment) &&
        !isDeviceName(segment),
    );

/** Many disks do not tell names with the same one apart. */
export const nameOnDisk = (path: string): string => path.toLowerCase().normalize("NFC");

export function belongs(path: string): boolean {
  if (!isSafePath(path)) return false;
  const [root, top = "", ...deeper] = path.split("/");
  if (root === libraryRoot && (!leftOut.has(top.toLowerCase()) || deeper.length === 0))
    return /\.(?:json|jsonl|png|md)$/u.test(path) || companions.has(deeper.at(-1) ?? top);
  return isPdfPath(path);
}

/** A PDF of the workspace, in no folder that programs keep to themselves. */
export const isPdfPath = (path: string): boolean =>
  isSafePath(path) &&
  /\.pdf$/iu.test(path) &&
  (path.startsWith(`${libraryRoot}/pdfs/`) || !path.split("/").some((segment) => segment.startsWith(".")));

/** Lines that are only ever added: notes, and what was seen. */
export const isLog = (path: string): boolean =>
  isNotes(path) || (path.startsWith(`${libraryRoot}/seen/`) && path.endsWith(".jsonl"));

export const isNotes = (path: string): boolean =>
  path.startsWith(`${libraryRoot}/annotations/`) && path.endsWith(".jsonl");

export const isPaper = (path: string): boolean =>
  path.startsWith(`${libraryRoot}/papers/`) && path.endsWith(".json");

/** Whether a folder of the library is looked into. */
export const isLookedInto = (folder: string): boolean =>
  isSafePath(folder) && !leftOut.has(folder.slice(libraryRoot.length + 1).toLowerCase());
