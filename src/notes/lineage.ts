/**
 * The versions of one annotation, and which were made from which.
 *
 * A version is only believed to be made from one that is older: so there are no circles, whatever the lines say, and the
 * order by time is an order of the graph. What is not there is nobody's ground.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonical } from "../base/canonical.ts";
import type { Annotation } from "../domain/annotation.ts";

export interface Version {
  /** What later versions call it in `marginalia:basedOn`. */
  readonly key: string;
  readonly line: Annotation;
  /** Places of others in the lineage, all of them before this one. */
  readonly parents: readonly number[];
}

/** Each different line once, oldest first; lines of the same instant are told apart by their text. */
export function distinctByTime(lines: readonly Annotation[]): readonly Annotation[] {
  if (lines.length < 2) return lines;
  const timed = lines.map((line) => new TimedLine(line)).sort(compare);
  return timed.filter((each, at) => at === 0 || compare(each, timed[at - 1]) !== 0).map(({ line }) => line);
}

/** Its text is only made where another line is of the same instant. */
class TimedLine {
  readonly line: Annotation;
  readonly time: number;
  #text: string | undefined;

  constructor(line: Annotation) {
    this.line = line;
    this.time = Date.parse(line.modified);
  }

  get text(): string {
    return (this.#text ??= canonical(this.line));
  }
}

function compare(a: TimedLine, b: TimedLine | undefined): number {
  if (b === undefined) return 1;
  if (a.time !== b.time) return a.time - b.time;
  return a.line === b.line || a.text === b.text ? 0 : a.text < b.text ? -1 : 1;
}

/**
 * @param lines as `distinctByTime` orders them. Those without a revision follow each other in the order of time. A line
 * that repeats a revision with other content was copied by a tool, and is an edit of what it was copied from.
 */
export function lineageOf(lines: readonly Annotation[]): readonly Version[] {
  const places = new Map<string, number>();
  const newestCopy = new Map<string, number>();
  let lastUnnamed: number | undefined;
  return lines.map((line, at) => {
    const revision = line["marginalia:revision"];
    const copied = revision === undefined ? lastUnnamed : newestCopy.get(revision);
    const key =
      revision === undefined
        ? digestOf(line)
        : copied === undefined
          ? revision
          : `${revision}~${digestOf(line)}`;
    const named = (line["marginalia:basedOn"] ?? []).flatMap((name) => places.get(name) ?? []);
    if (revision === undefined) lastUnnamed = at;
    else newestCopy.set(revision, at);
    if (!places.has(key)) places.set(key, at);
    return { key, line, parents: [...new Set(copied === undefined ? named : [copied, ...named])] };
  });
}

/**
 * Whether each version was made from the one before it alone, as it nearly always is: then the newest line says all.
 * @param lines as `distinctByTime` orders them.
 */
export function isLinear(lines: readonly Annotation[]): boolean {
  const seen = new Set<string>();
  for (const [at, line] of lines.entries()) {
    const revision = line["marginalia:revision"];
    const before = lines[at - 1];
    if (revision === undefined) {
      if (seen.size > 0) return false;
      continue;
    }
    const basedOn = line["marginalia:basedOn"] ?? [];
    const follows = before === undefined || (basedOn.length === 1 && basedOn[0] === keyOf(before));
    if (!follows || seen.has(revision)) return false;
    seen.add(revision);
  }
  return true;
}

/** What a line is called that repeats no other's revision. */
export const keyOf = (line: Annotation): string => line["marginalia:revision"] ?? digestOf(line);

const digestOf = (line: Annotation): string => bytesToHex(sha256(utf8ToBytes(canonical(line)))).slice(0, 24);
