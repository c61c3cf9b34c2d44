/**
 * How long a day's 100 papers take to be ranked for a reader with 1,000 highlights in 250 papers, all of real abstracts: from
 * nothing, as when Today is opened first, and again, as from day to day. Beside it MiniSearch, asked with each of the reader's
 * papers over an index of the day: the usual way to the same answer.
 */
import MiniSearch from "minisearch";
import type { PaperId } from "../../src/domain/paperId.ts";
import { Interest, type LikedPaper } from "../../src/feed/interest.ts";
import { allPapers } from "./collections.ts";
import { median, percentile, table } from "./figures.ts";

const [day, liked, notesEach, rounds] = [100, 250, 4, 30];
const papers = allPapers().slice(0, day + liked);
const sentences = (abstract: string): readonly string[] => abstract.split(/(?<=\.)\s/u);
const library: readonly LikedPaper[] = papers.slice(day).map(({ title, abstract }, at) => ({
  ...{ id: `title-${at}` as PaperId, title, abstract },
  bond: "highlighted",
  highlights: Array.from(
    { length: notesEach },
    (_, note) => sentences(abstract)[note] ?? abstract.slice(0, 150),
  ),
}));
const listed = papers.slice(0, day);

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const fromNothing = async (): Promise<unknown> => (await Interest.in(library)).rank(listed);
const first = await timed(fromNothing);
const [cold, warm, peer]: [number[], number[], number[]] = [[], [], []];
const interest = await Interest.in(library);
for (let round = 0; round < rounds; round++) {
  cold.push(await timed(fromNothing));
  warm.push(await timed(() => interest.rank(listed)));
  peer.push(
    await timed(() => {
      const index = new MiniSearch({ fields: ["title", "abstract"] });
      index.addAll(listed.map(({ title, abstract }, id) => ({ id, title, abstract })));
      for (const { title, abstract } of library) index.search(`${title} ${abstract}`);
    }),
  );
}
const row = (name: string, times: readonly number[]): readonly string[] => [
  name,
  median(times).toFixed(1),
  percentile(times, 0.95).toFixed(1),
  (median(times) / median(peer)).toFixed(2),
];
table(
  `${day} papers ranked against ${liked * notesEach} notes in ${liked} papers; the very first time took ${first.toFixed(0)} ms`,
  ["what", "median, ms", "p95, ms", "of MiniSearch's"],
  [
    row("interests read and day ranked", cold),
    row("day ranked", warm),
    row("MiniSearch, a query for each paper", peer),
  ],
);
