/** Importers and readers of sources under damaged input: whatever comes in, papers that come out can be stored and read again. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run/places.mjs";
import { requestsFor } from "../../src/feed/sources/feedSource.ts";
import type { Subscription } from "../../src/feed/subscription.ts";
import type { PaperDraft } from "../../src/domain/paper.ts";
import { finished } from "../../src/library/importers/importer.ts";
import { newPaper } from "../../src/library/merge.ts";
import { readPaperFile, writePaperFile } from "../../src/library/paperFile.ts";
import { readArxivFeed } from "../../src/sources/live/arxiv.ts";
import { importText } from "../../src/sources/recognise.ts";
import { understand } from "../../src/sources/understand.ts";
import { mutated } from "./mutations.ts";
import { Randomness } from "./randomness.ts";

const today = "2026-07-31";
const fixture = (path: string): string => readFileSync(join(root, "test/fixtures", path), "utf8");
const page = readFileSync(join(root, "media/sample/daily-papers.txt"), "utf8");

const imported = (text: string): readonly PaperDraft[] => {
  const { drafts, problems } = finished(importText(text, today));
  for (const { where, why } of problems)
    assert.ok(where.trim() !== "" && why.trim() !== "", "a problem without words");
  return drafts;
};
const feedOf =
  (subscription: Subscription) =>
  (text: string): readonly PaperDraft[] => {
    const [request] = requestsFor(subscription, today, [today]);
    const read = request?.read(text);
    if (read?.ok === false) assert.ok(read.why.trim() !== "", "a refusal without words");
    return read?.ok === true ? read.value.map(({ draft }) => draft) : [];
  };

interface Target {
  readonly name: string;
  readonly seed: string;
  readonly read: (text: string) => readonly PaperDraft[];
}

const arxiv = fixture("sources/arxiv.xml");
const announcements = fixture("feeds/arxiv.rss.xml");
export const targets: readonly Target[] = [
  { name: "BibTeX", seed: fixture("sources/library.bib"), read: imported },
  { name: "RIS", seed: fixture("sources/export.ris"), read: imported },
  { name: "CSL-JSON", seed: fixture("sources/csl.json"), read: imported },
  { name: "Zotero", seed: fixture("sources/zotero.json"), read: imported },
  { name: "Zotero RDF", seed: fixture("sources/zotero.rdf"), read: imported },
  { name: "arXiv's listing pages", seed: fixture("sources/arxiv-listing.html"), read: imported },
  { name: "Daily Papers as text", seed: page.slice(0, 4_000), read: imported },
  {
    name: "Daily Papers by the interface",
    seed: fixture("feeds/dailyPapers.json"),
    read: feedOf({ kind: "daily-papers" }),
  },
  {
    name: "arXiv's announcements",
    seed: announcements,
    read: feedOf({ kind: "arxiv-category", category: "cs.LG" }),
  },
  {
    name: "arXiv's searches",
    seed: arxiv.replace(/<published>[^<]*/gu, "<published>2026-07-30T08:00:00Z"),
    read: feedOf({ kind: "arxiv-search", query: "loom" }),
  },
  { name: "any feed", seed: announcements, read: feedOf({ kind: "rss", url: "https://a.example.org/" }) },
  {
    name: "arXiv's interface",
    seed: arxiv,
    read: (text) => {
      const papers = readArxivFeed(text);
      return papers.ok ? [...papers.value.values()] : [];
    },
  },
  {
    name: "a pasted text",
    seed: "https://arxiv.org/abs/2106.01234v2, doi:10.5555/loom.2021\nAttention Is All You Need\nhttps://openreview.net/forum?id=abc",
    read: (text) => {
      for (const wanted of understand(text).wanted) assert.ok(JSON.stringify(wanted).length < 2_000);
      return [];
    },
  },
];

export interface Fuzzed {
  readonly inputs: number;
  readonly drafts: number;
  readonly longestMs: number;
  /** The input that took longest. */
  readonly slowest: string;
}

/** @throws with the seed of the run when an input breaks something */
export function fuzz({ name, seed, read }: Target, inputs: number, start: number): Fuzzed {
  const others = targets.map((target) => target.seed);
  let [drafts, longestMs, slowest] = [0, 0, ""];
  for (let at = 0; at < inputs; at++) {
    const text = mutated(seed, new Randomness(start + at), others);
    const before = performance.now();
    try {
      for (const draft of read(text)) {
        drafts++;
        const paper = newPaper(draft, "2026-07-31T08:00:00.000Z");
        const stored = readPaperFile(writePaperFile(paper));
        assert.ok(stored.ok, stored.ok ? "" : stored.why);
        assert.equal(stored.value.paper.id, paper.id);
      }
    } catch (thrown) {
      throw new Error(`${name}, input ${start + at}`, { cause: thrown });
    }
    const took = performance.now() - before;
    if (took > longestMs) [longestMs, slowest] = [took, text];
  }
  return { inputs, drafts, longestMs, slowest };
}
