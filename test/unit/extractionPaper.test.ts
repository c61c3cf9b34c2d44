import assert from "node:assert/strict";
import { test } from "node:test";
import { extractPaper } from "../../src/extraction/paper.ts";
import { block, page, storedPaper, type Printed } from "../fakes/printedPages.ts";

const prose = (what: string, lines: number): readonly string[] =>
  Array.from(
    { length: lines },
    (_, at) =>
      `${what} goes on in line ${at + 1} with enough words to fill the column${at === lines - 1 ? "." : ""}`,
  );

const front = (...rest: readonly Printed[]): readonly Printed[] => [
  { text: "Learning to Read", x: 150, y: 720, size: 17, bold: true },
  { text: "the Papers of Others", x: 150, y: 700, size: 17, bold: true },
  { text: "Ada Lovelace", x: 100, y: 660, bold: true },
  { text: "1,∗", x: 160, y: 664, size: 6, width: 8 },
  { text: "Grace Brewster Hopper", x: 300, y: 660, bold: true },
  { text: "1", x: 405, y: 664, size: 6, width: 4 },
  { text: "1", x: 150, y: 648, size: 6, width: 4 },
  { text: "University of Somewhere, London", x: 155, y: 644 },
  ...rest,
];
const introduction: readonly Printed[] = [
  { text: "1 Introduction", y: 400, size: 12, bold: true },
  ...block(72, 380, prose("The introduction", 10)),
];
const abstract = block(100, 590, prose("The abstract", 6));

test("the title is the largest type, and is put together from its lines", () => {
  const { title } = extractPaper({ pages: [page(1, front(...introduction))] });
  assert.deepEqual(title, {
    value: "Learning to Read the Papers of Others",
    source: "the largest type on page 1",
  });
});

test("a title in capitals takes the file's own spelling when they say the same", () => {
  const pages = [page(1, [{ text: "AN IMAGE IS WORTH WORDS", y: 700, size: 17 }, ...introduction])];
  const title = (own: string): string | undefined =>
    extractPaper({ pages, metadata: { title: own } }).title?.value;
  assert.equal(title("An Image is Worth Words"), "An Image is Worth Words");
  assert.equal(title("Some other file"), "AN IMAGE IS WORTH WORDS");
});

test("a banner above the title is not the title, however large", () => {
  const pages = [page(1, [{ text: "Journal of Papers", y: 760, size: 24 }, ...front(...introduction)])];
  assert.equal(extractPaper({ pages }).title?.value, "Learning to Read the Papers of Others");
});

test("a scan without text has the title that the file says, unless that is a file's name", () => {
  const titled = (title: string) => extractPaper({ pages: [page(1, [])], metadata: { title } }).title;
  assert.deepEqual(titled("On Scanned Papers"), {
    value: "On Scanned Papers",
    source: "the file's own description",
  });
  assert.equal(titled("Microsoft Word - paper final"), undefined);
  assert.equal(titled("packing journal.dvi"), undefined);
});

test("authors are the names between title and abstract, without marks and addresses", () => {
  const { authors } = extractPaper({
    pages: [page(1, front({ text: "Abstract", y: 605, bold: true }, ...abstract, ...introduction))],
  });
  assert.deepEqual(authors, {
    value: ["Ada Lovelace", "Grace Brewster Hopper"],
    source: "names below the title",
  });
});

test("the abstract goes from its heading to the next", () => {
  const pages = [
    page(1, front({ text: "Abstract", x: 280, y: 605, bold: true }, ...abstract, ...introduction)),
  ];
  const found = extractPaper({ pages }).abstract;
  assert.equal(found?.source, "below the word “Abstract” on page 1");
  assert.ok(found.value.startsWith("The abstract goes on in line 1 with"));
  assert.ok(found.value.endsWith("line 6 with enough words to fill the column."));
});

test("an abstract may begin in the line of its heading", () => {
  const pages = [
    page(1, front({ text: "Abstract—In this paper we say", x: 100, y: 602 }, ...abstract, ...introduction)),
  ];
  assert.ok(extractPaper({ pages }).abstract?.value.startsWith("In this paper we say The abstract"));
});

test("without the word “Abstract”, it is the first long paragraph", () => {
  const found = extractPaper({ pages: [page(1, front(...abstract, ...introduction))] }).abstract;
  assert.equal(found?.source, "the first long paragraph on page 1");
  assert.ok(found.value.startsWith("The abstract goes on in line 1"));
  assert.ok(found.value.endsWith("line 6 with enough words to fill the column."));
});

test("footnotes that the file writes behind the abstract are no part of it", () => {
  const footnote = block(72, 90, ["∗Both authors contributed the same to this work."], { size: 8 });
  const pages = [
    page(1, front({ text: "Abstract", y: 605, bold: true }, ...abstract, ...footnote)),
    page(2, introduction),
  ];
  assert.ok(extractPaper({ pages }).abstract?.value.endsWith("fill the column."));
});

test("the stamp in the margin tells the arXiv id, and papers named in the text do not", () => {
  const stamp = { text: "arXiv:1706.03762v5 [cs.CL] 6 Dec 2017", x: 30, y: 300, size: 20, rotated: true };
  const cites = { text: "as in arXiv:2005.14165 before", y: 200 };
  const { arxiv } = extractPaper({ pages: [page(1, [...front(...introduction), cites, stamp])] });
  assert.deepEqual(arxiv, { value: "1706.03762", source: "the stamp in the margin" });
  assert.equal(extractPaper({ pages: [page(1, [...front(...introduction), cites])] }).arxiv, undefined);
});

test("headings come from the outline where there is one", () => {
  const outline = [
    { title: "1 Introduction", level: 1, page: 1, y: 412 },
    { title: "1.1 Motivation", level: 2, page: 1, y: 300 },
    { title: "References", level: 1, page: 2 },
  ];
  const { headings } = extractPaper({ pages: [page(1, front(...introduction))], outline });
  assert.equal(headings.source, "the PDF's outline");
  assert.deepEqual(
    headings.value.map(({ number, title, level }) => [number, title, level]),
    [
      ["1", "Introduction", 1],
      ["1.1", "Motivation", 2],
      [undefined, "References", 1],
    ],
  );
});

test("without an outline, numbers, known names and the type of these tell headings", () => {
  const pages = [
    page(1, front({ text: "Abstract", y: 605, size: 11, bold: true }, ...abstract, ...introduction)),
    page(2, [
      { text: "2", y: 740, size: 12, bold: true, width: 6 },
      { text: "Related Work", x: 96, y: 740, size: 12, bold: true },
      ...block(72, 720, ["2 apples are no heading, but the beginning of a line", ...prose("Work", 8)]),
      { text: "2.1 A heading that is so long that it has to go on in a", y: 600, bold: true },
      { text: "second line", y: 588, bold: true },
      ...block(72, 560, prose("More", 5)),
      { text: "Thanks to Everybody", y: 480, size: 12, bold: true },
      ...block(72, 460, prose("Thanks", 3)),
      { text: "3 Adam 0.1 0.9 12", y: 300, bold: true },
    ]),
  ];
  const { headings } = extractPaper({ pages });
  assert.equal(headings.source, "lines set like headings");
  assert.deepEqual(
    headings.value.map(({ number, title, level }) => [number, title, level]),
    [
      [undefined, "Abstract", 1],
      ["1", "Introduction", 1],
      ["2", "Related Work", 1],
      ["2.1", "A heading that is so long that it has to go on in a second line", 2],
      [undefined, "Thanks to Everybody", 1],
    ],
  );
});

const bibliography = (
  ...entries: readonly Printed[]
): ReturnType<typeof extractPaper>["references"]["value"] => {
  const heading = { text: "References", y: 740, size: 12, bold: true };
  return extractPaper({ pages: [page(1, front(...introduction)), page(2, [heading, ...entries])] }).references
    .value;
};

test("a bibliography is parted by its labels", () => {
  const found = bibliography(
    ...block(72, 720, [
      "[1] A. Author and B. Author. A first title. arXiv preprint",
      "arXiv:1409.0473, 2014.",
      "[2] C. Author. A second one. In Proc. of That, 2015. doi:",
      "10.1145/345881.12.",
      "[Vas17] D. Author. A third. 2017.",
    ]),
  );
  assert.deepEqual(
    found.map(({ label, year, arxiv, doi }) => ({ label, year, arxiv, doi })),
    [
      { label: "1", year: "2014", arxiv: "1409.0473", doi: undefined },
      { label: "2", year: "2015", arxiv: undefined, doi: "10.1145/345881.12" },
      { label: "Vas17", year: "2017", arxiv: undefined, doi: undefined },
    ],
  );
  assert.equal(
    found[0]?.text,
    "A. Author and B. Author. A first title. arXiv preprint arXiv:1409.0473, 2014.",
  );
});

test("a bibliography is parted by numbers that go up, and not by a year at a line's start", () => {
  const found = bibliography(
    ...block(72, 720, [
      "1. A. Author. A first title. Journal of Things,",
      "2014. Pages one to ten.",
      "2. B. Author. A second title, 2015.",
    ]),
  );
  assert.deepEqual(
    found.map(({ label }) => label),
    ["1", "2"],
  );
});

test("a bibliography is parted by lines that hang out, in each column", () => {
  const entry = (x: number, y: number, name: string): readonly Printed[] => [
    { text: `${name} Author. 2019a. A title that takes`, x, y },
    { text: "two lines. In Proceedings.", x: x + 11, y: y - 12 },
  ];
  const found = bibliography(
    ...[...entry(72, 720, "Anne"), ...entry(72, 690, "Bert")],
    ...[...entry(320, 720, "Carl"), ...entry(320, 690, "Dora")],
  );
  assert.deepEqual(
    found.map(({ text, year }) => [text.split(" ")[0], year]),
    ["Anne", "Bert", "Carl", "Dora"].map((name) => [name, "2019a"]),
  );
});

test("an appendix ends the bibliography", () => {
  const found = bibliography(
    ...block(72, 720, ["[1] A. Author. One title, 2014.", "[2] B. Author. Another title, 2015."]),
    { text: "A Proofs", y: 600, size: 12, bold: true },
    ...block(72, 580, prose("The proof", 4)),
  );
  assert.deepEqual(
    found.map(({ text }) => text),
    ["A. Author. One title, 2014.", "B. Author. Another title, 2015."],
  );
});

test("captions are told from sentences that begin alike", () => {
  const pages = [
    page(1, front(...introduction)),
    page(2, [
      ...block(72, 700, ["Figure 1: A caption in", "two lines."]),
      ...block(72, 600, ["Figure 1 shows what a sentence is."]),
      ...block(72, 500, ["Table 2. Numbers and what they mean."]),
      ...block(72, 400, ["Fig. 3 | A caption with a bar."]),
      ...block(72, 300, ["Algorithm 1"], { bold: true }),
      ...block(72, 250, ["Fig. 3). When a line ends within brackets, this is no caption."]),
      ...block(72, 200, ["Fig. 4) and neither is this."]),
      ...block(72, 150, ["Fig. 5) But this is."]),
    ]),
  ];
  assert.deepEqual(
    extractPaper({ pages }).captions.map(({ kind, number, text }) => [kind, number, text]),
    [
      ["figure", "1", "Figure 1: A caption in two lines."],
      ["table", "2", "Table 2. Numbers and what they mean."],
      ["figure", "3", "Fig. 3 | A caption with a bar."],
      ["algorithm", "1", "Algorithm 1"],
      ["figure", "5", "Fig. 5) But this is."],
    ],
  );
});

test("a paper of two columns is read, with its bibliography where links lead", () => {
  const { pages, destinations } = storedPaper("s2orc");
  const paper = extractPaper({ pages, destinations });
  assert.equal(paper.title?.value, "S2ORC: The Semantic Scholar Open Research Corpus");
  assert.deepEqual(paper.authors?.value, [
    "Kyle Lo",
    "Lucy Lu Wang",
    "Mark Neumann",
    "Rodney Kinney",
    "Daniel S. Weld",
  ]);
  assert.match(paper.abstract?.value ?? "", /^We introduce S2ORC, a large corpus of .* academic text\.$/u);
  assert.equal(paper.captions[0]?.text.slice(0, 50), "Figure 1: Inline citations and references to figur");
  assert.equal(paper.references.source, "the places that citations link to");
  assert.equal(paper.references.value.length, destinations.length);
  const ammar = paper.references.value.find(({ text }) => text.startsWith("Waleed Ammar"));
  assert.equal(ammar?.year, "2018");
  assert.ok(
    ammar.text.includes("Kohlmeier, Kyle Lo"),
    "goes on in the next column, without the footnote between",
  );
  assert.ok(ammar.text.endsWith("sociation for Computational Linguistics."));
});

test("the same bibliography is found without links", () => {
  const { pages, destinations } = storedPaper("s2orc");
  const beginnings = (found: ReturnType<typeof extractPaper>): readonly string[] =>
    found.references.value.map(({ text }) => text.slice(0, 40));
  const linked = beginnings(extractPaper({ pages, destinations }));
  const unlinked = new Set(beginnings(extractPaper({ pages })));
  assert.deepEqual(
    linked.filter((each) => !unlinked.has(each)),
    [],
  );
});

test("nothing at all is an empty paper", () => {
  const paper = extractPaper({ pages: [] });
  assert.deepEqual(
    [paper.title, paper.abstract, paper.references.value, paper.text],
    [undefined, undefined, [], []],
  );
});

test("a page of thousands of lines, which nobody wrote, takes no minutes", () => {
  const many = (text: (at: number) => string): readonly Printed[] =>
    Array.from({ length: 4_000 }, (_, at) => ({ text: text(at), y: 700 - at * 12 }));
  const start = performance.now();
  for (const text of [
    (): string => "Figure 1: x",
    (at: number): string => (at === 0 ? "References" : "Author name-"),
    (at: number): string => `${at % 9}.1 Heading ${at}`,
  ]) {
    extractPaper({ pages: [page(1, many(text))] });
  }
  assert.ok(performance.now() - start < 10_000);
});
