/** Fetches what a person asked for, source by source. Each source's part is a draft of its own, so that the library knows what came from where. */
import { fail, ok, type Result } from "../base/result.ts";
import type { PaperDraft } from "../domain/paper.ts";
import { canonicalIdentifier } from "../library/canonical.ts";
import { ladderFor, type Rung } from "./ladder.ts";
import { arxivApi, arxivWish, mostAtOnce, readArxivFeed } from "./live/arxiv.ts";
import { dailyList } from "./live/huggingFace.ts";
import type { Courier } from "./net/courier.ts";
import { nameOf, type Wanted } from "./understand.ts";

type WantedPaper = Extract<Wanted, { kind: "paper" }>;

export interface Fetched {
  readonly wanted: Wanted;
  /** What was found, the fullest first; or why nothing was, source by source. */
  readonly found: Result<readonly PaperDraft[]>;
}

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly onStep?: (wanted: Wanted, source: string) => void;
  readonly onDone?: (done: number, all: number) => void;
}

/** After the first that answers, others are asked for what it lacks, but not for long. */
const mostMore = 2;

/** One after another, those of arXiv together. @throws when the signal is aborted */
export async function* fetchPapers(
  courier: Courier,
  wanted: readonly Exclude<Wanted, { kind: "title" }>[],
  options: FetchOptions,
): AsyncGenerator<Fetched> {
  const ofArxiv = wanted.filter((each): each is WantedPaper => each.kind === "paper" && each.by === "arxiv");
  const known = new Map<string, PaperDraft>();
  const down = new Set<string>();
  if (ofArxiv.length > 1)
    for (let at = 0; at < ofArxiv.length; at += mostAtOnce)
      for (const [id, draft] of await manyFromArxiv(
        courier,
        ofArxiv.slice(at, at + mostAtOnce),
        down,
        options,
      ))
        known.set(id, draft);
  for (const [index, each] of wanted.entries()) {
    options.signal.throwIfAborted();
    const draft = known.get(nameOf(each));
    if (draft !== undefined) yield { wanted: each, found: ok([draft]) };
    else if (each.kind === "day") yield { wanted: each, found: await dayOf(courier, each.date, options) };
    else yield { wanted: each, found: await onePaper(courier, each, down, options) };
    options.onDone?.(index + 1, wanted.length);
  }
}

async function manyFromArxiv(
  courier: Courier,
  wanted: readonly WantedPaper[],
  down: Set<string>,
  { signal, onStep }: FetchOptions,
): Promise<ReadonlyMap<string, PaperDraft>> {
  for (const each of wanted) onStep?.(each, "arXiv");
  if (down.has(arxivApi.name)) return new Map();
  const answer = await courier.get(arxivWish(wanted.map(({ id }) => id)), signal);
  if (!answer.ok && answer.why.down) down.add(arxivApi.name);
  const papers = answer.ok ? readArxivFeed(answer.value) : answer;
  // What did not come along is asked for alone, and says why it cannot be had.
  return papers.ok ? new Map([...papers.value].map(([id, draft]) => [`arxiv:${id}`, draft])) : new Map();
}

async function dayOf(
  courier: Courier,
  date: string,
  { signal }: FetchOptions,
): Promise<Result<readonly PaperDraft[]>> {
  const answer = await courier.get(dailyList.wish(date), signal);
  if (!answer.ok) return fail(`${dailyList.name} ${answer.why.why}`);
  const drafts = dailyList.read(answer.value, date);
  if (!drafts.ok) return fail(`${dailyList.name} ${drafts.why}`);
  return drafts.value.length === 0 ? fail(`${dailyList.name} listed no papers on ${date}`) : drafts;
}

async function onePaper(
  courier: Courier,
  wanted: WantedPaper,
  down: Set<string>,
  options: FetchOptions,
): Promise<Result<readonly PaperDraft[]>> {
  const drafts: PaperDraft[] = [];
  const refusals: string[] = [];
  let more = mostMore;
  for (const rung of ladderFor(wanted)) {
    if (drafts.length > 0 && (isWhole(drafts) || more-- === 0)) break;
    options.onStep?.(wanted, rung.source.name);
    const draft = await askOne(courier, rung, down, options.signal);
    if (!draft.ok) refusals.push(`${rung.source.name} ${draft.why}`);
    else if (drafts.length === 0) drafts.push(named(draft.value, wanted));
    // The others only fill gaps: their titles may differ.
    else drafts.push({ ...named(draft.value, wanted), title: drafts[0]?.title ?? draft.value.title });
  }
  return drafts.length > 0 ? ok(drafts) : fail(refusals.join("; "));
}

const isWhole = (drafts: readonly PaperDraft[]): boolean => drafts.some(({ abstract }) => abstract !== "");

/** @param down sources that did not answer for an earlier paper: many papers would wait for each of them again */
async function askOne(
  courier: Courier,
  { source, id }: Rung,
  down: Set<string>,
  signal: AbortSignal,
): Promise<Result<PaperDraft>> {
  if (down.has(source.name)) return fail("did not answer before");
  const answer = await courier.get(source.wish(id), signal);
  if (answer.ok) return source.read(answer.value, id);
  if (answer.why.down) down.add(source.name);
  return fail(answer.why.why);
}

/** Under the name that it was asked by, whatever else the source calls it. */
function named(draft: PaperDraft, wanted: WantedPaper): PaperDraft {
  const own = `${wanted.by}:${wanted.id}`;
  const identifiers = draft.identifiers ?? [];
  const isNamed = identifiers.map(canonicalIdentifier).includes(canonicalIdentifier(own));
  return isNamed ? draft : { ...draft, identifiers: [own, ...identifiers] };
}
