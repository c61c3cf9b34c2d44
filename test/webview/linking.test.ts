/** Links to lines of files and quotes in texts, as the pages of papers offer them. VS Code's side is played by the host. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { samplePdf } from "../fakes/samplePdf.ts";
import { askedFor, eventually, heard, openPdf, openReader, type PdfReader } from "./harness.ts";
import { drag } from "./pdfWords.ts";
import { noteOn, withAbstract } from "./samples.ts";

const paper = withAbstract("Sparse models read quickly. Dense models read slowly. The cost is $n^2$ in all.");
const links = [{ path: "src/model.py", words: "cost = n ** 2" }];

test("Shift+L links the selected words, and Shift+Q quotes them", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await page.locator(".abstract").dblclick({ position: { x: 20, y: 12 } });
  await page.locator(".toolbar").waitFor();
  const passage = { span: { start: 0, end: 6 }, exact: "Sparse" };
  await page.keyboard.press("Shift+L");
  await eventually(() => askedFor(page, "linkToCode"), [{ passage }]);
  await page.keyboard.press("Shift+Q");
  await eventually(() => askedFor(page, "insertQuote"), [{ passage }]);
  await eventually(() => heard(page), "Quoted in paper.tex");
  assert.deepEqual(await reader.incidents(), []);
});

test("of a note in focus its own place is linked and quoted, and the buttons do what the keys do", async () => {
  const note = noteOn(paper.abstract, "Dense models", { comment: "" });
  await using reader = await openReader({ paper, notes: [note] });
  const { page } = reader;
  await page.locator(".note").focus();
  await page.keyboard.press("Shift+Q");
  await eventually(() => askedFor(page, "insertQuote"), [{ note: note.id }]);
  await page.keyboard.press("Shift+L");
  await eventually(() => askedFor(page, "linkToCode"), [{ note: note.id }]);
  await page.locator(".abstract").dblclick({ position: { x: 20, y: 12 } });
  await page.getByRole("button", { name: "Link to code" }).click();
  await eventually(async () => (await askedFor(page, "linkToCode")).length, 2);
  await page.getByRole("button", { name: "Insert quote in the editor" }).click();
  await eventually(async () => (await askedFor(page, "insertQuote")).length, 2);
});

test("a note names the lines that it links to, and opens them, as its answers do", async () => {
  const note = noteOn(paper.abstract, "Dense models", { comment: "See the code", links });
  const answer = { ...note, id: "urn:uuid:answer" as typeof note.id, comment: "", links };
  await using reader = await openReader({ paper, notes: [{ ...note, replies: [answer] }] });
  const { page } = reader;
  const all = page.getByRole("list", { name: "Linked lines" }).getByRole("button");
  await eventually(() => all.count(), 2);
  assert.match((await all.first().textContent()) ?? "", /model\.py\s+cost = n \*\* 2/u);
  await all.first().press("Enter");
  await all.last().click();
  await eventually(
    () => askedFor(page, "openLines"),
    [
      { id: note.id, at: 0 },
      { id: answer.id, at: 0 },
    ],
  );
  assert.deepEqual(await reader.incidents(), []);
});

test("what is copied of the abstract is told, formulas as they were written", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await page.locator(".abstract").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+C");
  await eventually(() => askedFor(page, "copied"), [{ words: paper.abstract }]);
});

test("names of files and their words are shown as they are", async () => {
  const hostile = [
    { path: "src/<img src=x onerror=alert(1)>.py", words: "<script>alert(1)</script> [x](command:y)" },
  ];
  await using reader = await openReader({
    paper,
    notes: [noteOn(paper.abstract, "Dense models", { comment: "", links: hostile })],
  });
  const { page } = reader;
  const link = page.locator(".file-link");
  assert.match((await link.textContent()) ?? "", /<img src=x.*<script>alert/su);
  assert.equal(await link.locator("img, script, a").count(), 0);
  assert.deepEqual(await reader.incidents(), []);
});

const askedOfPdf = async ({ page }: PdfReader, call: string): Promise<readonly Record<string, unknown>[]> =>
  page.evaluate(
    (name) =>
      window.pdfHost.asked
        .filter((each) => each.call === name)
        .map(({ ask }) => ask as Record<string, unknown>),
    call,
  );

test("in a PDF words are linked with their boxes, and quoted with their page", async () => {
  await using reader = await openPdf(
    samplePdf({ pages: [{ lines: ["Nothing here."] }, { lines: ["Sparse models read quickly."] }] }),
  );
  const { page } = reader;
  await page.locator(".textLayer span", { hasText: "Sparse" }).first().scrollIntoViewIfNeeded();
  await drag(page, "Sparse", "quickly.");
  await page.keyboard.press("Shift+Q");
  await eventually(
    () => askedOfPdf(reader, "insertQuote"),
    [{ words: { exact: "Sparse models read quickly.", page: 2 } }],
  );
  await page.keyboard.press("Shift+L");
  await eventually(async () => (await askedOfPdf(reader, "linkToCode")).length, 1);
  const [asked] = await askedOfPdf(reader, "linkToCode");
  assert.match(JSON.stringify(asked), /"exact":"Sparse models read quickly\."/u);
  assert.match(JSON.stringify(asked), /"page":2/u);
  assert.deepEqual(await reader.incidents(), []);
});
