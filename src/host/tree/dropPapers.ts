/** Papers dropped on a group of the tree: into a collection, under a tag, into a reading state, to a place in the queue. */
import * as v from "valibot";
import type { Clock } from "../../base/ports.ts";
import type { Paper } from "../../domain/paper.ts";
import { paperId, type PaperId } from "../../domain/paperId.ts";
import { movedTo } from "../../library/collections.ts";
import type { Library } from "../../library/library.ts";
import { archiveKey, type Grouping } from "../../library/outline.ts";
import { isSmart } from "../../library/smartGroups.ts";
import { stages, type Stage } from "../../domain/stage.ts";
import { archived, marked, placesFor, queueOf, skipped } from "../../library/stages.ts";
import { changePapers, type PapersEdit } from "../workspace/changePapers.ts";

export interface DroppedOn {
  readonly grouping: Grouping;
  /** The key of the group. */
  readonly group: string;
  /** The paper of it that they were dropped on. */
  readonly paper?: PaperId | undefined;
}

const draggedSchema = v.array(
  v.object({ paper: v.string(), note: v.optional(v.string()), group: v.optional(v.string()) }),
);
export type Dragged = { readonly paper: PaperId; readonly group: string | undefined };

/** What was dragged out of the tree; notes stay with their papers. */
export function draggedPapers(text: string): readonly Dragged[] {
  try {
    const parsed = v.safeParse(draggedSchema, JSON.parse(text));
    if (!parsed.success) return [];
    return parsed.output.flatMap(({ paper, note, group }) => {
      const id = paperId(paper);
      return id === undefined || note !== undefined ? [] : [{ paper: id, group }];
    });
  } catch {
    return [];
  }
}

export async function dropPapers(
  { library, clock }: { readonly library: Library; readonly clock: Clock },
  target: DroppedOn,
  dragged: readonly Dragged[],
): Promise<void> {
  const papers = dragged.flatMap(({ paper }) => library.get(paper) ?? []);
  const from = new Map(dragged.map(({ paper, group }) => [paper, group]));
  const all = await library.papers();
  const edit = editFor(target, from, all, papers, clock.now().slice(0, 10));
  // In the queue the others may have to make room.
  const isQueue = target.grouping === "reading" && target.group === "toRead";
  const others = isQueue ? queueOf(all).filter((each) => !papers.includes(each)) : [];
  if (edit !== undefined) await changePapers(library, [...papers, ...others], { ...edit, tells: true });
}

function editFor(
  { grouping, group, paper }: DroppedOn,
  from: ReadonlyMap<PaperId, string | undefined>,
  all: readonly Paper[],
  papers: readonly Paper[],
  today: string,
): PapersEdit | undefined {
  if (group === archiveKey) return { done: "Archived", edit: (each) => archived(each, true) };
  if (isSmart(group)) throw new Error("A smart collection has the papers that its search finds");
  switch (grouping) {
    case "collection":
      return {
        done: group === "" ? "Taken out of its collection:" : `Put into “${group}”:`,
        edit: (each) => {
          const origin = from.get(each.id);
          return movedTo(
            each,
            group === "" ? [] : [group],
            origin === undefined || origin === group ? [] : [origin],
          );
        },
      };
    case "tag":
      if (group === "") return undefined;
      return {
        done: `Tagged “${group}”:`,
        edit: (each) => (each.tags.includes(group) ? each : { ...each, tags: [...each.tags, group] }),
      };
    case "reading": {
      const stage = stages.find((one) => one === group);
      return stage === undefined ? undefined : stageEdit(stage, all, papers, paper, today);
    }
    case "date":
      return undefined;
  }
}

function stageEdit(
  stage: Stage,
  all: readonly Paper[],
  papers: readonly Paper[],
  before: PaperId | undefined,
  today: string,
): PapersEdit {
  switch (stage) {
    case "toRead": {
      const moved = papers.map(({ id }) => id);
      const places = placesFor(all, moved, before === undefined ? "end" : { before });
      return {
        done: "Queued",
        edit: (each) => {
          const queue = places.get(each.id) ?? each.queue;
          if (moved.includes(each.id)) return { ...marked(each, "unread", today), queue };
          return queue === each.queue ? each : { ...each, queue };
        },
      };
    }
    case "skipped":
      return { done: "Skipped", edit: skipped };
    case "archived":
      return { done: "Archived", edit: (each) => archived(each, true) };
    case "unread":
      return {
        done: "Marked as unread:",
        edit: (each) => ({ ...marked(each, "unread", today), queue: undefined }),
      };
    case "reading":
    case "read":
      return { done: `Marked as ${stage}:`, edit: (each) => marked(each, stage, today) };
  }
}
