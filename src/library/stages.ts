/**
 * Edits of how far a reader is with a paper, where it stands in the queue of what is to be read, and whether it is put away.
 * What older versions know, "reading", keeps its meaning; the rest stands beside it.
 */
import type { Paper, ReadingState } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";

/** The paper in a reading state, with the day it was begun or finished. @param today YYYY-MM-DD */
export function marked(paper: Paper, reading: ReadingState, today: string): Paper {
  const { started, finished, skipped: _, ...rest } = paper;
  const begun = reading === "unread" ? undefined : (started ?? today);
  const done = reading === "read" ? (finished ?? today) : undefined;
  return {
    ...rest,
    reading,
    ...(begun === undefined ? {} : { started: begun }),
    ...(done === undefined ? {} : { finished: done }),
    ...(reading === "read" ? { queue: undefined } : {}),
  };
}

export const skipped = (paper: Paper): Paper => ({
  ...paper,
  reading: "unread",
  skipped: true,
  queue: undefined,
});

export const archived = (paper: Paper, isPutAway: boolean): Paper => {
  const { archived: _, ...rest } = paper;
  return isPutAway ? { ...rest, archived: true } : rest;
};

/** The first to be read first. A place is a number between its neighbours', so that two people's edits merge. */
export const queueOf = (papers: readonly Paper[]): readonly Paper[] =>
  papers
    .filter(({ queue }) => queue !== undefined)
    .sort((a, b) => (a.queue ?? 0) - (b.queue ?? 0) || (a.id < b.id ? -1 : 1));

export type QueueMove = "top" | "up" | "down" | "end" | { readonly before: PaperId };

/**
 * The places that papers get, in their order. Only those that are moved get one, until there is no number left between two
 * neighbours: then all get new ones.
 * @param moved in the order in which they are to stand
 */
export function placesFor(
  papers: readonly Paper[],
  moved: readonly PaperId[],
  move: QueueMove,
): ReadonlyMap<PaperId, number> {
  const queue = queueOf(papers);
  const rest = queue.filter(({ id }) => !moved.includes(id));
  const first = queue.findIndex(({ id }) => moved.includes(id));
  const at = placeIn(rest, first === -1 ? queue.length : first, move);
  const [below, above] = [rest[at - 1]?.queue, rest[at]?.queue];
  const places = moved.map((id, index) => [id, placeBetween(below, above, index, moved.length)] as const);
  const inOrder = [below, ...places.map(([, place]) => place), above].filter((place) => place !== undefined);
  if (inOrder.every((place, index) => index === 0 || place > (inOrder[index - 1] ?? place)))
    return new Map(places);
  const order = [...rest.slice(0, at).map(({ id }) => id), ...moved, ...rest.slice(at).map(({ id }) => id)];
  return new Map(order.map((id, index) => [id, index + 1]));
}

function placeBetween(
  below: number | undefined,
  above: number | undefined,
  index: number,
  count: number,
): number {
  if (above === undefined) return (below ?? 0) + index + 1;
  return below === undefined ? above - count + index : below + ((above - below) * (index + 1)) / (count + 1);
}

function placeIn(rest: readonly Paper[], first: number, move: QueueMove): number {
  if (typeof move === "object") {
    const before = rest.findIndex(({ id }) => id === move.before);
    return before === -1 ? rest.length : before;
  }
  const places = {
    top: 0,
    up: Math.max(0, first - 1),
    down: Math.min(rest.length, first + 1),
    end: rest.length,
  };
  return places[move];
}
