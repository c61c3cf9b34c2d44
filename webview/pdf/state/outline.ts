/** The outline as a flat list of entries with levels, and which of them are in sight. */

export interface OutlineEntry {
  readonly title: string;
  /** From 1. */
  readonly level: number;
  /** What pdf.js takes as a destination; absent where the entry leads nowhere. */
  readonly destination?: string | readonly unknown[] | undefined;
  /** A web page instead. */
  readonly url?: string | undefined;
  /** Found out later; absent for a dead destination. */
  readonly page?: number | undefined;
  /** Of what stands below the headings: all of its kind together, or one of them. */
  readonly group?: "group" | "member";
  /** More than there is room for. */
  readonly detail?: string | undefined;
}

export type Outline = readonly OutlineEntry[];

export const hasChildren = (outline: Outline, at: number): boolean =>
  (outline[at + 1]?.level ?? 0) > (outline[at]?.level ?? 0);

/** Indices of the entries that no closed one hides. */
export function visibleEntries(outline: Outline, closed: ReadonlySet<number>): readonly number[] {
  let hiddenBelow = Number.POSITIVE_INFINITY;
  return [...outline.keys()].filter((at) => {
    const level = outline[at]?.level ?? 1;
    if (level > hiddenBelow) return false;
    hiddenBelow = closed.has(at) ? level : Number.POSITIVE_INFINITY;
    return true;
  });
}

export function parentOf(outline: Outline, at: number): number | undefined {
  const level = outline[at]?.level ?? 1;
  const found = outline.findLastIndex((entry, index) => index < at && entry.level < level);
  return found < 0 ? undefined : found;
}

/** The last heading that begins on this page or before it. */
export function entryAt(outline: Outline, page: number): number | undefined {
  const found = outline.findLastIndex(
    (entry) => entry.group === undefined && entry.page !== undefined && entry.page <= page,
  );
  return found < 0 ? undefined : found;
}

/** At first only the upper levels of a long outline are open, and none of what stands below the headings. */
export function closedAtFirst(outline: Outline): ReadonlySet<number> {
  const isLong = outline.filter(({ group }) => group === undefined).length > 40;
  const isClosed = (at: number): boolean =>
    outline[at]?.group === "group" || (isLong && (outline[at]?.level ?? 1) >= 2);
  return new Set([...outline.keys()].filter((at) => hasChildren(outline, at) && isClosed(at)));
}

export type OutlineKey = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

export interface OutlineStep {
  readonly focus: number;
  readonly closed: ReadonlySet<number>;
}

/** What a key does in the tree, as in any other tree. */
export function stepIn(
  outline: Outline,
  closed: ReadonlySet<number>,
  focus: number,
  key: OutlineKey,
): OutlineStep {
  const rows = visibleEntries(outline, closed);
  const at = rows.indexOf(focus);
  const to = (row: number | undefined): OutlineStep => ({ focus: row ?? focus, closed });
  switch (key) {
    case "ArrowDown":
      return to(rows[at + 1]);
    case "ArrowUp":
      return to(rows[at - 1]);
    case "Home":
      return to(rows[0]);
    case "End":
      return to(rows.at(-1));
    case "ArrowRight":
      if (!hasChildren(outline, focus)) return to(focus);
      return closed.has(focus)
        ? { focus, closed: new Set([...closed].filter((each) => each !== focus)) }
        : to(rows[at + 1]);
    case "ArrowLeft":
      return hasChildren(outline, focus) && !closed.has(focus)
        ? { focus, closed: new Set([...closed, focus]) }
        : to(parentOf(outline, focus));
  }
}
