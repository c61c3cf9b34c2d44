/** Which of a day's papers come first for a reader, and why. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaperId } from "../../src/domain/paperId.ts";
import { Interest, type LikedPaper } from "../../src/feed/interest.ts";
import { inOrder, rankEntries, reasonText } from "../../src/feed/rankedEntry.ts";
import type { FeedEntry } from "../../src/feed/feed.ts";

const liked = (id: string, title: string, abstract: string, more: Partial<LikedPaper> = {}): LikedPaper => ({
  ...{ id: id as PaperId, title, abstract, bond: "read" },
  ...more,
});
const entry = (id: string, title: string, abstract: string, more: Partial<FeedEntry> = {}): FeedEntry => ({
  id: id as PaperId,
  draft: { title, abstract, source: { kind: "arxiv" } },
  ...{ from: ["x"], date: "2026-11-25" },
  ...more,
});
const routing = liked(
  "arxiv-2003.05997",
  "Routing Transformers",
  "Sparse attention with routing by online clustering of queries and keys for long sequences.",
  { bond: "highlighted" },
);
const day = [
  entry(
    "arxiv-2611.1",
    "Protein folding with diffusion",
    "We fold proteins by diffusion of torsion angles.",
    {
      ...{ votes: 90, rank: 1 },
    },
  ),
  entry(
    "arxiv-2611.2",
    "Clustered sparse attention",
    "Attention over long sequences, routed by clusters of keys.",
    {
      ...{ votes: 3, rank: 2 },
    },
  ),
  entry("arxiv-2611.3", "A survey of beekeeping", "Hives, honey and winters.", { rank: 3, votes: 9 }),
];
const titles = (entries: ReturnType<typeof inOrder>): readonly string[] =>
  entries.map(({ entry: { draft } }) => draft.title);

test("a paper near one that was highlighted comes first, and says so", async () => {
  const ranked = rankEntries(day, await Interest.in([routing]));
  const [first, ...others] = inOrder(ranked, "forYou");
  assert.equal(first?.entry.id, "arxiv-2611.2");
  assert.equal(first.reason?.paper, routing.id);
  assert.equal(reasonText(first.reason), "like Routing Transformers, which you highlighted");
  for (const word of ["sparse", "attention"])
    assert.ok(first.reason.words.includes(word) || first.reason.words.length === 4);
  assert.deepEqual(
    others.map(({ reason }) => reason),
    [undefined, undefined],
  );
});

test("the words of a reason are those of the text, not their stems", async () => {
  const [ranking] = (await Interest.in([routing])).rank([
    { title: "Routing queries", abstract: "Clusterings." },
  ]);
  assert.deepEqual([...(ranking?.reason?.words ?? [])].sort(), ["clusterings", "queries", "routing"]);
});

test("what was highlighted counts beyond what stands in the abstract", async () => {
  const bees = liked("arxiv-1", "On insects", "Insects in general.", {
    highlights: ["Honey from hives in winters"],
  });
  const [first] = inOrder(rankEntries(day, await Interest.in([bees])), "forYou");
  assert.equal(first?.entry.draft.title, "A survey of beekeeping");
});

test("without anything known of the reader, the community's votes decide", async () => {
  assert.deepEqual(titles(inOrder(rankEntries(day, await Interest.in([])), "forYou")), [
    "Protein folding with diffusion",
    "A survey of beekeeping",
    "Clustered sparse attention",
  ]);
});

test("votes and the order of the source are orders of their own", async () => {
  const ranked = rankEntries(day, await Interest.in([routing]));
  assert.deepEqual(
    inOrder(ranked, "votes").map(({ entry: { votes } }) => votes),
    [90, 9, 3],
  );
  assert.deepEqual(
    inOrder(ranked, "listed").map(({ entry: { rank } }) => rank),
    [1, 2, 3],
  );
});

test("of two papers as near, the starred one is named before the one that was only kept", async () => {
  const same = ["Sparse attention", "Clusters of keys route attention over long sequences."] as const;
  const kept = liked("arxiv-1", ...same, { bond: "kept" });
  const starred = liked("arxiv-2", ...same, { bond: "starred" });
  const [, near] = rankEntries(day, await Interest.in([kept, starred]));
  assert.equal(near?.reason?.bond, "starred");
});

test("texts without words, in other scripts and of hostile length are ranked like others", async () => {
  const han = liked("arxiv-1", "线性注意力机制", "长序列的稀疏注意力");
  const [empty, chinese, long] = (await Interest.in([han])).rank([
    { title: "", abstract: "" },
    { title: "稀疏注意力", abstract: "注意力机制" },
    { title: "x".repeat(100_000), abstract: "__proto__ constructor ".repeat(1_000) },
  ]);
  assert.equal(empty?.score, 0);
  assert.ok((chinese?.score ?? 0) > 0.1);
  assert.equal(long?.reason, undefined);
});

test("a paper of the library is not near itself", async () => {
  const [own] = (await Interest.in([routing])).rank([{ ...routing, self: routing.id }]);
  assert.deepEqual(own, { score: 0 });
});
