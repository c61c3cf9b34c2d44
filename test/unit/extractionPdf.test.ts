import assert from "node:assert/strict";
import { test } from "node:test";
import { extractPaper } from "../../src/extraction/paper.ts";
import { openPdf } from "../../src/extraction/pdfjs/openPdf.ts";
import type { PdfSource } from "../../src/extraction/pdfjs/pdfSource.ts";
import { readPdf, type ReadingBounds, type ReadPdf } from "../../src/extraction/pdfjs/readPdf.ts";
import { readText, type TextBounds } from "../../src/extraction/pdfjs/readText.ts";
import type { PdfText } from "../../src/extraction/summary.ts";
import { samplePdf, type SamplePdf } from "../fakes/samplePdf.ts";

async function readSample(
  sample: SamplePdf,
  bounds: Partial<ReadingBounds> = {},
  change: (source: PdfSource) => PdfSource = (source) => source,
): Promise<ReadPdf> {
  const { source, close } = await openPdf(samplePdf(sample));
  try {
    return await readPdf(change(source), bounds);
  } finally {
    await close();
  }
}

const threePages = {
  pages: ["one", "two", "three"].map((name) => ({ lines: [`Page ${name} has words`, "and a second line."] })),
};

test("a PDF's text is read with the places of its outline", async () => {
  const read = await readSample({
    ...threePages,
    outline: [
      { title: "First", page: 1 },
      { title: "Inside", page: 2, below: true },
      { title: "Last", page: 3 },
    ],
  });
  assert.deepEqual(read.outline, [
    { title: "First", level: 1, page: 1, y: 792 },
    { title: "Inside", level: 2, page: 2, y: 792 },
    { title: "Last", level: 1, page: 3, y: 792 },
  ]);
  const paper = extractPaper(read);
  assert.deepEqual(paper.text[1], { page: 2, text: "Page two has words and a second line." });
  assert.equal(paper.headings.value.length, 3);
});

test("fonts are known by their names", async () => {
  const { pages } = await readSample(threePages);
  assert.equal(pages[0]?.items[0]?.font, "Helvetica");
});

test("a page that cannot be read is left out, and the others are read", async () => {
  const broken = (source: PdfSource): PdfSource => ({
    numPages: source.numPages,
    getPage: async (number) => {
      const page = await source.getPage(number);
      if (number !== 2) return page;
      return {
        view: page.view,
        commonObjs: page.commonObjs,
        getTextContent: () => Promise.reject(new Error("bad font")),
        getOperatorList: () => page.getOperatorList(),
        cleanup: () => page.cleanup(),
      };
    },
    getOutline: () => Promise.reject(new Error("bad outline")),
    getDestinations: () => Promise.reject(new Error("bad names")),
    getDestination: () => Promise.resolve(null),
    getPageIndex: () => Promise.reject(new Error("no such page")),
    getMetadata: () => Promise.reject(new Error("bad metadata")),
  });
  const read = await readSample(threePages, {}, broken);
  assert.deepEqual(
    read.pages.map(({ number }) => number),
    [1, 3],
  );
  assert.deepEqual(read.missing, [2]);
  assert.deepEqual([read.outline, read.destinations, read.metadata], [[], [], {}]);
});

test("of too many pages the first and the last are read", async () => {
  const pages = Array.from({ length: 12 }, (_, at) => ({ lines: [`Page ${at + 1}`] }));
  const { pages: read, missing } = await readSample({ pages }, { pages: 6 });
  assert.deepEqual(
    read.map(({ number }) => number),
    [1, 2, 3, 4, 11, 12],
  );
  assert.deepEqual(missing, [5, 6, 7, 8, 9, 10]);
});

test("reading ends when its time is over, with what there is", async () => {
  let now = 0;
  const { pages } = await readSample(threePages, { milliseconds: 10, now: () => (now += 6) });
  assert.ok(pages.length > 0 && pages.length < 3, `${pages.length}`);
});

test("places of a document are read whatever their shape", async () => {
  const withPlaces = (source: PdfSource): PdfSource => ({
    numPages: source.numPages,
    getPage: (number) => source.getPage(number),
    getOutline: () => Promise.resolve(null),
    getDestinations: () =>
      Promise.resolve(
        new Map<string, unknown>([
          ["cite.a", [{ num: 7, gen: 0 }, { name: "XYZ" }, 72, 500, null]],
          ["cite.b", [1, { name: "FitH" }, 400]],
          ["cite.c", [0, { name: "Fit" }]],
          ["cite.d", "nonsense"],
          ["cite.e", [{ num: 99, gen: 0 }, { name: "XYZ" }, 0, 0]],
        ]),
      ),
    getDestination: () => Promise.resolve(null),
    getPageIndex: ({ num }) => (num === 7 ? Promise.resolve(2) : Promise.reject(new Error("no such page"))),
    getMetadata: () => source.getMetadata(),
  });
  const { destinations } = await readSample(threePages, {}, withPlaces);
  assert.deepEqual(destinations, [
    { name: "cite.a", page: 3, x: 72, y: 500 },
    { name: "cite.b", page: 2, x: 0, y: 400 },
  ]);
});

test("what is no PDF is refused", async () => {
  await assert.rejects(openPdf(new TextEncoder().encode("<!doctype html>")));
  await assert.rejects(openPdf(new Uint8Array()));
});

async function textOf(sample: SamplePdf, bounds: Partial<TextBounds> = {}): Promise<PdfText> {
  const { source, close } = await openPdf(samplePdf(sample));
  try {
    return await readText(source, bounds);
  } finally {
    await close();
  }
}

test("the whole text is read in stretches, with the outline's headings, and it is told how far it is", async () => {
  const told: number[] = [];
  const text = await textOf(
    {
      ...threePages,
      outline: [
        { title: "1 First", page: 1 },
        { title: "1.1 Inside", page: 2, below: true },
        { title: "Last", page: 3 },
      ],
    },
    { stretch: 2, progress: (done) => void told.push(done) },
  );
  assert.deepEqual(text, {
    pages: ["one", "two", "three"].map((name, at) => ({
      page: at + 1,
      text: `Page ${name} has words and a second line.`,
    })),
    headings: [
      { title: "First", number: "1", level: 1, page: 1 },
      { title: "Inside", number: "1.1", level: 2, page: 2 },
      { title: "Last", level: 1, page: 3 },
    ],
    unread: 0,
  });
  assert.deepEqual(told, [2, 3]);
});

test("of too many pages, letters or seconds a text is read as far as it goes, and the rest is counted", async () => {
  assert.equal((await textOf(threePages, { pages: 2 })).unread, 1);
  assert.equal((await textOf(threePages, { stretch: 1, letters: 20 })).unread, 2);
  let time = 0;
  const late = await textOf(threePages, { stretch: 1, milliseconds: 10, now: () => (time += 6) });
  assert.ok(late.pages.length < 3 && late.unread === 3 - late.pages.length);
});

test("running heads are no part of a text, however the stretches fall", async () => {
  const pages = ["one", "two", "three", "four", "five", "six"].map((name) => ({
    head: "A Journal of Roses",
    lines: [`Page ${name} has words`, "and a second line."],
  }));
  for (const stretch of [3, 100]) {
    const text = await textOf({ pages }, { stretch });
    assert.ok(text.pages.every((page) => !page.text.includes("Journal")));
  }
});
