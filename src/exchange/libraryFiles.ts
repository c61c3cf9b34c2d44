/** Which files an archive of a library is made of. */
import { belongs, isLookedInto, isPdfPath, isSafePath, nameOnDisk } from "./belongs.ts";
import { libraryRoot, type Place } from "./place.ts";

const deepest = 6;

export interface LibraryFiles {
  /** Files of the library itself, in the order of their paths. */
  readonly own: readonly string[];
  readonly pdfs: readonly string[];
  /** PDFs that papers name, and that are not there. */
  readonly missing: readonly string[];
  /** Whose names not every disk takes, or takes for another's, and PDFs outside of the folder. */
  readonly leftOut: readonly string[];
}

/** @param pdfs paths that papers name, which may lead anywhere */
export async function filesOf(place: Place, pdfs: readonly string[]): Promise<LibraryFiles> {
  const found: string[] = [];
  const leftOut: string[] = [];
  const look = async (folder: string, depth: number): Promise<void> => {
    for (const { name, kind } of await place.list(folder)) {
      const path = `${folder}/${name}`;
      if (!isSafePath(path)) leftOut.push(path);
      else if (kind === "file" && belongs(path)) found.push(path);
      else if (kind === "folder" && depth < deepest && isLookedInto(path)) await look(path, depth + 1);
    }
  };
  await look(libraryRoot, 1);
  const there: string[] = [];
  const missing: string[] = [];
  for (const path of new Set(pdfs))
    if (!isPdfPath(path)) leftOut.push(path);
    else ((await place.size(path)) === undefined ? missing : there).push(path);
  const names = new Set<string>();
  const isOnly = (path: string): boolean => {
    const name = nameOnDisk(path);
    if (names.has(name)) leftOut.push(path);
    return names.size < names.add(name).size;
  };
  const [own, ownPdfs] = [found, there].map((paths) => paths.sort(byCode).filter(isOnly));
  return { own: own ?? [], pdfs: ownPdfs ?? [], missing, leftOut };
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
