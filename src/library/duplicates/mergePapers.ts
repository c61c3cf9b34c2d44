/** Two papers become one, and one becomes two again. Notes follow the ids: what is written in the other's folder is read as its. */
import { fail, ok, type Result } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import { idFor, type PaperId } from "../../domain/paperId.ts";
import { otherIds } from "../otherIds.ts";
import { mergeFields, type Fields } from "../mergeFields.ts";
import { readPaperFile, type StoredPaper } from "../paperFile.ts";

/** The first with all that the second knows: identifiers, links, PDFs, tags, the more advanced reading state. */
export function mergedPaper(kept: StoredPaper, other: StoredPaper): Result<StoredPaper> {
  const { fields, unsettled } = mergeFields(kept.raw, other.raw);
  const ids = new Set([...(kept.paper.formerly ?? []), other.paper.id, ...(other.paper.formerly ?? [])]);
  ids.delete(kept.paper.id);
  const raw: Fields = {
    ...fields,
    // What only another tool understands stays as the kept paper has it.
    ...Object.fromEntries(
      unsettled.filter((name) => Object.hasOwn(kept.raw, name)).map((name) => [name, kept.raw[name]]),
    ),
    id: kept.paper.id,
    formerly: [...ids],
    distinctFrom: distinctFrom(kept.paper, other.paper),
  };
  const merged = readPaperFile(JSON.stringify(raw));
  return merged.ok ? merged : fail(`the two cannot be one: ${merged.why}`);
}

function distinctFrom(kept: Paper, other: Paper): readonly PaperId[] {
  const ids = new Set([...(kept.distinctFrom ?? []), ...(other.distinctFrom ?? [])]);
  for (const id of [kept.id, other.id]) ids.delete(id);
  return [...ids];
}

/** A name that a paper can be parted from: an identifier, or the id of a paper that has become part of it. */
export interface PaperPart {
  readonly identifiers: readonly string[];
  readonly formerly: readonly PaperId[];
  readonly title: string;
}

/** @returns what stays, and what goes: two papers that are not taken for one again */
export function splitPaper(
  paper: Paper,
  { identifiers, formerly, title }: PaperPart,
  now: string,
): Result<{ readonly stays: Paper; readonly goes: Paper }> {
  if (identifiers.length + formerly.length === 0)
    return fail("Nothing was chosen that the new paper is known by");
  const id = formerly[0] ?? idFor({ title, identifiers });
  if (id === paper.id)
    return fail(
      "What was chosen is what the paper itself is kept under: choose what belongs to the other one",
    );
  const left = paper.identifiers.filter((name) => !identifiers.includes(name));
  const stays: Paper = {
    ...paper,
    identifiers: left,
    formerly: (paper.formerly ?? []).filter((former) => !formerly.includes(former)),
    distinctFrom: [...new Set([...(paper.distinctFrom ?? []), id])],
  };
  const goes: Paper = {
    ...paper,
    ...{ id, title, identifiers },
    formerly: formerly.slice(1),
    distinctFrom: [paper.id],
    pdfs: [],
    starred: undefined,
    added: now,
  };
  // Notes in the folder of a name that both would have belong to neither: such a name has to be chosen as well.
  const isClaimed = otherIds(stays).includes(id);
  return isClaimed
    ? fail("Another name of the paper leads to the same place: choose that as well")
    : ok({ stays, goes });
}
