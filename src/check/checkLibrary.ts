/** Looks through a whole library and says what is wrong with it. It changes nothing. */
import { annotationsFolder } from "../notes/log.ts";
import { papersFolder } from "../library/paperFile.ts";
import { foundInLog, type CheckedLog } from "./checkedLog.ts";
import { foundInPaper, foundOfPdfs, foundTwice, type CheckedPaper } from "./checkedPapers.ts";
import { together, type Found } from "./findings.ts";
import { rawLines } from "./rawLog.ts";
import { foundBetween, type Picture } from "./relations.ts";
import type { CheckedShelf } from "./shelf.ts";

export interface CheckOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, all: number) => void;
}

export interface LibraryCheck extends Found {
  readonly papers: number;
  readonly logs: number;
  readonly notes: number;
  /** True when the person stopped it: what was not looked at may be wrong too. */
  readonly cancelled: boolean;
}

interface Place {
  readonly shelf: CheckedShelf;
  readonly path: string;
}

const picturesFolder = "pictures";

export async function checkLibrary(
  shelves: readonly CheckedShelf[],
  { signal, onProgress }: CheckOptions = {},
): Promise<LibraryCheck> {
  const files = await placesIn(shelves);
  const found: Found[] = [];
  const papers: CheckedPaper[] = [];
  const logs: CheckedLog[] = [];
  let done = 0;
  const all = files.papers.length + files.logs.length;
  const each = async (
    places: readonly Place[],
    look: (place: Place, bytes: Uint8Array) => void,
  ): Promise<void> => {
    for (const place of places) {
      if (signal?.aborted === true) return;
      const bytes = await place.shelf.bytes(place.path);
      if (bytes !== undefined) look(place, bytes);
      onProgress?.(++done, all);
    }
  };
  await each(files.papers, ({ shelf, path }, bytes) => {
    const { paper, ...rest } = foundInPaper(shelf, path, new TextDecoder().decode(bytes));
    found.push(rest);
    if (paper !== undefined) papers.push(paper);
  });
  await each(files.logs, ({ shelf, path }, bytes) => {
    const log = { shelf, path, paper: paperIn(path), lines: rawLines(bytes) };
    found.push(foundInLog(log));
    logs.push(log);
  });
  for (const paper of papers) if (signal?.aborted !== true) found.push(await foundOfPdfs(paper));
  found.push(foundTwice(papers), leftoversIn(files.leftovers));
  const cancelled = signal?.aborted === true;
  // Half of the notes would make orphans of the other half.
  if (!cancelled) found.push(foundBetween({ papers, logs, pictures: files.pictures }));
  const ids = new Set(logs.flatMap(({ lines }) => lines.flatMap(({ annotation }) => annotation?.id ?? [])));
  return { ...together(found), papers: papers.length, logs: logs.length, notes: ids.size, cancelled };
}

/** Every log, line by line; fewer when it is stopped. */
export async function readLogs(
  shelves: readonly CheckedShelf[],
  { signal, onProgress }: CheckOptions = {},
): Promise<readonly CheckedLog[]> {
  const { logs: places } = await placesIn(shelves);
  const logs: CheckedLog[] = [];
  for (const [at, { shelf, path }] of places.entries()) {
    if (signal?.aborted === true) break;
    const bytes = await shelf.bytes(path);
    if (bytes !== undefined) logs.push({ shelf, path, paper: paperIn(path), lines: rawLines(bytes) });
    onProgress?.(at + 1, places.length);
  }
  return logs;
}

const paperIn = (path: string): string => path.split("/")[1] ?? "";

interface Places {
  readonly papers: readonly Place[];
  readonly logs: readonly Place[];
  readonly pictures: readonly Picture[];
  readonly leftovers: readonly Place[];
}

async function placesIn(shelves: readonly CheckedShelf[]): Promise<Places> {
  const all: Place[] = [];
  for (const shelf of shelves)
    for (const folder of [papersFolder, annotationsFolder, picturesFolder, "pdfs"])
      all.push(...(await below(shelf, folder)));
  const isLeftover = ({ path }: Place): boolean => /\.tmp$|^pdfs\/.*\.part$/u.test(path);
  const like = (shape: RegExp): readonly Place[] => all.filter(({ path }) => shape.test(path));
  return {
    papers: like(/^papers\/[^/]+\.json$/u),
    logs: like(/^annotations\/[^/]+\/[^/]+\.jsonl$/u),
    pictures: like(/^pictures\/.*\.png$/u),
    leftovers: all.filter(isLeftover),
  };
}

/** Every file in a folder and the folders in it. */
async function below(shelf: CheckedShelf, folder: string): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const { name, kind } of await shelf.list(folder)) {
    const path = `${folder}/${name}`;
    if (kind === "file") places.push({ shelf, path });
    else places.push(...(await below(shelf, path)));
  }
  return places;
}

const leftoversIn = (places: readonly Place[]): Found => ({
  findings: places.map(({ shelf, path }) => ({
    kind: "leftover",
    shelf,
    path,
    says: "This was left when a write broke off, and nothing reads it.",
  })),
  repairs: places.map(({ shelf, path }) => ({
    id: `leftover ${path}`,
    shelf,
    title: `Put ${path} away`,
    explains:
      "A write that broke off has left it, and nothing reads it. It goes into the backup, and out of the library.",
    act: { kind: "setAside", path },
  })),
});
