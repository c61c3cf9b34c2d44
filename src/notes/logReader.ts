/** Reads the logs of the shelves. What cannot be read is named and never thrown. */
import type { Files } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Annotation } from "../domain/annotation.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import { annotationsFolder, logFolder, readLog } from "./log.ts";

/** A line of a log that could not be read, or a whole file; it is left as it is. */
export interface NotesProblem {
  readonly shelf: Files;
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

export interface LogsRead {
  readonly annotations: readonly Annotation[];
  readonly problems: readonly NotesProblem[];
  /** False when a file or folder could not be read at all: there may be more notes than these. */
  readonly complete: boolean;
}

/** Which papers have logs. */
export async function papersWithLogs(
  shelves: readonly Files[],
): Promise<{ readonly papers: readonly PaperId[]; readonly problems: readonly NotesProblem[] }> {
  const papers = new Set<PaperId>();
  const problems: NotesProblem[] = [];
  for (const shelf of shelves)
    try {
      for (const { name, kind } of await shelf.list(annotationsFolder)) {
        const paper = kind === "folder" ? paperId(name) : undefined;
        if (paper !== undefined) papers.add(paper);
      }
    } catch (thrown) {
      problems.push({ shelf, path: annotationsFolder, line: 1, why: reasonOf(thrown) });
    }
  return { papers: [...papers], problems };
}

/** Every annotation in the logs of a paper, of all authors and shelves. */
export async function readLogs(shelves: readonly Files[], paper: PaperId): Promise<LogsRead> {
  const annotations: Annotation[] = [];
  const problems: NotesProblem[] = [];
  let complete = true;
  const unreadable = (shelf: Files, path: string, thrown: unknown): void => {
    complete = false;
    problems.push({ shelf, path, line: 1, why: reasonOf(thrown) });
  };
  for (const shelf of shelves)
    for (const path of await logsOf(shelf, paper, unreadable))
      try {
        const content = readLog((await shelf.read(path)) ?? "");
        annotations.push(...content.annotations);
        problems.push(...content.problems.map((problem) => ({ shelf, path, ...problem })));
      } catch (thrown) {
        unreadable(shelf, path, thrown);
      }
  return { annotations, problems, complete };
}

async function logsOf(
  shelf: Files,
  paper: PaperId,
  unreadable: (shelf: Files, path: string, thrown: unknown) => void,
): Promise<readonly string[]> {
  const folder = logFolder(paper);
  try {
    const entries = await shelf.list(folder);
    return entries
      .filter(({ kind, name }) => kind === "file" && name.endsWith(".jsonl"))
      .map(({ name }) => `${folder}/${name}`);
  } catch (thrown) {
    unreadable(shelf, folder, thrown);
    return [];
  }
}
