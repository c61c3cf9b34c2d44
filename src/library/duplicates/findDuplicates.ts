/** Pairs of papers that may be one: candidates by what few papers share, each pair judged once. */
import { Breather } from "../../base/breath.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { fingerprintOf, type Fingerprint } from "./fingerprint.ts";
import { judge } from "./judge.ts";

export interface DuplicatePair {
  /** The one to keep: it came first. */
  readonly kept: PaperId;
  readonly other: PaperId;
  readonly verdict: "same" | "doubtful";
  readonly why: string;
}

export interface FindOptions {
  /** Only pairs with one of these. */
  readonly among?: ReadonlySet<PaperId> | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
}

/** The rarest words of a title are what its variants have in common, even if one of them is misspelt. */
const [rarestWords, rarestOfHeading, wordsAsked] = [5, 2, 7];
/** The person waits for it: longer stretches than where nobody does. */
const sliceMs = 15;
/** Looking at the clock for each of them would take longer than they do. */
const papersAtOnce = 16;
/** A name in common is enough. */
const namesCount = 2;
/** A word in more titles than this tells nothing. */
const mostTitles = 250;

/** In slices, so that whatever else there is to do comes in between. @throws when the signal is aborted */
export async function findDuplicates(
  papers: readonly Paper[],
  { among, signal, onProgress }: FindOptions = {},
): Promise<readonly DuplicatePair[]> {
  const breather = new Breather(sliceMs);
  const prints: Fingerprint[] = [];
  for (const [at, paper] of papers.entries()) {
    prints.push(fingerprintOf(paper));
    if (at % papersAtOnce === 0) await breather.pause();
  }
  const index = await CandidateIndex.of(prints);
  const found: DuplicatePair[] = [];
  for (const [at, print] of prints.entries()) {
    if (at % papersAtOnce === 0) {
      signal?.throwIfAborted();
      await breather.pause();
      onProgress?.(at, prints.length);
    }
    for (const other of index.before(at)) {
      const earlier = prints[other];
      if (earlier === undefined || (among !== undefined && !among.has(print.id) && !among.has(earlier.id)))
        continue;
      const { verdict, why } = judge(earlier, print);
      if (verdict === "different") continue;
      const isFirst = addedBefore(papers[other], papers[at]);
      const [kept, twin] = isFirst ? [earlier.id, print.id] : [print.id, earlier.id];
      found.push({ kept, other: twin, verdict, why });
    }
  }
  return found;
}

const addedBefore = (a: Paper | undefined, b: Paper | undefined): boolean =>
  (a?.added ?? "") <= (b?.added ?? "");

/** Papers by the rarest words of their titles, and by their names. Words are numbers here: there are many of both. */
class CandidateIndex {
  readonly #prints: readonly Fingerprint[];
  /** By the number of the word: in how many titles it stands, and the papers that it was indexed for. */
  readonly #titlesWith: number[] = [];
  readonly #papersWith: number[][] = [];
  /** Of each title the telling words, the rarest first. */
  readonly #telling: (readonly number[])[] = [];
  readonly #byName = new Map<string, number[]>();
  readonly #shared: Uint8Array;

  private constructor(prints: readonly Fingerprint[]) {
    this.#prints = prints;
    this.#shared = new Uint8Array(prints.length);
  }

  static async of(prints: readonly Fingerprint[]): Promise<CandidateIndex> {
    const index = new CandidateIndex(prints);
    await index.#fill();
    return index;
  }

  /** Earlier papers that share a name, or two of their rarest words; each once. */
  before(at: number): readonly number[] {
    const [candidates, touched]: [number[], number[]] = [[], []];
    const print = this.#prints[at];
    if (print === undefined) return candidates;
    const words = this.#telling[at] ?? [];
    const enough = Math.max(1, Math.min(2, words.length));
    const count = (other: number, by: number): void => {
      const before = this.#shared[other] ?? 0;
      this.#shared[other] = before + by;
      if (before === 0) touched.push(other);
      if (before < enough && before + by >= enough) candidates.push(other);
    };
    for (const name of namesOf(print))
      for (const other of this.#byName.get(name) ?? []) if (other < at) count(other, namesCount);
    for (const word of words)
      for (const other of this.#papersWith[word] ?? []) {
        if (other >= at) break;
        count(other, 1);
      }
    for (const other of touched) this.#shared[other] = 0;
    return candidates;
  }

  async #fill(): Promise<void> {
    const breather = new Breather(sliceMs);
    const numbers = new Map<string, number>();
    const titles: (readonly number[])[] = [];
    for (const { words } of this.#prints) {
      const title = [...new Set(words.map((word) => numberOf(numbers, word)))];
      titles.push(title);
      for (const word of title) this.#titlesWith[word] = (this.#titlesWith[word] ?? 0) + 1;
      if (titles.length % papersAtOnce === 0) await breather.pause();
    }
    for (const [at, print] of this.#prints.entries()) {
      const rarest = this.#rarest(titles[at] ?? []);
      this.#telling.push(rarest.slice(0, wordsAsked));
      const heading = new Set((print.headings[0]?.words ?? []).map((word) => numberOf(numbers, word)));
      const ofHeading = rarest.filter((word) => heading.has(word)).slice(0, rarestOfHeading);
      for (const word of new Set([...rarest.slice(0, rarestWords), ...ofHeading]))
        (this.#papersWith[word] ??= []).push(at);
      for (const name of namesOf(print)) put(this.#byName, name, at);
      if (at % papersAtOnce === 0) await breather.pause();
    }
  }

  /** Words that some titles have, and not too many. */
  #rarest(title: readonly number[]): readonly number[] {
    const titlesWith = (word: number): number => this.#titlesWith[word] ?? 0;
    return title
      .filter((word) => titlesWith(word) > 1 && titlesWith(word) <= mostTitles)
      .sort((a, b) => titlesWith(a) - titlesWith(b));
  }
}

function numberOf(numbers: Map<string, number>, word: string): number {
  const known = numbers.get(word);
  if (known !== undefined) return known;
  numbers.set(word, numbers.size);
  return numbers.size - 1;
}

const namesOf = ({ names, joined }: Fingerprint): readonly string[] => [...names, `title:${joined}`];

function put(index: Map<string, number[]>, key: string, at: number): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [at]);
  else list.push(at);
}
