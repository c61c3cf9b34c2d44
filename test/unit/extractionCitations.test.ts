import assert from "node:assert/strict";
import { test } from "node:test";
import { textAt } from "../../src/base/span.ts";
import { citationsIn } from "../../src/extraction/citations.ts";
import { destinationKind, referenceAt, referencesAt } from "../../src/extraction/destinations.ts";
import type { Caption, Destination, ReferenceEntry } from "../../src/extraction/extractedPaper.ts";
import { linesOfPages } from "../../src/extraction/lines.ts";
import { mentionsIn, targetsOf } from "../../src/extraction/mentions.ts";
import { captionAt } from "../../src/extraction/nearestCaption.ts";
import { block, page, storedPaper } from "../fakes/printedPages.ts";

const place = { page: 9, x: 72, y: 700 };
const entry = (text: string, year: string, label?: string): ReferenceEntry => ({
  text,
  year,
  place,
  ...(label === undefined ? {} : { label }),
});

const numbered = Array.from({ length: 12 }, (_, at) =>
  entry(`Author ${at + 1}. A title.`, "2019", String(at + 1)),
);
const named = [
  entry("Ashish Vaswani, Noam Shazeer, and Niki Parmar. 2017. Attention.", "2017"),
  entry("Jacob Devlin, Ming-Wei Chang, and Kenton Lee. 2019a. BERT.", "2019a"),
  entry("Jacob Devlin and Kenton Lee. 2019b. Another.", "2019b"),
  entry("T. Müller. Über Zeug. Zeitschrift, 2015.", "2015"),
  entry("Junjie Hu, Amy Zhu, and Kyle Lo. Third. 2020.", "2020"),
  entry("Kyle Lo and Lucy Lu Wang. 2020. S2ORC.", "2020"),
];
const labelled = [
  entry("I. Goodfellow. Deep Learning.", "2016", "GBC16"),
  entry("C. Bishop. Patterns.", "2006", "Bis06"),
];

/** What is pointed at, and the positions of what it cites. */
const cited = (
  text: string,
  references: readonly ReferenceEntry[],
): readonly (readonly [string, readonly number[]])[] =>
  citationsIn(text, references).map(({ span, references: found }) => [textAt(text, span), found]);

const cases: readonly (readonly [
  what: string,
  text: string,
  references: readonly ReferenceEntry[],
  found: readonly (readonly [string, readonly number[]])[],
])[] = [
  ["a number", "as shown [3].", numbered, [["[3]", [2]]]],
  ["numbers and a range", "as shown [3, 7–9]", numbered, [["[3, 7–9]", [2, 6, 7, 8]]]],
  [
    "two brackets",
    "in [1] and [2]",
    numbered,
    [
      ["[1]", [0]],
      ["[2]", [1]],
    ],
  ],
  ["a number with a page", "in [4, Theorem 2]", numbered, [["[4, Theorem 2]", [3]]]],
  ["no interval", "for x in [0, 1] it", numbered, []],
  ["no number beyond the last", "see [99]", numbered, []],
  ["no numbers where the bibliography has none", "the interval [1, 2]", named, []],
  ["no label of the bibliography itself", "[2] Author 2. A title.", numbered, []],
  ["letters and digits", "by [GBC16, Bis06]", labelled, [["[GBC16, Bis06]", [0, 1]]]],
  ["names and a year", "models (Vaswani et al., 2017) are", named, [["Vaswani et al., 2017", [0]]]],
  [
    "each of a group",
    "(see Vaswani et al., 2017; Devlin et al., 2019a)",
    named,
    [
      ["Vaswani et al., 2017", [0]],
      ["Devlin et al., 2019a", [1]],
    ],
  ],
  ["names in the sentence", "Vaswani et al. (2017) show", named, [["Vaswani et al. (2017)", [0]]]],
  ["two names", "by Devlin and Lee (2019b)", named, [["Devlin and Lee (2019b)", [2]]]],
  ["two years of one author", "(Devlin et al., 2019a,b)", named, [["Devlin et al., 2019a,b", [1, 2]]]],
  ["a name without its accent", "(Muller, 2015)", named, [["Muller, 2015", [3]]]],
  ["the first author, not a later one", "(Lo and Wang, 2020)", named, [["Lo and Wang, 2020", [5]]]],
  ["whole names only", "(Zhuang et al., 2020)", named, []],
  ["no year that nobody cites", "in the year (1999) and Smith (2003)", named, []],
];
for (const [what, text, references, found] of cases) {
  test(`citations in a text: ${what}`, () => assert.deepEqual(cited(text, references), found));
}

test("hostile texts take no longer than others", () => {
  const start = performance.now();
  for (const text of ["[1,".repeat(30_000), "(A B ".repeat(30_000), "Lo and ".repeat(30_000)]) {
    citationsIn(text, [...numbered, ...named]);
    mentionsIn(text, { captions: [], headings: [], equations: [], theorems: [] });
  }
  assert.ok(performance.now() - start < 5_000);
});

const pages = linesOfPages([
  page(3, [
    { text: "Figure 2: The model.", y: 700 },
    { text: "3.1 Attention", y: 640, bold: true, size: 12 },
    { text: "Attention(Q, K, V) = softmax(QK)V", x: 150, y: 600, width: 200 },
    { text: "(4)", x: 490, y: 600 },
    { text: "Theorem 2. All is well.", y: 560 },
    { text: "A line that fills the column from its left edge to its right one", y: 540, width: 433 },
  ]),
]);
const caption = (kind: Caption["kind"], number: string, at: Partial<Caption["place"]> = {}): Caption => ({
  kind,
  number,
  text: `${kind} ${number}`,
  place: { page: 3, x: 72, y: 710, ...at },
});
const targets = targetsOf(
  pages,
  [caption("figure", "2"), caption("table", "1", { page: 5 })],
  [{ title: "Attention", number: "3.1", level: 2, place: { page: 3, x: 72, y: 652 } }],
);

const mentions: readonly (readonly [text: string, found: readonly (readonly [string, string, number])[]])[] =
  [
    ["see Figure 2 and", [["Figure 2", "figure", 3]]],
    ["(Fig. 2a)", [["Fig. 2", "figure", 3]]],
    ["Tables 1 and 7 show", [["Tables 1", "table", 5]]],
    ["from Eq. (4), we", [["Eq. (4)", "equation", 3]]],
    ["in Section 3.1.", [["Section 3.1", "section", 3]]],
    ["§3.1 says", [["§3.1", "section", 3]]],
    ["by Theorem 2,", [["Theorem 2", "theorem", 3]]],
    ["Figure 9 is nowhere", []],
    ["a configure 2 step", []],
  ];
for (const [text, found] of mentions) {
  test(`mentions in “${text}”`, () =>
    assert.deepEqual(
      mentionsIn(text, targets).map(({ span, kind, place: at }) => [textAt(text, span), kind, at.page]),
      found,
    ));
}

test("names of destinations tell what they lead to", () => {
  const kinds = [
    "cite.vaswani2017",
    "figure.caption.3",
    "table.1",
    "section.2.1",
    "equation.1.4",
    "Hfootnote.3",
    "thm.2",
    "page.1",
    "xyz",
  ];
  assert.deepEqual(kinds.map(destinationKind), [
    ...["cite", "figure", "table", "section", "equation", "footnote", "theorem", "page"],
    undefined,
  ]);
});

const references = (rise: number): readonly Destination[] => [
  { name: "cite.first", page: 1, x: 72, y: 700 + rise },
  { name: "cite.second", page: 1, x: 72, y: 676 + rise },
  { name: "cite.third", page: 2, x: 72, y: 688 + rise },
];
const referencePages = linesOfPages([
  page(1, [
    { text: "References", y: 720, size: 12, bold: true },
    ...block(72, 700, [
      "[1] A. First. A title that takes",
      "two lines, 2001.",
      "[2] B. Second. A title that is not",
    ]),
    { text: "1 A footnote below the column.", y: 90, size: 7 },
  ]),
  page(2, block(72, 700, ["finished on its page, 2002.", "[3] C. Third. A last title, 2003."])),
]);

// Some classes put the place on the baseline, some a line's height or more above it.
for (const rise of [0, 4, 11, 18]) {
  test(`an entry is the text from its place to the next, ${rise} points above its baseline`, () => {
    const found = referencesAt(referencePages, references(rise));
    assert.deepEqual(
      found.map(({ label, year, text }) => [label, year, text.slice(0, 9)]),
      [
        ["1", "2001", "A. First."],
        ["2", "2002", "B. Second"],
        ["3", "2003", "C. Third."],
      ],
    );
  });
}

test("one entry is looked up by its place", () => {
  const all = references(11);
  const [, second] = all;
  assert.ok(second);
  assert.equal(
    referenceAt(referencePages, second, all)?.text,
    "B. Second. A title that is not finished on its page, 2002.",
  );
});

test("entries of a real bibliography begin with their authors", () => {
  const { pages: stored, destinations } = storedPaper("s2orc");
  const found = referencesAt(linesOfPages(stored), destinations);
  for (const { destination = "", text } of found) {
    const author = /^cite\.([a-z]+)/iu.exec(destination)?.[1]?.toLowerCase() ?? "";
    const beginning = text.normalize("NFKD").replace(/\P{L}/gu, "").toLowerCase().slice(0, 80);
    assert.ok(beginning.includes(author === "dougan" ? "dogan" : author), `${destination}: ${text}`);
  }
});

test("the caption of a figure's place is the nearest below it, of its kind", () => {
  const captions = [
    caption("figure", "1", { y: 500 }),
    caption("table", "1", { y: 650 }),
    caption("figure", "2", { y: 200 }),
  ];
  const at = (name: string, y: number): string | undefined =>
    captionAt(captions, { name, page: 3, x: 72, y })?.text;
  assert.equal(at("figure.caption.1", 700), "figure 1");
  assert.equal(at("figure.caption.2", 450), "figure 2");
  assert.equal(at("table.caption.3", 700), "table 1");
  assert.equal(at("equation.1", 700), undefined);
});
