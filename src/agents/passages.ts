/**
 * The passages of some papers that say most of what was asked, ranked by BM25 (Robertson and Zaragoza, 2009) among the
 * paragraphs of these papers. A quote is always a piece of the text as it stands there.
 */
import { Breather } from "../base/breath.ts";
import { sentencesOf } from "../base/sentences.ts";
import type { Paper } from "../domain/paper.ts";
import { idf } from "../search/engine/bm25.ts";
import { porterStem } from "../search/stem.ts";
import { isStopWord, queryTokens, termsOf } from "../search/terms.ts";

/** A text to look in: the abstract, or a page. */
export interface Source {
  readonly paper: Paper;
  readonly page?: number;
  readonly text: string;
  /** How well the paper as a whole fits, from 0 to 1. */
  readonly fit: number;
}

export interface Passage extends Pick<Source, "paper" | "page"> {
  readonly quote: string;
  readonly score: number;
  /** Stems of the words asked for that stand in the quote. */
  readonly has: ReadonlySet<string>;
}

/** Words by which a question asks, and that say nothing of its subject. */
const asking = new Set(
  "what which who whom whose when where why how do does did can could should would may might has have had we our you your me my its from about than between i paper papers".split(
    " ",
  ),
);

/** The words of a question that tell what it is about, as they were typed; all of them where there are no others. */
export function subjectOf(question: string): readonly string[] {
  const terms = [...new Set(queryTokens(question).map(({ term }) => term))];
  const telling = terms.filter((term) => !isStopWord(term) && !asking.has(term));
  return telling.length > 0 ? telling : terms;
}

const [saturation, lengthShare] = [1.2, 0.5];
const longestQuote = 600;
const shortestQuote = 160;
/** So that no paper takes all places. */
const mostOfOnePaper = 3;

interface Paragraph {
  readonly source: Source;
  readonly text: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

/** @param terms as `subjectOf` has them */
export async function bestPassages(
  sources: readonly Source[],
  terms: readonly string[],
  most: number,
  signal: AbortSignal,
): Promise<readonly Passage[]> {
  const counter = new StemCounter(terms);
  const paragraphs: Paragraph[] = [];
  let [count, total] = [0, 0];
  const breather = new Breather();
  for (const source of sources) {
    for (const text of source.text.split("\n")) {
      const { counts, length } = counter.of(text);
      count++;
      total += length;
      if (counts.size > 0) paragraphs.push({ source, text, counts, length });
    }
    await breather.pause();
    signal.throwIfAborted();
  }
  const holding = new Map<string, number>();
  for (const { counts } of paragraphs)
    for (const stem of counts.keys()) holding.set(stem, (holding.get(stem) ?? 0) + 1);
  const weight = (stem: string): number => idf(count, holding.get(stem) ?? 0);
  const average = total / Math.max(count, 1);
  const scoreOf = (counts: ReadonlyMap<string, number>, length: number): number => {
    const damping = saturation * (1 - lengthShare + (lengthShare * length) / Math.max(average, 1));
    let score = 0;
    for (const [stem, times] of counts)
      score += (weight(stem) * times * (saturation + 1)) / (times + damping);
    return score;
  };
  const ranked = paragraphs
    .map((paragraph) => ({
      paragraph,
      score: scoreOf(paragraph.counts, paragraph.length) * (1 + paragraph.source.fit / 2),
    }))
    .sort((a, b) => b.score - a.score);
  const taken = new Map<string, number>();
  const found: Passage[] = [];
  for (const { paragraph, score } of ranked) {
    if (found.length >= most) break;
    const { paper, page } = paragraph.source;
    const already = taken.get(paper.id) ?? 0;
    if (already >= mostOfOnePaper) continue;
    const quote = quoteIn(paragraph.text, (text) => {
      const { counts, length } = counter.of(text);
      return scoreOf(counts, length);
    });
    const has = new Set(counter.of(quote).counts.keys());
    if (has.size === 0 || found.some((each) => each.quote === quote)) continue;
    taken.set(paper.id, already + 1);
    found.push({ paper, ...(page === undefined ? {} : { page }), quote, score, has });
  }
  return found;
}

/** The best sentence of a paragraph, with those behind it while it is short. */
function quoteIn(text: string, scoreOf: (text: string) => number): string {
  const sentences = sentencesOf(text);
  const scores = sentences.map(({ start, end }) => scoreOf(text.slice(start, end)));
  const best = scores.indexOf(Math.max(...scores));
  const first = sentences[best];
  if (first === undefined) return text.slice(0, longestQuote);
  let { end } = first;
  for (const next of sentences.slice(best + 1)) {
    if (end - first.start >= shortestQuote || next.end - first.start > longestQuote) break;
    ({ end } = next);
  }
  const quote = text.slice(first.start, end);
  return quote.length <= longestQuote ? quote : quote.slice(0, longestQuote).replace(/\s+\S*$/u, "");
}

/** Counts the words asked for, by their stems. Words that were met are remembered, since texts repeat each other. */
class StemCounter {
  readonly #asked: ReadonlySet<string>;
  readonly #met = new Map<string, string | undefined>();

  constructor(terms: readonly string[]) {
    this.#asked = new Set(terms.map(porterStem));
  }

  of(text: string): { readonly counts: ReadonlyMap<string, number>; readonly length: number } {
    const terms = termsOf(text);
    const counts = new Map<string, number>();
    for (const term of terms) {
      const stem = this.#stemOf(term);
      if (stem !== undefined) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
    return { counts, length: terms.length };
  }

  #stemOf(term: string): string | undefined {
    if (this.#met.has(term)) return this.#met.get(term);
    const stem = porterStem(term);
    const asked = this.#asked.has(stem) ? stem : undefined;
    this.#met.set(term, asked);
    return asked;
  }
}
