/** What does not fit together: notes and their papers, replies and their notes, pictures and the notes that they are of. */
import { isDeleted, pictureOf, sourceOf, type Annotation } from "../domain/annotation.ts";
import { otherIds } from "../library/otherIds.ts";
import type { CheckedLog } from "./checkedLog.ts";
import type { CheckedPaper } from "./checkedPapers.ts";
import type { Finding, Found } from "./findings.ts";
import type { RawLine } from "./rawLog.ts";
import type { CheckedShelf } from "./shelf.ts";

export interface Picture {
  readonly shelf: CheckedShelf;
  readonly path: string;
}

export interface Everything {
  readonly papers: readonly CheckedPaper[];
  readonly logs: readonly CheckedLog[];
  readonly pictures: readonly Picture[];
}

interface Placed {
  readonly log: CheckedLog;
  readonly line: RawLine;
  readonly annotation: Annotation;
}

export function foundBetween({ papers, logs, pictures }: Everything): Found {
  const placed = logs.flatMap((log) =>
    log.lines.flatMap((line) =>
      line.annotation === undefined ? [] : [{ log, line, annotation: line.annotation }],
    ),
  );
  return {
    findings: [
      ...orphanReplies(placed),
      ...logsWithoutPaper(papers, logs),
      ...missingPictures(placed, pictures),
      ...orphanPictures(placed, pictures).map(({ shelf, path }) => ({
        kind: "orphanPicture" as const,
        shelf,
        path,
        says: "No note has this picture.",
      })),
    ],
    repairs: orphanPictures(placed, pictures).map(({ shelf, path }) => ({
      id: `picture ${path}`,
      shelf,
      title: `Put ${path} away`,
      explains: "No note has this picture. It goes into the backup, and out of the library.",
      act: { kind: "setAside", path },
    })),
  };
}

/** The last line of each note. */
const lastLines = (placed: readonly Placed[]): ReadonlyMap<string, Placed> =>
  new Map(placed.map((each) => [each.annotation.id, each]));

function orphanReplies(placed: readonly Placed[]): readonly Finding[] {
  const last = lastLines(placed);
  return [...last.values()].flatMap(({ log: { shelf, path }, line, annotation }) => {
    const source = sourceOf(annotation);
    if (source.kind !== "annotation" || isDeleted(annotation) || last.has(source.id)) return [];
    const says = "This answers a note that is nowhere in the library, so that it is not shown. It is kept.";
    return [{ kind: "orphanReply" as const, shelf, path, line: line.number, says }];
  });
}

/** Notes in the folder of any id that a paper could have are the paper's. */
function logsWithoutPaper(papers: readonly CheckedPaper[], logs: readonly CheckedLog[]): readonly Finding[] {
  const ids = new Set<string>(papers.flatMap(({ paper }) => [paper.id, ...otherIds(paper)]));
  return logs
    .filter(({ paper, lines }) => !ids.has(paper) && lines.some(({ kind }) => kind === "note"))
    .map(({ shelf, path }) => ({
      kind: "noPaper",
      shelf,
      path,
      line: 1,
      says: "The paper of these notes is not in the library. They are kept, and shown when it is imported again.",
    }));
}

function missingPictures(placed: readonly Placed[], pictures: readonly Picture[]): readonly Finding[] {
  const there = new Set(pictures.map(({ path }) => path));
  return [...lastLines(placed).values()].flatMap(({ log: { shelf, path }, line, annotation }) => {
    const picture = pictureOf(annotation);
    if (picture === undefined || isDeleted(annotation) || there.has(picture)) return [];
    const says = `The picture of this note, ${picture}, is not there. The note is shown without it.`;
    return [{ kind: "missingPicture" as const, shelf, path, line: line.number, says }];
  });
}

/** Any line counts, of removed notes and of earlier versions too: they can be restored. */
function orphanPictures(placed: readonly Placed[], pictures: readonly Picture[]): readonly Picture[] {
  const used = new Set(placed.map(({ annotation }) => pictureOf(annotation)));
  return pictures.filter(({ path }) => !used.has(path));
}
