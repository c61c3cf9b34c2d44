/** Comments: written, saved, set aside, brought back, and never lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import { askedFor, dragOver, eventually, heard, marksIn, openReader } from "./harness.ts";
import { noteOn, withAbstract } from "./samples.ts";

const paper = withAbstract("Sparse models read quickly. Dense models read slowly.");
const editor = ".editor mg-text-area";
const written = "Is this *so*?";

test("a comment on selected words is written beside them, saved with Ctrl+Enter, and drawn from its Markdown", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await dragOver(page, "Dense models");
  await page.locator(".toolbar").getByText("Comment").click();
  await page.locator(editor).waitFor();
  await eventually(
    async () => (await marksIn(page)).map(({ words, look }) => [words, look.includes("pending")]),
    [["Dense models", true]],
  );
  await page.keyboard.type(written);
  await page.keyboard.press("Control+Enter");
  await page.locator(".note > .comment em", { hasText: "so" }).waitFor();
  assert.equal(await page.locator(".editor").count(), 0);
  assert.equal(await heard(page), "Comment saved");
  assert.deepEqual(await askedFor(page, "annotate"), [
    {
      passage: { span: { start: 28, end: 40 }, exact: "Dense models" },
      style: "highlight",
      color: "yellow",
      comment: written,
    },
  ]);
  await eventually(() => page.locator(".note").evaluate((note) => note === document.activeElement), true);
  assert.deepEqual(await reader.incidents(), []);
});

test("the colour of a new comment can be chosen while it is written", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await dragOver(page, "Dense models");
  await page.keyboard.press("c");
  await page.locator(editor).waitFor();
  await page.keyboard.type("hm");
  await page.locator(".editor .swatch.blue").click();
  await page.locator(".editor mg-button", { hasText: "Save" }).click();
  await page.locator("mark.blue.highlight").waitFor();
});

test("a comment is edited, and emptied where it is no longer wanted", async () => {
  await using reader = await openReader({
    paper,
    notes: [noteOn(paper.abstract, "Dense models", { comment: "old" })],
  });
  const { page } = reader;
  await page.keyboard.press("n");
  await page.keyboard.press("e");
  await page.locator(editor).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("new");
  await page.keyboard.press("Control+Enter");
  await page.locator(".comment", { hasText: "new" }).waitFor();
  await page.keyboard.press("e");
  await page.locator(editor).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Control+Enter");
  await eventually(() => page.locator(".comment").count(), 0);
  assert.equal((await marksIn(page)).length, 1);
});

test("Escape closes an editor in which nothing was changed without a word", async () => {
  await using reader = await openReader({
    paper,
    notes: [noteOn(paper.abstract, "Dense models", { comment: "old" })],
  });
  const { page } = reader;
  await page.keyboard.press("n");
  await page.keyboard.press("e");
  await page.locator(editor).waitFor();
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".editor, .unsent").count(), 0);
  assert.ok(await page.locator(".note").evaluate((note) => note === document.activeElement));
});

test("Escape after a change keeps the words as an unsent comment, which can be continued or discarded, and that undone", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await dragOver(page, "Dense models");
  await page.keyboard.press("c");
  await page.locator(editor).waitFor();
  await page.keyboard.type("half a thou");
  await page.keyboard.press("Escape");
  await page.locator(".unsent", { hasText: "half a thou" }).waitFor();
  await page.locator(".unsent mg-button", { hasText: "Continue" }).click();
  await page.locator(editor).waitFor();
  await page.keyboard.type("ght");
  await page.keyboard.press("Escape");
  await page.locator(".unsent", { hasText: /half a thought/ }).waitFor();
  await page.locator(".unsent mg-button", { hasText: "Discard" }).click();
  await eventually(() => page.locator(".unsent").count(), 0);
  await page.locator(".notice mg-button", { hasText: "Undo" }).click();
  await page.locator(".unsent", { hasText: "half a thought" }).waitFor();
});

test("beginning another comment sets the first aside instead of losing it", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await dragOver(page, "Dense models");
  await page.keyboard.press("c");
  await page.locator(editor).waitFor();
  await page.keyboard.type("about dense ones");
  await dragOver(page, "Sparse models");
  await page.keyboard.press("c");
  await page.locator(".unsent", { hasText: "about dense ones" }).waitFor();
  await page.locator(editor).waitFor();
  await page.keyboard.type("about sparse ones");
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".unsent").count(), 2);
});

test("a save that fails keeps the words in the editor, says why, and works when tried again", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await page.evaluate(() => window.host.fail("annotate", "the disk is full"));
  await dragOver(page, "Dense models");
  await page.keyboard.press("c");
  await page.locator(editor).waitFor();
  await page.keyboard.type(written);
  await page.keyboard.press("Control+Enter");
  await page.locator(".failure", { hasText: "Not saved: the disk is full" }).waitFor();
  const value = (): Promise<unknown> =>
    page.locator(editor).evaluate((area) => "value" in area && area.value);
  assert.equal(await value(), written);
  assert.ok(await page.locator(editor).evaluate((area) => area === document.activeElement));
  await page.evaluate(() => window.host.fail("annotate", undefined));
  await page.locator(".editor mg-button", { hasText: "Try again" }).click();
  await page.locator(".note > .comment em").waitFor();
});

test("unsent words are told to the host soon after they are typed, and at once when the page is hidden", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await dragOver(page, "Dense models");
  await page.keyboard.press("c");
  await page.locator(editor).waitFor();
  await page.keyboard.type("slow");
  const unsent = (): Promise<unknown> => page.evaluate(() => window.host.view?.unsent[0]);
  const expected = { purpose: "new", span: { start: 28, end: 40 }, color: "yellow", text: "slow" };
  await eventually(unsent, expected, 1000);
  await page.keyboard.type("er");
  await page.evaluate(() => dispatchEvent(new Event("pagehide")));
  await eventually(unsent, { ...expected, text: "slower" }, 150);
});

test("a page that comes back has the scroll position and the editor with the unsent words", async () => {
  const note = noteOn(paper.abstract, "Dense models", { comment: "old" });
  const long = withAbstract(`${paper.abstract}${"\n\nMore.".repeat(80)}`);
  const view = {
    scrollTop: 333,
    unsent: [
      { purpose: "edit" as const, note: note.id, text: "old and n" },
      { purpose: "paper" as const, text: "on the whole" },
    ],
  };
  await using reader = await openReader({ paper: long, notes: [note], view });
  const { page } = reader;
  assert.equal(await page.locator(editor).evaluate((area) => "value" in area && area.value), "old and n");
  await page.locator(".on-paper .unsent", { hasText: "on the whole" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollTop), 333);
});

test("unsent words whose note is gone are offered as a note on the paper", async () => {
  const view = {
    scrollTop: 0,
    unsent: [{ purpose: "reply" as const, note: "urn:uuid:gone" as AnnotationId, text: "kept" }],
  };
  await using reader = await openReader({ paper, notes: [], view });
  const { page } = reader;
  await page.locator(".on-paper .editor").getByText("What this was written to is gone").waitFor();
  await page.locator(".editor mg-button", { hasText: "Save" }).click();
  await page.locator(".on-paper .comment", { hasText: "kept" }).waitFor();
  assert.deepEqual(await askedFor(page, "annotate"), [
    { style: "highlight", color: "yellow", comment: "kept" },
  ]);
});

test("a reply is written, edited and deleted below its note", async () => {
  await using reader = await openReader({
    paper,
    notes: [noteOn(paper.abstract, "Dense models", { comment: "why" })],
  });
  const { page } = reader;
  await page.locator(".note").hover();
  await page.locator(".note mg-button[aria-label^=Reply]").click();
  await page.locator(editor).waitFor();
  await page.keyboard.type("because");
  await page.locator(".editor mg-button", { hasText: "Save" }).click();
  await page.locator(".reply .comment", { hasText: "because" }).waitFor();
  await page.locator(".reply").hover();
  await page.locator(".reply mg-button[aria-label^=Edit]").click();
  await page.locator(`.reply ${editor}`).waitFor();
  await page.keyboard.press("End");
  await page.keyboard.type(" of this");
  await page.keyboard.press("Control+Enter");
  await page.locator(".reply .comment", { hasText: "because of this" }).waitFor();
  await page.locator(".reply").hover();
  await page.locator(".reply mg-button[aria-label^=Delete]").click();
  await eventually(() => page.locator(".reply").count(), 0);
  assert.equal(await heard(page), "Reply removed");
});

test("a note on the whole paper stands in a group of its own", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await page.locator("mg-button", { hasText: "Add a note on the paper" }).click();
  await page.locator(`.on-paper ${editor}`).waitFor();
  await page.keyboard.type("Read again");
  await page.keyboard.press("Control+Enter");
  await page.locator(".on-paper .note .comment", { hasText: "Read again" }).waitFor();
  assert.equal(await page.locator(".beside .note").count(), 0);
});

test("tags are added to a note and taken away", async () => {
  await using reader = await openReader({ paper, notes: [noteOn(paper.abstract, "Dense models")] });
  const { page } = reader;
  await page.locator(".note").hover();
  await page.locator('.note mg-button[aria-label="Add a tag"]').click();
  await page.locator(".note mg-text-field").waitFor();
  await page.waitForTimeout(50);
  await page.keyboard.type("#doubt");
  await page.keyboard.press("Enter");
  await page.locator(".note .tag", { hasText: "doubt" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".note .tag-remove").click();
  await eventually(() => page.locator(".note .tag").count(), 0);
  assert.deepEqual(
    (await askedFor(page, "edit")).map((ask) => (ask as { tags: string[] }).tags),
    [["doubt"], []],
  );
});
