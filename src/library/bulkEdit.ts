/** One edit of several papers: what is to be added, taken away and set, whatever else each of them has. */
import * as v from "valibot";
import { fail, ok, type Result } from "../base/result.ts";
import { whyInvalid } from "../domain/invalid.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { collectionName, movedTo } from "./collections.ts";
import { stageOf, stages } from "../domain/stage.ts";
import { archived, marked, placesFor, skipped } from "./stages.ts";

const names = v.optional(v.pipe(v.array(v.string()), v.readonly()), []);
const editSchema = v.strictObject({
  addTags: names,
  removeTags: names,
  addCollections: names,
  removeCollections: names,
  stage: v.optional(v.picklist(stages)),
  starred: v.optional(v.boolean()),
});
export type BulkEdit = v.InferOutput<typeof editSchema>;

export const noEdit: BulkEdit = {
  addTags: [],
  removeTags: [],
  addCollections: [],
  removeCollections: [],
};

export function readBulkEdit(raw: unknown): Result<BulkEdit> {
  const parsed = v.safeParse(editSchema, raw);
  return parsed.success ? ok(parsed.output) : fail(whyInvalid(parsed.issues));
}

/** What the edit makes of each of some papers: the same object where it changes nothing. @param today YYYY-MM-DD */
export function editing(
  all: readonly Paper[],
  ids: readonly PaperId[],
  edit: BulkEdit,
  today: string,
): (paper: Paper) => Paper {
  const places = placesFor(all, ids, "end");
  const into = edit.addCollections.map(collectionName).filter((name) => name !== "");
  return (paper) => {
    const staged = inStage(paper, edit.stage, today, places.get(paper.id));
    const tagged = withTags(staged, tidied(edit.addTags), edit.removeTags);
    const starred =
      edit.starred === undefined || (tagged.starred === true) === edit.starred
        ? tagged
        : { ...tagged, starred: edit.starred };
    return movedTo(starred, into, edit.removeCollections);
  };
}

function inStage(paper: Paper, stage: BulkEdit["stage"], today: string, place: number | undefined): Paper {
  if (stage === undefined || stage === stageOf(paper)) return paper;
  const here = paper.archived === true && stage !== "archived" ? archived(paper, false) : paper;
  switch (stage) {
    case "archived":
      return archived(here, true);
    case "skipped":
      return skipped(here);
    case "toRead":
      return { ...marked(here, "unread", today), queue: here.queue ?? place };
    case "unread":
      return { ...marked(here, "unread", today), queue: undefined };
    case "reading":
    case "read":
      return marked(here, stage, today);
  }
}

const tidied = (tags: readonly string[]): readonly string[] =>
  tags.map((tag) => tag.trim()).filter((tag) => tag !== "");

function withTags(paper: Paper, added: readonly string[], removed: readonly string[]): Paper {
  const after = [...new Set([...paper.tags.filter((tag) => !removed.includes(tag)), ...added])];
  const isSame = after.length === paper.tags.length && after.every((tag) => paper.tags.includes(tag));
  return isSame ? paper : { ...paper, tags: after };
}
