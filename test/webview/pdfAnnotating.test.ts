/** Marking up a PDF in the real page: selecting with mouse and keys, the kinds of marks, the list of notes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation } from "../../src/domain/annotation.ts";
import { colorOf, commentOf, markStyleOf, pictureOf, quoteOf } from "../../src/domain/annotation.ts";
import { regionOf } from "../../src/domain/region.ts";
import { samplePdf } from "../fakes/samplePdf.ts";
import { eventually, heard, openPdf, type PdfReader } from "./harness.ts";
import { clickAt, drag, wordsOnScreen } from "./pdfWords.ts";

const article = samplePdf({
  pages: [
    {
      lines: [
        "Sparse models read quickly. They skip what does not mat-",
        "ter, and lose little. Dense models read slowly.",
        "A third line ends the page",
      ],
    },
    { lines: ["and goes on over here. The end of it.", "Nothing more is said."] },
  ],
});

const stored = (reader: PdfReader): Promise<readonly Annotation[]> =>
  reader.page.evaluate(() => window.pdfHost.annotations as Annotation[]);
const quotes = async (reader: PdfReader): Promise<readonly (string | undefined)[]> =>
  (await stored(reader)).map((annotation) => quoteOf(annotation)?.exact);

async function openArticle(): Promise<PdfReader> {
  const reader = await openPdf(article);
  await reader.page.locator(".textLayer span", { hasText: "Nothing more" }).first().waitFor();
  return reader;
}

test("words dragged over become a highlight with a key: quote, colour, page and boxes are stored", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await drag(page, "Sparse", "quickly.");
  await page.keyboard.press("2");
  await eventually(() => quotes(reader), ["Sparse models read quickly."]);
  const [annotation] = await stored(reader);
  assert.ok(annotation !== undefined);
  assert.equal(colorOf(annotation), "green");
  assert.equal(markStyleOf(annotation), "highlight");
  assert.equal(quoteOf(annotation)?.suffix, "They skip what does not matter, ");
  const region = regionOf(annotation);
  assert.equal(region?.parts.length, 1);
  assert.equal(region?.parts[0]?.page, 1);
  assert.deepEqual(region?.parts[0]?.text, { start: 0, end: 24 });
  await eventually(() => page.locator(".pdf-mark.highlight.green:not(.pending) .wash").count(), 1);
  assert.deepEqual(await reader.incidents(), []);
});

test("a mark stands on its words at every zoom and rotation", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await drag(page, "Dense", "slowly.");
  await page.keyboard.press("1");
  const wash = page.locator(".pdf-mark .wash").first();
  const isOver = async (): Promise<boolean> => {
    const mark = await wash.boundingBox();
    const { left, right, y } = await wordsOnScreen(page, "Dense models read slowly.");
    if (mark === null) return false;
    return (
      Math.abs(mark.x - left) < 6 &&
      Math.abs(mark.x + mark.width - right) < 6 &&
      mark.y < y &&
      mark.y + mark.height > y
    );
  };
  await eventually(isOver, true);
  await page.keyboard.press("Control+=");
  await eventually(isOver, true);
  await page.keyboard.press("f");
  await eventually(isOver, true);
  await page.keyboard.press("r");
  await page.keyboard.press("r");
  await eventually(() => wash.count(), 1);
  const { x, y } = (await wash.boundingBox()) ?? { x: 0, y: 0 };
  assert.ok(x > 0 && y > 0);
});

test("two clicks take the word, parted or not, three the sentence, four the paragraph", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await clickAt(page, "mat-", 2);
  await page.keyboard.press("u");
  await clickAt(page, "lose little", 3);
  await page.keyboard.press("1");
  await eventually(
    async () => new Set(await quotes(reader)),
    new Set(["matter", "They skip what does not matter, and lose little."]),
  );
});

test("a highlight over a page break is one annotation with a part on each page", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  for (let step = 0; step < 6; step++) await page.keyboard.press("-");
  await drag(page, "A third", "over here.");
  await page.keyboard.press("1");
  await eventually(() => quotes(reader), ["A third line ends the page and goes on over here."]);
  const [annotation] = await stored(reader);
  assert.deepEqual(annotation && regionOf(annotation)?.parts.map((part) => part.page), [1, 2]);
});

test("copying gives clean text, and with the citation when that is asked for", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await drag(page, "They skip", "lose little.");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+Shift+C");
  const text = "They skip what does not matter, and lose little.";
  await eventually(
    () => reader.asked("copy"),
    [
      { text, cite: false, page: 1 },
      { text, cite: true, page: 1 },
    ],
  );
});

test("by keys alone: sentences are walked along, the selection grows, is heard, and is marked", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await page.keyboard.press(".");
  await eventually(() => heard(page), "Sparse models read quickly.");
  await page.keyboard.press(".");
  await eventually(() => heard(page), "They skip what does not matter, and lose little.");
  await page.keyboard.press("Shift+>");
  await eventually(
    () => heard(page),
    "They skip what does not matter, and lose little. Dense models read slowly.",
  );
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await page.keyboard.press("3");
  await eventually(
    () => quotes(reader),
    ["They skip what does not matter, and lose little. Dense models read"],
  );
});

test("Escape lets the selection go, then the note; other keys go on to the pages", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await drag(page, "Sparse", "quickly.");
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".toolbar").count(), 0);
  await eventually(() => page.locator(".selected-words rect").count(), 0);
  await page.keyboard.press("End");
  await eventually(() => page.locator(".page-count").textContent(), "of 2");
});

test("a comment is written beside the page and saved with a key; its note and its passage lead to each other", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await drag(page, "Dense", "slowly.");
  const focusAfterKey = await page.evaluate(() => {
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: "c",
        code: "KeyC",
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
    return document.activeElement?.tagName; // in the same turn: no key can come between
  });
  assert.equal(focusAfterKey, "MG-TEXT-AREA");
  await page.keyboard.type("Is this **so**?");
  await page.keyboard.press("Control+Enter");
  await eventually(async () => (await stored(reader)).map(commentOf), ["Is this **so**?"]);
  await eventually(() => page.locator(".note strong").textContent(), "so");
  const { left, y } = await wordsOnScreen(page, "Dense models");
  await page.mouse.click(left + 4, y);
  await eventually(() => page.locator(".note.active").count(), 1);
  await eventually(() => page.locator(".pdf-mark.active").count(), 2);
});

test("an area is dragged, kept with its picture, and offered a comment at once", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await page.keyboard.press("a");
  const { left, y } = await wordsOnScreen(page, "Sparse models");
  await page.mouse.move(left - 5, y - 20);
  await page.mouse.down();
  await page.mouse.move(left + 200, y + 60, { steps: 4 });
  await page.mouse.up();
  await page.locator(".editor").waitFor();
  await page.keyboard.type("The first lines");
  await page.keyboard.press("Control+Enter");
  await eventually(async () => (await stored(reader)).map(commentOf), ["The first lines"]);
  const [annotation] = await stored(reader);
  assert.ok(annotation !== undefined);
  assert.equal(markStyleOf(annotation), "area");
  assert.equal(pictureOf(annotation), "a.png");
  const [asked] = (await reader.asked("annotate")) as { picture: string }[];
  assert.equal(
    Buffer.from(asked?.picture ?? "", "base64")
      .subarray(1, 4)
      .toString(),
    "PNG",
  );
});

test("a sticky note is put where one clicks, and lines drawn shortly after each other are one drawing", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  const { left, y } = await wordsOnScreen(page, "A third");
  await page.keyboard.press("i");
  for (const step of [0, 15]) {
    await page.mouse.move(left + step, y + 30);
    await page.mouse.down();
    await page.mouse.move(left + step + 40, y + 60, { steps: 5 });
    await page.mouse.up();
  }
  await eventually(async () => (await stored(reader)).map(markStyleOf), ["ink"]);
  const [drawing] = await stored(reader);
  assert.equal(drawing && regionOf(drawing)?.parts[0]?.strokes?.length, 2);
  await page.keyboard.press("k");
  await page.mouse.click(left, y + 120);
  await page.locator(".editor").waitFor();
  await eventually(async () => (await stored(reader)).map(markStyleOf), ["ink", "point"]);
});

test("with the marker in hand every selection is marked at once, in the style and colour used last", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await drag(page, "Sparse", "models");
  await page.keyboard.press("4");
  await page.keyboard.press("m");
  const { left, right, y } = await wordsOnScreen(page, "read quickly");
  await page.mouse.move(left + 1, y);
  await page.mouse.down();
  await page.mouse.move(right - 1, y, { steps: 4 });
  await page.mouse.up();
  await eventually(() => quotes(reader), ["Sparse models", "read quickly"]);
  assert.deepEqual((await stored(reader)).map(colorOf), ["pink", "pink"]);
});

test("a mark is drawn before it is stored, and becomes solid then", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await page.evaluate(() => (window.pdfHost.diskMs = 1500));
  await drag(page, "Sparse", "quickly.");
  await page.keyboard.press("1");
  await eventually(() => page.locator(".pdf-mark.pending").count().then(Boolean), true, 500);
  assert.deepEqual(await stored(reader), []);
  await eventually(() => page.locator(".pdf-mark:not(.pending) .wash").count(), 1);
});

test("the list filters by words, colour and kind; picked notes change together, and that is undone together", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await drag(page, "Sparse", "quickly.");
  await page.keyboard.press("1");
  await eventually(async () => (await stored(reader)).length, 1);
  await drag(page, "Dense", "slowly.");
  await page.keyboard.press("2");
  await eventually(async () => (await stored(reader)).length, 2);
  await page.keyboard.press("l");
  const cards = page.locator(".notes-panel .note");
  await eventually(() => cards.count(), 2);
  await page.locator(".notes-filter mg-text-field input").fill("dense");
  await eventually(() => cards.locator(".quoted").allTextContents(), ["Dense models read slowly."]);
  await page.locator(".notes-filter mg-text-field input").fill("");
  await eventually(() => cards.count(), 2);
  for (const box of await page.locator(".pickable > input").all()) await box.check();
  await page.locator(".bulk .swatch.purple").click();
  await eventually(async () => (await stored(reader)).map(colorOf), ["purple", "purple"]);
  await page.locator(".notice mg-button", { hasText: "Undo" }).click();
  await eventually(async () => (await stored(reader)).map(colorOf), ["yellow", "green"]);
  await page.locator(".bulk mg-button", { hasText: "Delete" }).click();
  await eventually(async () => (await stored(reader)).length, 0);
  await page.keyboard.press("Control+z");
  await eventually(async () => (await stored(reader)).map(colorOf), ["yellow", "green"]);
});

test("two columns are read one after the other, and a running head is no part of a passage over pages", async () => {
  const filler = Array.from({ length: 30 }, (_, line) => `Filler number ${line} of this column.`);
  await using reader = await openPdf(
    samplePdf({
      pages: [
        {
          head: "A running head",
          lines: [...filler, "The left column ends"],
          right: ["here and goes on.", ...filler, "The page ends"],
        },
        { head: "A running head", lines: ["and turns over.", ...filler] },
      ],
    }),
  );
  const { page } = reader;
  await page.locator(".textLayer span", { hasText: "turns over" }).first().waitFor();
  await page.keyboard.press("f");
  await drag(page, "The left", "here and goes on.");
  await page.keyboard.press("1");
  await eventually(() => quotes(reader), ["The left column ends here and goes on."]);
  await page.locator(".pages").evaluate((pages) => (pages.scrollTop = 450));
  await drag(page, "The page", "and turns over.");
  await page.keyboard.press("1");
  await eventually(async () => (await quotes(reader)).at(-1), "The page ends and turns over.");
});

test("when the file is written anew marks move with their words; what is not found is listed, and nothing stored changes", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  for (const [from, to] of [
    ["Dense", "slowly."],
    ["Nothing", "is said."],
  ] as const) {
    await page
      .locator(".pages")
      .evaluate((pages, isLow) => (pages.scrollTop = isLow ? 900 : 0), from === "Nothing");
    await drag(page, from, to);
    await page.keyboard.press("1");
  }
  await eventually(async () => (await stored(reader)).length, 2);
  const before = await stored(reader);
  await page.keyboard.press("l");
  await reader.rewrite(
    samplePdf({
      pages: [
        { lines: ["A new first page."] },
        { lines: ["Something was put before.", "Dense models read slowly. Sparse models read quickly."] },
      ],
    }),
  );
  const cards = page.locator(".notes-panel .note");
  await eventually(() => page.locator(".not-found .quoted").allTextContents(), ["Nothing more is said."]);
  await eventually(() => cards.count(), 2);
  await page.locator(".notes-panel section[aria-label='Page 2'] .note").click();
  const isOver = async (): Promise<boolean> => {
    const mark = await page.locator(".pdf-mark .wash").first().boundingBox();
    if (mark === null) return false;
    const { left, right, y } = await wordsOnScreen(page, "Dense models read slowly.");
    return (
      Math.abs(mark.x - left) < 6 &&
      Math.abs(mark.x + mark.width - right) < 6 &&
      Math.abs(mark.y + mark.height / 2 - y) < 6
    );
  };
  await eventually(isOver, true);
  assert.deepEqual(await stored(reader), before);
});

test("a comment's formulas are drawn while it is written and when it is saved; money is no formula", async () => {
  await using reader = await openArticle();
  const { page } = reader;
  await drag(page, "Dense", "slowly.");
  await page.keyboard.press("c");
  await page.keyboard.type("So $x_1^2 + y_*$, for $5 or $6.");
  await eventually(() => page.locator(".preview .katex").count(), 1);
  await page.keyboard.press("Control+Enter");
  await eventually(() => page.locator(".note > .comment .katex").count(), 1);
  await eventually(() => page.locator(".editor").count(), 0);
  await eventually(
    async () => /for \$5 or \$6\./u.test((await page.locator(".note > .comment").textContent()) ?? ""),
    true,
  );
  assert.deepEqual(await reader.incidents(), []);
});
