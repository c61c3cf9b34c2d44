/** Both sides of a file that git's merge has left in conflict, as each would be without the other. */
export interface ConflictSides {
  readonly ours: string;
  readonly theirs: string;
  /** What both began with, where git was told to write that down ("diff3", "zdiff3"). */
  readonly base?: string;
}

type Part = "both" | "ours" | "base" | "theirs";

const markers: readonly (readonly [RegExp, from: readonly Part[], to: Part])[] = [
  [/^<{7}(?: |$)/u, ["both"], "ours"],
  [/^\|{7}(?: |$)/u, ["ours"], "base"],
  [/^={7}$/u, ["ours", "base"], "theirs"],
  [/^>{7}(?: |$)/u, ["theirs"], "both"],
];

/** `undefined` for a text without markers, and for one whose markers do not fit together. */
export function conflictSides(text: string): ConflictSides | undefined {
  const lines: Record<Exclude<Part, "both">, string[]> = { ours: [], base: [], theirs: [] };
  let part: Part = "both";
  let isConflicted = false;
  let hasBase = true;
  for (const line of text.split(/\r?\n/u)) {
    const marker = markers.find(([shape]) => shape.test(line));
    if (marker !== undefined) {
      const [, from, to] = marker;
      if (!from.includes(part)) return undefined;
      if (part === "ours" && to === "theirs") hasBase = false;
      part = to;
      isConflicted = true;
    } else if (part === "both") for (const each of Object.values(lines)) each.push(line);
    else lines[part].push(line);
  }
  if (!isConflicted || part !== "both") return undefined;
  const [ours, base, theirs] = [lines.ours, lines.base, lines.theirs].map((each) => each.join("\n"));
  if (ours === undefined || theirs === undefined) return undefined;
  return { ours, theirs, ...(hasBase && base !== undefined ? { base } : {}) };
}
