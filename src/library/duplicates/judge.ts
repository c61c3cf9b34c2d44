/**
 * Whether two papers are one: the same under another id, a preprint and its published version, a title with variations. It would
 * rather ask than be wrong: series, comments, editorials and papers of one group are not one paper.
 */
import { titleLikeness } from "./titleLikeness.ts";
import type { Fingerprint, Person } from "./fingerprint.ts";

export interface Judgement {
  /** "same" is near certain; "doubtful" is for a person to say. */
  readonly verdict: "same" | "doubtful" | "different";
  /** What speaks for it, in words. */
  readonly why: string;
}

const different: Judgement = { verdict: "different", why: "" };
const [verySame, alikeAbstracts] = [0.7, 0.35];
const unlikeAbstracts = 0.08;
const farYears = 3;
const [fewWords, telling] = [3, 5];

export function judge(a: Fingerprint, b: Fingerprint): Judgement {
  if (a.distinctFrom.includes(b.id) || b.distinctFrom.includes(a.id)) return different;
  const shared = a.names.find((name) => b.names.includes(name));
  if (shared !== undefined) return { verdict: "same", why: `both are ${shared}` };
  const title = titleLikeness(a, b);
  if (title.kind === "far") return different;
  const people = agreement(a.people(), b.people());
  const abstracts = likenessOf(a.runs(), b.runs());
  const isAlike = abstracts !== undefined && abstracts >= alikeAbstracts;
  const isUnlike = abstracts !== undefined && abstracts < unlikeAbstracts;
  const words = Math.min(a.words.length, b.words.length);
  const years = a.year === undefined || b.year === undefined ? undefined : Math.abs(a.year - b.year);
  const isFar = years !== undefined && years > farYears;
  const why = [
    title.kind === "equal"
      ? "the same title"
      : title.kind === "heading"
        ? "one title goes on where the other ends"
        : "nearly the same title",
    ...(people === "agree" ? ["the same authors"] : people === "partly" ? ["an author in common"] : []),
    ...(isAlike ? ["abstracts that are alike"] : []),
  ].join(", ");
  const same: Judgement = { verdict: "same", why };
  const doubtful: Judgement = { verdict: "doubtful", why };
  // Two ids of one kind are two papers, unless everything else says that one came out twice.
  if (haveTwo("arxiv", a, b))
    return title.kind === "equal" && people === "agree" && isAlike ? doubtful : different;
  if (people === "disagree") return title.kind === "equal" && isAlike ? doubtful : different;
  if (isUnlike)
    return title.kind === "equal" && people === "agree" && words >= telling ? doubtful : different;
  if (haveTwo("doi", a, b)) return people === "agree" && isAlike && title.kind === "equal" ? same : doubtful;
  if (title.hasOtherWord === true && (abstracts ?? 0) < verySame) return isAlike ? doubtful : different;
  if (isAlike) return people === "agree" || title.kind !== "close" || title.share >= 0.9 ? same : doubtful;
  if (isFar) return title.kind === "equal" && people === "agree" ? doubtful : different;
  if (abstracts !== undefined)
    return title.kind === "equal" && people === "agree" && words >= telling ? same : doubtful;
  // One of them has no abstract: the title and the people have to say it all.
  if (people === "agree") {
    if (title.kind === "equal") return words >= fewWords ? same : doubtful;
    if (title.kind === "heading")
      return words >= fewWords && years !== undefined && years <= 2 ? same : doubtful;
    return title.share >= 0.93 && words >= telling ? same : doubtful;
  }
  if (title.kind === "equal" && people === "unknown")
    return words >= telling && (years ?? 0) <= 2 ? same : doubtful;
  return title.kind === "equal" || title.share >= 0.93 ? doubtful : different;
}

const ofKind = (kind: string, { names }: Fingerprint): readonly string[] =>
  names.filter((name) => name.startsWith(`${kind}:`));

const haveTwo = (kind: string, a: Fingerprint, b: Fingerprint): boolean =>
  ofKind(kind, a).length > 0 && ofKind(kind, b).length > 0;

/** Sources shorten given names and lists of authors: what is there has to fit. */
function agreement(a: readonly Person[], b: readonly Person[]): "agree" | "partly" | "disagree" | "unknown" {
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a];
  if (fewer.length === 0) return "unknown";
  const fits = (one: Person, other: Person): boolean =>
    one.family === other.family &&
    (one.initial === "" || other.initial === "" || one.initial === other.initial);
  const shared = fewer.filter((one) => more.some((other) => fits(one, other))).length;
  if (shared === 0) return "disagree";
  return shared / fewer.length >= 0.5 ? "agree" : "partly";
}

/** The share of the shorter abstract that stands in the other; `undefined` where one of them cannot tell. */
function likenessOf(a: Uint32Array, b: Uint32Array): number | undefined {
  const fewer = Math.min(a.length, b.length);
  if (fewer === 0) return undefined;
  let [shared, inA, inB] = [0, 0, 0];
  while (inA < a.length && inB < b.length) {
    const [one = 0, other = 0] = [a[inA], b[inB]];
    if (one === other) shared++;
    if (one <= other) inA++;
    if (other <= one) inB++;
  }
  return shared / fewer;
}
