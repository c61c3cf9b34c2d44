/** Marks that other programs have put into the file: read, listed and gone to, and never changed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { samplePdf } from "../fakes/samplePdf.ts";
import { grievances } from "./grievances.ts";
import { eventually, heard, openPdf, type PdfReader } from "./harness.ts";
import { themes } from "./samples.ts";

/** Around letters of the line whose baseline is at `y`. */
const quad = (left: number, right: number, y: number): string =>
  `/Rect [${left} ${y - 3} ${right} ${y + 9}] ` +
  `/QuadPoints [${left} ${y + 9} ${right} ${y + 9} ${left} ${y - 3} ${right} ${y - 3}]`;

const marked = samplePdf({
  pages: [
    {
      lines: ["Sparse models read quickly.", "Dense models read slowly."],
      right: ["The other column begins."],
      marks: [
        `/Subtype /Underline ${quad(330, 450, 700)} /C [0 0.4 1] /T (Bob) /M (D:20240302100000Z)`,
        `/Subtype /Highlight ${quad(72, 108, 684)} /C [1 0.85 0] /T (Varuna) ` +
          "/Contents (Is this so?\\nI doubt it.) /CreationDate (D:20210705191041+05'30')",
        "/Subtype /Text /Rect [40 690 60 710] /C [0 0.8 0.3] /T (Eve) /Contents (A note in the margin)",
      ],
    },
    {
      lines: ["More is said here."],
      marks: [
        "/Subtype /Ink /Rect [72 500 172 550] /InkList [[72 500 120 550 172 500]] /C [1 0 0] /T (Bob)",
        "/Subtype /Link /Rect [72 400 100 420] /A << /S /URI /URI (https://example.org) >>",
        "/Subtype /Widget /FT /Tx /Rect [72 300 100 320]",
        "/Subtype /Highlight /Rect [nonsense]",
      ],
    },
  ],
});

async function openMarked(given: Parameters<typeof openPdf>[1] = {}): Promise<PdfReader> {
  const reader = await openPdf(marked, given);
  await reader.page.keyboard.press("l");
  await eventually(() => cards(reader.page).count(), 4, 10_000);
  return reader;
}

const cards = (page: Page) => page.locator(".notes-panel .note");

test("they are in the list, in the order of the text, with author, comment and that they are the file's", async () => {
  await using reader = await openMarked();
  const { page } = reader;
  const names = await cards(page).evaluateAll((all) => all.map((card) => card.getAttribute("aria-label")));
  assert.deepEqual(names.slice(1), [
    "Yellow highlight in the file: Dense",
    "Blue underline in the file: The other column begi",
    "Pink drawing in the file",
  ]);
  assert.equal(names[0], "Green sticky note in the file");
  const highlight = cards(page).nth(1);
  assert.match((await highlight.textContent()) ?? "", /Is this so\?\s*I doubt it\./u);
  assert.match((await highlight.locator(".by").textContent()) ?? "", /Varuna.*in the file/su);
  assert.equal(await highlight.locator("time").getAttribute("datetime"), "2021-07-05T13:40:41.000Z");
  assert.deepEqual(await reader.incidents(), []);
});

test("a note of the list leads to its mark, and a click on the mark to its note", async () => {
  await using reader = await openMarked();
  const { page } = reader;
  await cards(page).nth(3).focus();
  await page.keyboard.press("Enter");
  await eventually(
    () => page.locator(".page[data-page-number='2'] .pdf-mark.area.active .border").count(),
    1,
  );
  await page.keyboard.press("Alt+ArrowLeft");
  const box = await page.locator(".annotationLayer .highlightAnnotation").first().boundingBox();
  assert.ok(box !== null);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await eventually(
    () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? ""),
    "Yellow highlight in the file: Dense",
  );
});

test("whatever is tried, they are not changed, and it is said why", async () => {
  await using reader = await openMarked();
  const { page } = reader;
  assert.equal(await page.locator(".notes-panel .note .tools").count(), 0);
  for (const key of ["Delete", "r", "e", "c", "2", "u"]) {
    await cards(page).nth(1).focus();
    await page.keyboard.press(key);
    await eventually(async () => (await heard(page)).includes("part of the PDF file"), true);
    assert.equal(await page.locator(".editor").count(), 0);
  }
  for (const call of ["edit", "remove", "reply", "annotate"]) assert.deepEqual(await reader.asked(call), []);
});

test("the list can be filtered to them, to ours, and to what one of their authors wrote", async () => {
  await using reader = await openMarked();
  const { page } = reader;
  const names = (): Promise<readonly (string | null)[]> =>
    cards(page).evaluateAll((all) => all.map((card) => card.getAttribute("aria-label")));
  await page.keyboard.press(".");
  await page.keyboard.press("3");
  await eventually(async () => (await names()).length, 5);
  const choose = (value: string): Promise<void> =>
    page.locator(".notes-filter .choice").evaluate((field, wanted) => {
      (field as HTMLSelectElement).value = wanted;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }, value);
  await choose("ours");
  await eventually(names, ["Blue highlight: Sparse models read quickly."]);
  await choose("file");
  await eventually(async () => (await names()).length, 4);
  await page.locator(".notes-filter .text-field").click();
  await page.keyboard.type("@bob");
  await eventually(async () => (await names()).length, 2);
});

test("a file that is written anew has its own marks", async () => {
  await using reader = await openMarked();
  await reader.rewrite(samplePdf({ pages: [{ lines: ["Nothing is marked."] }] }));
  await eventually(() => cards(reader.page).count(), 0, 5000);
});

for (const [name, theme] of Object.entries(themes)) {
  test(`in the ${name} theme axe finds nothing serious in a list of them`, async () => {
    await using reader = await openMarked({ theme });
    await cards(reader.page).nth(1).focus();
    assert.deepEqual(await grievances(reader.page), []);
  });
}
