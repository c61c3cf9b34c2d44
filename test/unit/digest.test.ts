/** A day or a week of feeds as a document. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { PaperId } from "../../src/domain/paperId.ts";
import { digestText, isUntouchedDigest } from "../../src/feed/digest.ts";
import type { RankedEntry } from "../../src/feed/rankedEntry.ts";

const ranked: RankedEntry = {
  entry: {
    id: "arxiv-2611.10001" as PaperId,
    from: ["daily-papers"],
    date: "2026-11-25",
    votes: 42,
    submitter: "Wanda",
    draft: {
      title: "Looms of Attention",
      abstract: "We weave $O(n)$ threads.",
      authors: ["Ada Lovelace", "Grace Hopper"],
      identifiers: ["arxiv:2611.10001"],
      resources: [{ kind: "code", url: "https://github.com/looms/attention_(new)" }],
      source: { kind: "daily-papers" },
    },
  },
  score: 1,
  reason: { paper: "arxiv-1" as PaperId, title: "Routing Transformers", bond: "highlighted", words: [] },
};
const digest = (entries: readonly RankedEntry[], days = ["2026-11-25"]): string =>
  digestText({
    ...{ days, entries, listed: 7 },
    addressOf: ({ entry }) => `vscode://marginalia.marginalia/paper?id=${entry.id}`,
    nameOf: () => "Daily Papers",
  });

test("a day's digest says what each paper is, why it is there, and where it opens", () => {
  const text = digest([ranked]);
  assert.deepEqual(text.split("\n\n").slice(0, -1), [
    "# Papers of 2026-11-25",
    "1 of 7 papers from Daily Papers.",
    "## 1. [Looms of Attention](vscode://marginalia.marginalia/paper?id=arxiv-2611.10001)",
    "Ada Lovelace, Grace Hopper",
    "*like Routing Transformers, which you highlighted*",
    "42 votes · submitted by Wanda · [arXiv](https://arxiv.org/abs/2611.10001) · [code](https://github.com/looms/attention_%28new%29)",
    "We weave \\$O(n)\\$ threads.",
  ]);
});

test("a week's digest names its days", () => {
  assert.match(
    digest([], ["2026-11-19", "2026-11-25"]),
    /^# Papers of 2026-11-19 to 2026-11-25\n\n0 of 7 papers\.\n/u,
  );
});

test("a digest is known as untouched until somebody writes into it", () => {
  const text = digest([ranked]);
  assert.equal(isUntouchedDigest(text), true);
  assert.equal(isUntouchedDigest(text.replaceAll("\n", "\r\n")), true);
  assert.equal(isUntouchedDigest(text.replace("42 votes", "42 votes, read!")), false);
  assert.equal(isUntouchedDigest(`${text}My words.\n`), false);
  assert.equal(isUntouchedDigest("# Papers"), false);
});

test("hostile titles and people are shown as they are, and are nothing but text", () => {
  const hostile =
    "![x](https://evil.example/p.png) <img src=x onerror=alert(1)> [a](command:x) `c`\n# H\u202E";
  const { entry } = ranked;
  const text = digest([
    {
      ...ranked,
      entry: {
        ...entry,
        ...{ submitter: hostile, organisation: hostile },
        draft: {
          ...entry.draft,
          title: hostile,
          abstract: hostile,
          authors: [hostile],
          resources: [{ kind: "code", url: "https://e.example/) <b>" }],
        },
      },
    },
  ]);
  const html = micromark(text, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  assert.doesNotMatch(html, /<img|onerror=alert\(1\)>|<b>|command:x"/u);
  assert.equal((html.match(/<h[12]/gu) ?? []).length, 2);
});
