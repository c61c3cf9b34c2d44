/** What is wrong in one log, as far as it can be seen by itself. */
import { formatVersion, newestFormat } from "../domain/annotation.ts";
import { together, type Finding, type FindingKind, type Found, type Repair } from "./findings.ts";
import type { RawLine } from "./rawLog.ts";
import type { CheckedShelf } from "./shelf.ts";

export interface CheckedLog {
  readonly shelf: CheckedShelf;
  /** The folder's name: the id of the paper. */
  readonly paper: string;
  readonly path: string;
  readonly lines: readonly RawLine[];
}

export const foundInLog = (log: CheckedLog): Found =>
  together([unreadableIn(log), markersIn(log), copiesIn(log), newerIn(log)]);

function unreadableIn({ shelf, path, lines }: CheckedLog): Found {
  const unreadable = lines.filter(({ kind }) => kind === "unreadable");
  return {
    findings: unreadable.map(({ number, why }) => ({
      kind: "unreadable",
      shelf,
      path,
      line: number,
      says: `This line cannot be read: ${why ?? "it is no note"}.`,
    })),
    repairs: repairOf(unreadable, {
      id: `rescue ${path}`,
      shelf,
      title: `Set aside ${counted(unreadable, "unreadable line")} of ${path}`,
      explains: `They move, byte for byte, to ${rescuedPath(path)}, which is kept and not read as notes.`,
      act: { kind: "rescue", path },
    }),
  };
}

function markersIn({ shelf, path, lines }: CheckedLog): Found {
  const markers = lines.filter(({ kind }) => kind === "marker");
  const [first] = markers;
  return {
    findings: one(
      first,
      "conflict",
      shelf,
      path,
      "Git has left a merge conflict here; the notes of both sides are read.",
    ),
    repairs: repairOf(markers, {
      id: `unmark ${path}`,
      shelf,
      title: `Resolve the merge conflict in ${path}`,
      explains: "Git's markers are taken out and the lines of both sides stay. Tell git with “git add”.",
      act: { kind: "unmark", path },
    }),
  };
}

/** The same bytes once more. Git makes them where one line came on two ways; they say nothing new. */
function copiesIn({ shelf, path, lines }: CheckedLog): Found {
  const seen = new Set<string>();
  const copies = lines.filter(({ kind, text }) => {
    if (kind !== "note") return false;
    const isCopy = seen.has(text);
    seen.add(text);
    return isCopy;
  });
  return {
    findings: one(
      copies[0],
      "copies",
      shelf,
      path,
      `${counted(copies, "line")} of this log repeat others. Notes are shown once all the same.`,
    ),
    repairs: repairOf(copies, {
      id: `copies ${path}`,
      shelf,
      title: `Take ${counted(copies, "repeated line")} out of ${path}`,
      explains: "The first of the same lines stays; how notes stand does not change.",
      act: { kind: "dropCopies", path },
    }),
  };
}

function newerIn({ shelf, path, lines }: CheckedLog): Found {
  const newer = lines.filter(
    ({ annotation }) => annotation !== undefined && formatVersion(annotation) > newestFormat,
  );
  return {
    findings: one(
      newer[0],
      "newer",
      shelf,
      path,
      `${counted(newer, "line")} of a newer Marginalia: they are shown and never changed here.`,
    ),
    repairs: [],
  };
}

export const rescuedPath = (path: string): string => `${path}.rescued`;

const counted = (lines: readonly RawLine[], what: string): string =>
  `${lines.length} ${what}${lines.length === 1 ? "" : "s"}`;

const repairOf = (lines: readonly RawLine[], repair: Repair): readonly Repair[] =>
  lines.length === 0 ? [] : [repair];

const one = (
  line: RawLine | undefined,
  kind: FindingKind,
  shelf: CheckedShelf,
  path: string,
  says: string,
): readonly Finding[] => (line === undefined ? [] : [{ kind, shelf, path, line: line.number, says }]);
