/** Passages on the pages of documents, whatever stands between the pages. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../src/anchoring/fold.ts";
import { pageDigest } from "../../src/anchoring/pageDigest.ts";
import type { LetterLine, PageLetters } from "../../src/anchoring/pageLetters.ts";
import { PagesText } from "../../src/anchoring/pages.ts";
import { placeOnPages, type FoundOnPages } from "../../src/anchoring/placeOnPages.ts";
import { onSamePages } from "../../src/anchoring/samePages.ts";
import type { Region } from "../../src/domain/region.ts";

/** Blocks of lines; those in the margins begin with "~". */
function page(number: number, blocks: readonly (readonly string[])[]): PageLetters {
  let text = "";
  const lines: LetterLine[] = [];
  blocks.forEach((block, at) => {
    for (const line of block) {
      const isAside = line.startsWith("~");
      const letters = fold(isAside ? line.slice(1) : line).text;
      lines.push({ start: text.length, end: text.length + letters.length, block: at, isAside });
      text += letters;
    }
  });
  return { number, text, lines };
}

const wordsOf = (pages: readonly PageLetters[], found: FoundOnPages | undefined): readonly string[] =>
  (found?.pieces ?? []).map(({ page: number, span }) => {
    const text = pages.find((each) => each.number === number)?.text ?? "";
    return `${number}: ${text.slice(span.start, span.end)}`;
  });
const quote = (exact: string, prefix = "", suffix = "") => ({ quote: { exact, prefix, suffix } });

const passage = "Sparse models skip what does not matter, and they lose very little by it on long documents.";
const [first, second] = [
  "Sparse models skip what does not mat-",
  "ter, and they lose very little by it on long documents.",
];
const filler = "We first say a few other things about models that are of no interest here.";
const more = "Then the paper goes on with experiments and tables of many numbers.";

test("a passage over a page break is found although head, number and foot stand between, and is one passage", () => {
  const pages = [
    page(1, [["~A running head"], [filler, first ?? ""], ["~12"]]),
    page(2, [["~Another head"], [second ?? "", more], ["~13"]]),
  ];
  const found = placeOnPages(new PagesText(pages), quote(passage));
  assert.equal(found?.state, "anchored");
  assert.equal(found.isSame, true);
  assert.deepEqual(wordsOf(pages, found), [
    "1: sparsemodelsskipwhatdoesnotmat",
    "2: ter,andtheyloseverylittlebyitonlongdocuments.",
  ]);
});

test("running heads are known by their return, where they stand too low to be in the margin", () => {
  const head = (number: number) => [`${number}  A. Author and B. Author`];
  const pages = [
    page(1, [head(1), [filler, first ?? ""]]),
    page(2, [head(2), [second ?? "", more]]),
    page(3, [head(3), [more]]),
  ];
  const found = placeOnPages(new PagesText(pages), quote(passage));
  assert.equal(found?.state, "anchored");
  assert.equal(found.pieces.length, 2);
});

const footnote = "1 This footnote stands below the column and is of no matter to what is said above it.";

test("a footnote between the halves is passed over and not covered", () => {
  const pages = [page(1, [[filler, first ?? ""], [footnote]]), page(2, [[second ?? "", more]])];
  const found = placeOnPages(new PagesText(pages), quote(passage));
  assert.equal(found?.state, "anchored");
  assert.deepEqual(wordsOf(pages, found), [
    "1: sparsemodelsskipwhatdoesnotmat",
    "2: ter,andtheyloseverylittlebyitonlongdocuments.",
  ]);
});

test("so is a figure with its caption between two columns, though only a word stands before it", () => {
  const caption = [
    "Figure 2: How many models read how many words, and how soon.",
    "Larger is better in all of them.",
  ];
  const pages = [
    page(1, [
      [filler, "Sparse models"],
      caption,
      ["skip what does not matter, and they lose very little by it on long documents.", more],
    ]),
  ];
  const context = "are of no interest here.";
  const found = placeOnPages(new PagesText(pages), quote(passage, context, "Then the paper goes on"));
  assert.equal(found?.state, "anchored");
  assert.deepEqual(wordsOf(pages, found), [
    "1: sparsemodels",
    "1: skipwhatdoesnotmatter,andtheyloseverylittlebyitonlongdocuments.",
  ]);
});

test("a sentence that was added within a passage makes it uncertain", () => {
  const added = "This has been shown before by many authors in several fields of study.";
  const pages = [
    page(1, [
      [
        filler,
        `Sparse models skip what does not matter, ${added} and they lose very little by it on long documents.`,
        more,
      ],
    ]),
  ];
  assert.equal(placeOnPages(new PagesText(pages), quote(passage))?.state, "uncertain");
});

test("a passage that was quoted with a footnote in it is found where there is none, and said to be uncertain", () => {
  const quoted = `${first ?? ""}\n${footnote.slice(0, 30)}\n${second ?? ""}`;
  const pages = [page(1, [[filler, passage, more]])];
  const found = placeOnPages(new PagesText(pages), quote(quoted));
  assert.equal(found?.state, "uncertain");
  assert.ok(wordsOf(pages, found).join().includes("sparsemodels"));
});

test("words in the margin are found where margins are looked at", () => {
  const pages = [page(1, [["~Published as a conference paper at a conference"], [filler]])];
  const sought = quote("Published as a conference paper at a conference");
  assert.equal(placeOnPages(new PagesText(pages), sought), undefined);
  assert.equal(placeOnPages(new PagesText(pages, true), sought)?.state, "anchored");
});

test("of the same words on several pages the one that was quoted is known by its context, else by its page", () => {
  const line = "The results are given in the table below and discussed there.";
  const pages = [1, 2, 3, 4].map((number) => {
    const letter = "abcd"[number];
    return page(number, [
      ["Top", `${letter} first`, `Begin ${letter} so.`, line, `End ${letter} so.`, `${letter} last`, "Foot"],
    ]);
  });
  const text = new PagesText(pages);
  const byContext = placeOnPages(text, quote(line, "Begin c so. ", " End c so."));
  assert.equal(byContext?.pieces[0]?.page, 2);
  const byPage = placeOnPages(text, { ...quote(line), stood: { page: 3, letter: 8 } });
  assert.equal(byPage?.pieces[0]?.page, 3);
});

test("a page keeps its digest with another number and head, and loses it with another word", () => {
  const body = [filler, passage, more];
  const digest = pageDigest(page(1, [["~Preprint"], body, ["~1"]]));
  assert.match(digest ?? "", /^[0-9a-f]{16}$/u);
  assert.equal(pageDigest(page(7, [["~Published"], body, ["~7"]])), digest);
  assert.notEqual(pageDigest(page(1, [[filler, passage.replace("little", "much"), more]])), digest);
  assert.equal(pageDigest(page(1, [["Appendix"]])), undefined, "too little to know a page by");
});

const region = (...parts: readonly (readonly [page: number, digest?: string])[]): Region => ({
  fingerprint: "old",
  parts: parts.map(([number, digest]) => ({
    page: number,
    rects: [[1, 2, 3, 4]],
    text: { start: 0, end: 9 },
    ...(digest === undefined ? {} : { digest }),
  })),
});
const pagesSaying = (pages: Readonly<Record<string, readonly number[]>>) => (digest: string) =>
  pages[digest] ?? [];

test("where pages say the same a place needs no words, also when the pages have other numbers now", () => {
  const stays = onSamePages(region([3, "aa"]), pagesSaying({ aa: [3, 9] }));
  assert.deepEqual(stays, region([3, "aa"]));
  const moved = onSamePages(region([3, "aa"], [4, "bb"]), pagesSaying({ aa: [5], bb: [2, 6] }));
  assert.deepEqual(
    moved?.parts.map((part) => part.page),
    [5, 6],
  );
  assert.equal(onSamePages(region([3, "aa"], [4, "bb"]), pagesSaying({ aa: [3] })), undefined);
  assert.equal(onSamePages(region([3]), pagesSaying({})), undefined, "older regions have no digest");
});
