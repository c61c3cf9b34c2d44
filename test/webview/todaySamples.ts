/** A week of Daily Papers for the tests of Today, made of the papers of the sample. */
import type { Paper } from "../../src/domain/paper.ts";
import type { Listed } from "../../src/feed/sources/listed.ts";
import { samplePapers } from "../fakes/sample.ts";

const listed = ({ title, abstract }: Paper, at: number, date: string): Listed => ({
  date,
  rank: at + 1,
  votes: (at * 37) % 90,
  submitter: "Wanda Weaver",
  keywords: ["sparse attention", "long context"],
  draft: {
    ...{ title, abstract },
    authors: ["Ada Lovelace", "José Núñez"],
    identifiers: [`arxiv:2607.${10_000 + at}`],
    resources: [{ kind: "code", url: "https://github.com/looms/attention" }],
    source: { kind: "daily-papers", date, rank: at + 1 },
  },
});

const [starred, ...others] = samplePapers;

/** The reader's own paper; its neighbours of the day are like it. */
export const library: readonly Paper[] =
  starred === undefined ? [] : [{ ...starred, sources: [], starred: true }];

export const days: Readonly<Record<string, readonly Listed[]>> = {
  "2026-07-31": others.slice(0, 12).map((paper, at) => listed(paper, at, "2026-07-31")),
  "2026-07-30": others.slice(12, 20).map((paper, at) => listed(paper, at + 100, "2026-07-30")),
};
export const oneDay = days["2026-07-31"] ?? [];
