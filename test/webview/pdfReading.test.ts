/** Reading a PDF in the real page: places, zoom, jumps, outline, thumbnails, what is kept. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { PdfView } from "../../src/protocol/pdf.ts";
import { grievances } from "./grievances.ts";
import { samplePdf } from "../fakes/samplePdf.ts";
import { root } from "../run/places.mjs";
import { eventually, heard, openPdf, type PdfReader } from "./harness.ts";

const fixture = (name: string): Uint8Array => readFileSync(join(root, "test/fixtures/pdf", `${name}.pdf`));
const paper = samplePdf({
  pages: Array.from({ length: 12 }, (_, index) => ({
    lines: [`Heading ${index + 1}`, "Sparse models read quickly.", "Dense models read slowly."],
    links: index === 0 ? [{ to: 9 }, { to: "https://example.org/code" }] : [],
  })),
  romanPages: 4,
  outline: [
    { title: "Front matter", page: 1 },
    { title: "Contents", page: 2, below: true },
    { title: "Introduction", page: 5 },
    { title: "Method", page: 9 },
  ],
});

const pageField = (page: Page): Promise<string> =>
  page.locator(".page-field mg-text-field").evaluate((field) => (field as HTMLInputElement).value);
const lastView = async (reader: PdfReader): Promise<PdfView | undefined> =>
  (await reader.asked("keepView")).at(-1) as PdfView | undefined;
/** The part of the first page's width that lies left of a point of the window. */
const widthOf = (page: Page): Promise<number> =>
  page
    .locator(".page")
    .first()
    .evaluate((sheet) => sheet.getBoundingClientRect().width);

test("a PDF is drawn, its text can be selected and copied, and nothing breaks the policy of the page", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  const line = page.locator(".textLayer span", { hasText: "Sparse models" }).first();
  const box = await line.boundingBox();
  assert.ok(box !== null);
  await page.mouse.move(box.x + 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press("Control+c");
  await eventually(
    () => reader.asked("copy"),
    [{ text: "Sparse models read quickly.", cite: false, page: 1 }],
  );
  const ink = await page
    .locator(".page canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return data.some((value, index) => index % 4 === 0 && value < 100);
    });
  assert.ok(ink, "the page is blank");
  assert.deepEqual(await reader.incidents(), []);
});

test("fonts that a PDF does not bring along are found: the standard ones and those of East Asia", async () => {
  for (const name of ["fonts-standard14", "cjk-noembed-eucjp"]) {
    await using reader = await openPdf(fixture(name));
    await reader.page.locator(".textLayer span").first().waitFor();
    assert.deepEqual(await reader.incidents(), [], name);
  }
});

test("the page is told by its label and gone to by label or number", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  await eventually(() => pageField(page), "i");
  assert.equal(await page.locator(".page-count").textContent(), "1 of 12");
  await page.keyboard.press("g");
  await page.waitForTimeout(100);
  await page.keyboard.type("iv");
  await page.keyboard.press("Enter");
  await eventually(() => page.locator(".page-count").textContent(), "4 of 12");
  await page.keyboard.press("g");
  await page.waitForTimeout(100);
  await page.keyboard.type("12");
  await page.keyboard.press("Enter");
  await eventually(() => page.locator(".page-count").textContent(), "12 of 12");
  await page.keyboard.press("g");
  await page.waitForTimeout(100);
  await page.keyboard.type("99");
  await page.keyboard.press("Enter");
  await eventually(() => heard(page), 'There is no page "99"');
});

test("after every jump one can go back and forward; where the way ends the key is left to VS Code", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  const count = (): Promise<string | null> => page.locator(".page-count").textContent();
  await page.evaluate(() => {
    addEventListener(
      "keydown",
      ({ key }) => key.startsWith("Arrow") && document.body.setAttribute("data-left", key),
    );
  });
  await page.locator('.annotationLayer a[href^="#"]').first().click();
  await eventually(count, "9 of 12");
  await page.keyboard.press("End");
  await eventually(count, "12 of 12");
  await page.keyboard.press("Alt+ArrowLeft");
  await eventually(count, "9 of 12");
  await page.keyboard.press("Alt+ArrowLeft");
  await eventually(count, "1 of 12");
  assert.equal(await page.locator("body").getAttribute("data-left"), null);
  await page.keyboard.press("Alt+ArrowLeft");
  assert.equal(await page.locator("body").getAttribute("data-left"), "ArrowLeft");
  await page.keyboard.press("Alt+ArrowRight");
  await eventually(count, "9 of 12");
});

test("zoom goes by keys, by name, and by the wheel around the pointer", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  const first = await widthOf(page);
  await page.keyboard.press("Control+=");
  await eventually(async () => (await widthOf(page)) > first, true);
  await page.keyboard.press("Control+0");
  await eventually(() => widthOf(page), first);
  await page.keyboard.press("w");
  const room = await page.locator(".pages").evaluate((pages) => pages.clientWidth);
  await eventually(async () => Math.abs((await widthOf(page)) - room) < 40, true);
  await page.keyboard.press("f");
  await eventually(
    async () =>
      (await page
        .locator(".page")
        .first()
        .evaluate((sheet) => sheet.clientHeight)) <= 900,
    true,
  );

  const word = page.locator(".textLayer span", { hasText: "Dense models" }).first();
  await word.waitFor();
  const before = await word.boundingBox();
  assert.ok(before !== null);
  await page.mouse.move(before.x + 5, before.y + 5);
  await page.keyboard.down("Control");
  for (const _ of [1, 2, 3, 4, 5, 6]) await page.mouse.wheel(0, -120);
  await page.keyboard.up("Control");
  await eventually(
    async () => (await word.boundingBox().then((box) => box?.width ?? 0)) > before.width * 2,
    true,
  );
  const after = await word.boundingBox();
  assert.ok(after !== null);
  assert.ok(Math.abs(after.y - before.y) < 25, `it moved by ${after.y - before.y} pixels`);
});

test("turning keeps the page, and pages that are turned in the file are shown upright", async () => {
  await using reader = await openPdf(fixture("rotated-pages"));
  const { page } = reader;
  const size = (): Promise<boolean> =>
    page
      .locator(".page")
      .first()
      .evaluate((sheet) => sheet.clientWidth > sheet.clientHeight);
  const wasWide = await size();
  await page.keyboard.press("r");
  await eventually(size, !wasWide);
  await eventually(async () => (await lastView(reader))?.rotation, 90);
  await page.keyboard.press("Shift+R");
  await eventually(size, wasWide);
});

test("the outline is a tree that is walked by arrows, shows where one is, and leads there", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  await page.keyboard.press("o");
  const titles = (): Promise<string[]> => page.locator(".entry-title").allTextContents();
  await eventually(titles, ["Front matter", "Contents", "Introduction", "Method"]);
  await page.keyboard.press("ArrowLeft");
  await eventually(titles, ["Front matter", "Introduction", "Method"]);
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await eventually(() => page.locator(".page-count").textContent(), "9 of 12");
  await eventually(
    () =>
      page
        .locator(".entry.here")
        .textContent()
        .then((text) => text?.trim()),
    "Method",
  );
  await page.keyboard.press("o");
  await eventually(() => page.locator(".side").count(), 0);
});

test("without an outline the headings of the text are shown, and it is said; figures and references stand below", async () => {
  const paper = samplePdf({
    pages: [
      {
        lines: [
          "1 INTRODUCTION",
          "Words are said [1].",
          "",
          "2 METHODS",
          "More words are said here, see Figure 1.",
        ],
      },
      { lines: ["Figure 1: A rose, drawn from nature.", "3 RESULTS", "Roses were found."] },
      { lines: ["REFERENCES", "[1] A. Author. On roses. 2020.", "[2] B. Writer. On violets. 2021."] },
    ],
  });
  await using reader = await openPdf(paper);
  const { page } = reader;
  await page.keyboard.press("o");
  const rows = (): Promise<readonly string[]> =>
    page.locator(".entry").evaluateAll((entries) => entries.map((entry) => entry.textContent.trim()));
  const headings = ["1 INTRODUCTION", "2 METHODS", "3 RESULTS", "REFERENCES"];
  await eventually(rows, [...headings, "Figures and tables (1)", "References (2)"], 10_000);
  assert.match(
    (await page.locator(".side-note").textContent()) ?? "",
    /no outline.*recognised in its text/su,
  );
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await eventually(rows, [
    ...headings,
    "Figures and tables (1)",
    "References (2)",
    "[1] A. Author. On roses. 2020.",
    "[2] B. Writer. On violets. 2021.",
  ]);
  assert.match(
    (await page.locator(".entry-title", { hasText: "References (2)" }).getAttribute("title")) ?? "",
    /recognised by the entries below the heading of the bibliography/u,
  );
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(
    () =>
      page
        .locator("[aria-current=location]")
        .textContent()
        .then((text) => text?.trim()),
    "REFERENCES",
  );
  assert.deepEqual(await grievances(page), []);
  assert.deepEqual(await reader.incidents(), []);
});

test("thumbnails are drawn as they come into sight, mark the page, and lead to theirs", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  await page.keyboard.press("t");
  await eventually(
    () =>
      page
        .locator(".thumbnails canvas")
        .evaluateAll((all) => all.filter((each) => (each as HTMLCanvasElement).width > 0).length > 2),
    true,
  );
  assert.equal(await page.locator(".thumbnails [aria-current]").getAttribute("aria-label"), "Page i");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually(() => page.locator(".page-count").textContent(), "3 of 12");
});

test("a page that comes back stands where it stood", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  await page.keyboard.press("o");
  await page.keyboard.press("Control+=");
  await page.locator(".pages").hover();
  await page.mouse.wheel(0, 3333);
  await eventually(async () => ((await lastView(reader))?.place.page ?? 0) > 2, true);
  await page.waitForTimeout(500);
  const view = await lastView(reader);
  assert.ok(view !== undefined);
  assert.equal(view.pages, await page.locator(".page").count());
  await reader.reopen({ view });
  await eventually(async () => page.locator(".entry").count(), 4);
  await page.keyboard.press("ArrowDown");
  await eventually(async () => (await lastView(reader))?.place.page, view.place.page);
  const again = await lastView(reader);
  assert.ok(again !== undefined);
  assert.equal(again.zoom, view.zoom);
  assert.ok(Math.abs(again.place.top - view.place.top) < 60);
});

test("a file that was written anew is read again at the same place; while it cannot be read the old one stays", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  await page.keyboard.press("End");
  await eventually(() => page.locator(".page-count").textContent(), "12 of 12");
  await reader.rewrite(paper.slice(0, 700));
  await page.locator(".banner", { hasText: "cannot be read" }).waitFor({ timeout: 10_000 });
  await page.locator(".textLayer span", { hasText: "Heading 12" }).waitFor();
  const longer = samplePdf({
    pages: Array.from({ length: 14 }, (_, index) => ({ lines: [`Chapter ${index + 1}`] })),
  });
  await reader.rewrite(longer);
  await page.locator(".textLayer span", { hasText: "Chapter 12" }).waitFor();
  assert.equal(await page.locator(".page-count").textContent(), "of 14");
  assert.equal(await page.locator(".banner").count(), 0);
});

test("commands of VS Code do what the keys do", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  await page.evaluate(() => window.pdfHost.tell("perform", { action: "find" }));
  await page.locator(".find").waitFor();
  await page.evaluate(() => window.pdfHost.tell("perform", { action: "pages" }));
  await page.locator(".thumbnails").waitFor();
});

test("a column fills the window, pages stand side by side, and nothing but pages is shown, each by a key", async () => {
  const column = ["Words in the left column", "go on for a while here", "and then there is more."];
  await using reader = await openPdf(
    samplePdf({ pages: Array.from({ length: 4 }, () => ({ lines: column, right: column })) }),
  );
  const { page } = reader;
  const before = await widthOf(page);
  await page.mouse.move(400, 300);
  await page.keyboard.press("Shift+W");
  await eventually(async () => (await widthOf(page)) > 2 * before, true);
  await page.keyboard.press("0");
  await page.keyboard.press("b");
  await eventually(() => page.locator(".spread").count(), 3);
  await page.keyboard.press("b");
  await eventually(() => page.locator(".spread").count(), 0);
  await page.keyboard.press("z");
  await eventually(() => page.locator(".bar").count(), 0);
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".bar").count(), 1);
});
