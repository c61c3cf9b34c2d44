/** Papers in groups, as the tree shows them. Pure: the view only draws what stands here. */
import { feedDate, type Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { stageLabels, stageOf, stages, type Stage } from "../domain/stage.ts";
import { queueOf } from "./stages.ts";
import { collectionsAround, lastPart, parentOf } from "./collections.ts";
import { byDate, inFeedOrder } from "./sorting.ts";

export const groupings = ["date", "tag", "reading", "collection"] as const;
export type Grouping = (typeof groupings)[number];

export interface Group {
  readonly key: string;
  readonly label: string;
  readonly papers: readonly Paper[];
  /** The group that it lies in. */
  readonly parent?: string | undefined;
  /** The papers of the groups in it as well, where there are such groups. */
  readonly within?: readonly Paper[];
}

/** All papers of a group, those of the groups in it included. */
export const allIn = ({ papers, within }: Group): readonly Paper[] => within ?? papers;

/** Papers that were put away stand in a group of their own, behind all others. */
export function outline(
  all: readonly Paper[],
  by: Grouping,
  locale?: string,
  inWhatOrder: (a: Paper, b: Paper) => number = inFeedOrder,
): readonly Group[] {
  const inOrder = all.toSorted(inWhatOrder);
  const papers = inOrder.filter((paper) => stageOf(paper) !== "archived");
  const away = inOrder.filter((paper) => stageOf(paper) === "archived");
  const last: readonly Group[] =
    away.length === 0 ? [] : [{ key: archiveKey, label: "Archived", papers: away }];
  return [...grouped(papers, by, locale), ...last];
}

/** No day, tag or collection is called so. */
export const archiveKey = "\0archived";

function grouped(inOrder: readonly Paper[], by: Grouping, locale: string | undefined): readonly Group[] {
  const groups = new Map<string, Paper[]>();
  for (const paper of inOrder)
    for (const key of keysOf(paper, by)) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [paper]);
      else members.push(paper);
    }
  if (by === "collection") return collectionGroups(groups, inOrder);
  return [...groups]
    .sort(([a], [b]) => order[by](a, b))
    .map(([key, members]) => ({
      key,
      label: labelOf(key, by, locale),
      papers: by === "reading" && key === "toRead" ? queueOf(members) : members,
    }));
}

/** A collection that has no papers of its own is a group still, where others lie in it. */
function collectionGroups(
  groups: ReadonlyMap<string, readonly Paper[]>,
  papers: readonly Paper[],
): readonly Group[] {
  const names = collectionsAround([...groups.keys()]).toSorted(order.collection);
  return names.map((key): Group => {
    const isIn = (name: string): boolean => name === key || name.startsWith(`${key}/`);
    const hasInner = key !== none && names.some((name) => name.startsWith(`${key}/`));
    return {
      key,
      label: key === none ? "No collection" : lastPart(key),
      papers: groups.get(key) ?? [],
      parent: parentOf(key),
      ...(hasInner ? { within: papers.filter(({ collections = [] }) => collections.some(isIn)) } : {}),
    };
  });
}

/** What must be drawn again when one outline follows another: everything, or some groups and papers. */
export function outlineDifference(
  before: readonly Group[],
  after: readonly Group[],
):
  "all" | { readonly groups: readonly string[]; readonly papers: readonly { group: string; id: PaperId }[] } {
  if (before.length !== after.length || before.some(({ key }, at) => key !== after[at]?.key)) return "all";
  const groups: string[] = [];
  const papers: { group: string; id: PaperId }[] = [];
  for (const [index, group] of after.entries()) {
    const was = before[index] ?? group;
    const old = was.papers;
    const sameMembers =
      old.length === group.papers.length && old.every(({ id }, at) => id === group.papers[at]?.id);
    const changed = group.papers.filter((paper, at) => paper !== old[at]);
    const [inOld, inNew] = [allIn(was), allIn(group)];
    const sameCounts = inOld.length === inNew.length && unreadIn(inOld) === unreadIn(inNew);
    if (!sameMembers || !sameCounts) groups.push(group.key);
    if (sameMembers) papers.push(...changed.map(({ id }) => ({ group: group.key, id })));
  }
  return { groups, papers };
}

export const unreadIn = (papers: readonly Paper[]): number =>
  papers.reduce(
    (count, { reading, skipped }) => count + (reading === "unread" && skipped !== true ? 1 : 0),
    0,
  );

/** Papers without a date or a tag stand in a group of their own, last. */
const none = "";

const order: Readonly<Record<Grouping, (a: string, b: string) => number>> = {
  date: byDate,
  tag: byName,
  collection: byName,
  reading: (a, b) => stages.indexOf(a as Stage) - stages.indexOf(b as Stage),
};

function byName(a: string, b: string): number {
  return Number(a === none) - Number(b === none) || a.localeCompare(b);
}

function keysOf(paper: Paper, by: Grouping): readonly string[] {
  if (by === "reading") return [stageOf(paper)];
  if (by === "date") return [feedDate(paper) ?? none];
  if (by === "collection") return paper.collections?.length ? [...new Set(paper.collections)] : [none];
  return paper.tags.length === 0 ? [none] : [...new Set(paper.tags)];
}

function labelOf(key: string, by: Grouping, locale: string | undefined): string {
  if (by === "reading") return stageLabels[key as Stage];
  if (by === "tag") return key === none ? "No tag" : key;
  return key === none ? "No date" : dayLabel(key, locale);
}

/** Making a format takes longer than a search does, and using it longer than a row may: each day is written once. */
const dayFormats = new Map<string | undefined, (date: string) => string>();

/** "30 July 2026", in the person's language; a date that is none stays as it is written. */
export function dayLabel(date: string, locale?: string): string {
  const write = dayFormats.get(locale) ?? dayWriter(locale);
  dayFormats.set(locale, write);
  return write(date);
}

function dayWriter(locale: string | undefined): (date: string) => string {
  const format = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  const written = new Map<string, string>();
  return (date) => {
    const known = written.get(date);
    if (known !== undefined) return known;
    const time = Date.parse(`${date}T00:00:00Z`);
    const label = Number.isNaN(time) ? date : format.format(time);
    written.set(date, label);
    return label;
  };
}
