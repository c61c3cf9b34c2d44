/** How alike two titles are, and whether what is different in them makes them two. */
import { isEditionWord, type Fingerprint } from "./fingerprint.ts";

export interface TitleLikeness {
  /** "heading": one is the other up to its colon. "close": a few letters or a word are different. */
  readonly kind: "equal" | "heading" | "close" | "far";
  /** Of the letters, how many agree; 1 for equal titles. */
  readonly share: number;
  /** Whether a word stands in the place of quite another one. */
  readonly hasOtherWord?: boolean;
}

const far: TitleLikeness = { kind: "far", share: 0 };
const closeShare = 0.82;
/** "extended abstract technical report" */
const longestEdition = 32;

/** Words that make another paper of a title: a part of a series, or a paper about the paper. */
const distinguishing =
  /^(?:\d+[a-z]?|[ivx]{1,4}|part|comments?|commentary|reply|response|rejoinder|errat(?:um|a)|corrigendum|correction|retraction|supplement(?:ary)?|appendix|review|editorial|survey|tutorial|not|non|without|un|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third)$/u;

export function titleLikeness(a: Fingerprint, b: Fingerprint): TitleLikeness {
  const [one, other] = [a.joined, b.joined];
  if (one === "" || other === "") return far;
  if (one === other) return { kind: "equal", share: 1 };
  const isHeadingOf = (joined: string, { headings }: Fingerprint): boolean =>
    headings.some((heading) => heading.words.length >= 2 && heading.joined === joined);
  if (isHeadingOf(other, a) || isHeadingOf(one, b))
    return {
      kind: "heading",
      share: Math.min(one.length, other.length) / Math.max(one.length, other.length),
    };
  const isStart = (a.isCut && other.startsWith(one)) || (b.isCut && one.startsWith(other));
  if (isStart && Math.min(one.length, other.length) >= 25) return { kind: "close", share: 0.97 };
  const longer = Math.max(one.length, other.length);
  const limit = longer * (1 - closeShare);
  const isEdition = a.isEdition || b.isEdition;
  if (leastDistance(a.letters, b.letters) > limit + (isEdition ? longestEdition : 0)) return far;
  const [rest, more] = [without(a.words, b.words), without(b.words, a.words)].map((words) =>
    words.filter((word) => !isEditionWord(word)),
  );
  if (rest === undefined || more === undefined || rest.length + more.length === 0)
    return { kind: "close", share: 0.98 };
  if ([...rest, ...more].some((word) => distinguishing.test(word))) return far;
  const share = 1 - distance(one, other) / longer;
  if (share < closeShare) return far;
  const [left, right] = [rest.join(""), more.join("")];
  const hasOtherWord =
    left !== "" && right !== "" && distance(left, right) > Math.max(left.length, right.length) / 2;
  return { kind: "close", share, hasOtherWord };
}

/** The words of a list that another does not have, as often as it lacks them. */
function without(words: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return words.filter((word) => {
    const at = left.indexOf(word);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

/** No way from one to the other is shorter than the letters that the one has too many of. */
function leastDistance(a: Uint8Array, b: Uint8Array): number {
  let [more, less] = [0, 0];
  for (let at = 0; at < a.length; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference > 0) more += difference;
    else less -= difference;
  }
  return Math.max(more, less);
}

const longest = 300;

/** Levenshtein's, given up where it is too much to be close. */
function distance(one: string, other: string): number {
  const [a, b] = [one.slice(0, longest), other.slice(0, longest)];
  const limit = Math.ceil(Math.max(a.length, b.length) * (1 - closeShare)) + 1;
  if (Math.abs(a.length - b.length) > limit) return Math.max(a.length, b.length);
  let before = Uint16Array.from({ length: b.length + 1 }, (_, at) => at);
  let now = new Uint16Array(b.length + 1);
  for (let row = 1; row <= a.length; row++) {
    now.fill(limit + 1);
    if (row <= limit) now[0] = row;
    let least = limit + 1;
    const [from, to] = [Math.max(1, row - limit), Math.min(b.length, row + limit)];
    for (let column = from; column <= to; column++) {
      const cost = a.charCodeAt(row - 1) === b.charCodeAt(column - 1) ? 0 : 1;
      const value = Math.min(
        (before[column - 1] ?? 0) + cost,
        (before[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
      );
      now[column] = value;
      if (value < least) least = value;
    }
    if (least > limit) return Math.max(a.length, b.length);
    [before, now] = [now, before];
  }
  return before[b.length] ?? limit;
}
