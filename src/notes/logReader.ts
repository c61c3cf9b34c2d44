/** Finds and reads logs. What cannot be read is named and never thrown. */
import { mapLimited } from "../base/limited.ts";
import type { FileFacts, Files } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import { annotationsFolder, logFolder, readLog, type LogContent } from "./log.ts";

/** A line of a log that could not be read, or a whole file; it is left as it is. */
export interface NotesProblem {
  readonly shelf: Files;
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

/** A log as it lies on a shelf. */
export interface LogPlace {
  readonly shelf: Files;
  readonly path: string;
  readonly facts: FileFacts;
}

export interface LogsFound {
  readonly logs: readonly LogPlace[];
  /** Files and folders that could not be looked at: there may be more notes than these. */
  readonly problems: readonly NotesProblem[];
}

const filesAtOnce = 8;

/** Which folders hold logs. */
export async function foldersWithLogs(
  shelves: readonly Files[],
): Promise<{ readonly folders: readonly PaperId[]; readonly problems: readonly NotesProblem[] }> {
  const folders = new Set<PaperId>();
  const problems: NotesProblem[] = [];
  for (const shelf of shelves)
    try {
      for (const { name, kind } of await shelf.list(annotationsFolder)) {
        const folder = kind === "folder" ? paperId(name) : undefined;
        if (folder !== undefined) folders.add(folder);
      }
    } catch (thrown) {
      problems.push({ shelf, path: annotationsFolder, line: 1, why: reasonOf(thrown) });
    }
  return { folders: [...folders], problems };
}

/** The logs in these folders, of all authors and shelves. */
export async function findLogs(shelves: readonly Files[], folders: readonly PaperId[]): Promise<LogsFound> {
  const logs: LogPlace[] = [];
  const problems: NotesProblem[] = [];
  const failed = (shelf: Files, path: string, thrown: unknown): void =>
    void problems.push({ shelf, path, line: 1, why: reasonOf(thrown) });
  for (const shelf of shelves)
    for (const folder of folders) {
      const paths = await logsIn(shelf, logFolder(folder)).catch((thrown: unknown) => {
        failed(shelf, logFolder(folder), thrown);
        return [];
      });
      await mapLimited(paths, filesAtOnce, async (path) => {
        try {
          const facts = await shelf.facts(path);
          if (facts !== undefined) logs.push({ shelf, path, facts });
        } catch (thrown) {
          failed(shelf, path, thrown);
        }
      });
    }
  return { logs, problems };
}

/** The lines of a log. @throws when the file cannot be read. */
export async function readPlace({ shelf, path }: LogPlace): Promise<LogContent> {
  return readLog((await shelf.read(path)) ?? "");
}

export const placeName = (shelf: Files, path: string): string => `${shelf.name}/${path}`;

async function logsIn(shelf: Files, folder: string): Promise<readonly string[]> {
  const entries = await shelf.list(folder);
  return entries
    .filter(({ kind, name }) => kind === "file" && name.endsWith(".jsonl"))
    .map(({ name }) => `${folder}/${name}`);
}
