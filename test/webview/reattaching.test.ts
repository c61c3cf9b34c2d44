/** Notes on an abstract that are given other words: by mouse, by keys, at once, and not after all. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { askedFor, dragOver, eventually, heard, marksIn, openReader } from "./harness.ts";
import { noteOn, withAbstract } from "./samples.ts";

const paper = withAbstract("Sparse models read quickly. Dense models read slowly. The cost is small in all.");
const lost = () => noteOn(paper.abstract, "words that are gone");
const unsure = () => {
  const note = noteOn(paper.abstract, "Dense models");
  const { placement } = note;
  assert.ok(placement.state !== "unplaced");
  return { ...note, quote: "Denser models", placement: { ...placement, state: "uncertain" } } as const;
};
const words = async (page: Page): Promise<readonly string[]> =>
  (await marksIn(page)).map((mark) => mark.words);

test("a note that was not found is re-attached to the words that the mouse selects, and that can be undone", async () => {
  await using reader = await openReader({ paper, notes: [lost()] });
  const { page } = reader;
  const card = page.locator(".not-found .note");
  await card.getByRole("button", { name: "Re-attach" }).click();
  await card.getByText("Select its words in the text").waitFor();
  await dragOver(page, "read quickly");
  await eventually(() => words(page), ["read quickly"]);
  assert.equal(
    ((await askedFor(page, "move"))[0] as { passage: { exact: string } }).passage.exact,
    "read quickly",
  );
  await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await eventually(() => words(page), []);
  await card.waitFor();
  assert.deepEqual(await reader.incidents(), []);
});

test("with keys alone: J on the note, Shift with the arrows, Enter", async () => {
  await using reader = await openReader({ paper, notes: [lost()] });
  const { page } = reader;
  await page.locator(".not-found .note").focus();
  await page.keyboard.press("j");
  await page.locator(".abstract:focus").waitFor();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.getByRole("toolbar", { name: "Attach the note" }).waitFor();
  assert.equal((await askedFor(page, "move")).length, 0, "the keys may still be on their way");
  await page.keyboard.press("Enter");
  await eventually(() => words(page), ["Sparse"]);
  await eventually(() => heard(page), "Note attached here");
});

test("Escape leaves a note as it was, and words selected then are marked as ever", async () => {
  await using reader = await openReader({ paper, notes: [lost()] });
  const { page } = reader;
  await page.locator(".not-found .note").focus();
  await page.keyboard.press("j");
  await page.locator(".abstract:focus").waitFor();
  await page.keyboard.press("Escape");
  await eventually(() => heard(page), "The note stays as it was");
  await dragOver(page, "read quickly");
  await page.getByRole("toolbar", { name: "Mark the selected words" }).waitFor();
  assert.equal((await askedFor(page, "move")).length, 0);
});

test("a note in doubt is confirmed with Y: the words that stand there now are its words", async () => {
  await using reader = await openReader({ paper, notes: [unsure()] });
  const { page } = reader;
  await page.locator(".beside .note").focus();
  await page.keyboard.press("y");
  await eventually(() => page.locator(".moved-badge").count(), 0);
  assert.equal(
    ((await askedFor(page, "move"))[0] as { passage: { exact: string } }).passage.exact,
    "Dense models",
  );
  await page.locator(".beside .note").focus();
  await page.keyboard.press("y");
  await eventually(() => heard(page), "Nothing about this note is in doubt");
});

test("where notes cannot be written no place is offered", async () => {
  await using reader = await openReader({
    paper,
    notes: [lost(), unsure()],
    writable: { why: "No folder is open." },
  });
  const { page } = reader;
  await page.locator(".not-found .note").waitFor();
  assert.equal(await page.locator(".place-tools").count(), 0);
});
