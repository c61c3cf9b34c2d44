/** What the host tells the page, and what the header asks of the host. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import { askedFor, dragOver, eventually, heard, marksIn, openReader } from "./harness.ts";
import { noteOn, rSparse, withAbstract } from "./samples.ts";

const paper = withAbstract("Sparse models read quickly. Dense models read slowly.");

test("commands of VS Code act on the selected words", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await dragOver(page, "Dense models");
  await page.evaluate(() => window.host.tell("perform", { action: "highlight.pink" }));
  await page.locator("mark.pink.highlight", { hasText: "Dense models" }).waitFor();
  await dragOver(page, "Sparse models");
  await page.evaluate(() => window.host.tell("perform", { action: "comment" }));
  await page.locator(".beside .editor").waitFor();
  await page.evaluate(() => window.host.tell("perform", { action: "commentOnPaper" }));
  await page.locator(".on-paper .editor").waitFor();
});

test("commands of VS Code act on the note in focus when no words are selected", async () => {
  const notes = [noteOn(paper.abstract, "Sparse models"), noteOn(paper.abstract, "Dense models")];
  await using reader = await openReader({ paper, notes });
  const { page } = reader;
  const tell = (
    action: "nextNote" | "previousNote" | "underline" | "highlight.blue" | "editNote" | "removeNote",
  ) => page.evaluate((name) => window.host.tell("perform", { action: name }), action);
  await tell("nextNote");
  await tell("nextNote");
  await tell("previousNote");
  await tell("highlight.blue");
  await page.locator("mark.blue", { hasText: "Sparse models" }).waitFor();
  await tell("underline");
  await page.locator("mark.blue.underline").waitFor();
  await tell("editNote");
  await page.locator(".note .editor").waitFor();
  await page.keyboard.press("Escape");
  await tell("removeNote");
  await eventually(async () => (await marksIn(page)).map(({ words }) => words), ["Dense models"]);
});

test("the page opens at the note, or at the words, that the host names", async () => {
  const long = withAbstract(`${"Padding. ".repeat(900)}The very end.`);
  const note = noteOn(long.abstract, "very end");
  for (const place of [{ annotation: note.id }, { quote: "The  very\nend." }]) {
    await using reader = await openReader({ paper: long, notes: [note], place }, { width: 500, height: 500 });
    const { page } = reader;
    const target = page.locator(place.annotation === undefined ? "mark" : ".note");
    await eventually(
      () =>
        target.evaluate(
          (each) => each.getBoundingClientRect().top < innerHeight && each.getBoundingClientRect().top > 0,
        ),
      true,
    );
  }
});

test("being sent to a reply shows the note it answers, and to a place that is not there says so", async () => {
  const reply = {
    id: "urn:uuid:reply" as AnnotationId,
    comment: "yes",
    author: "Grace Hopper",
    created: "2026-07-30T10:00:00.000Z",
    modified: "2026-07-30T10:00:00.000Z",
    editable: true,
  };
  const notes = [noteOn(paper.abstract, "Dense models", { comment: "why", replies: [reply] })];
  await using reader = await openReader({ paper, notes });
  const { page } = reader;
  await page.evaluate((annotation) => window.host.tell("goTo", { annotation }), reply.id);
  await eventually(() => page.locator(".note").evaluate((note) => note === document.activeElement), true);
  await page.evaluate(() => window.host.tell("goTo", { quote: "nowhere to be found" }));
  await eventually(() => heard(page), "That place is not in this text");
});

test("trouble is shown until it is over", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await page.evaluate(() => window.host.tell("trouble", { why: "Two notes are not on disk yet." }));
  await page.getByRole("alert").filter({ hasText: "Two notes are not on disk yet." }).waitFor();
  await page.evaluate(() => window.host.tell("trouble", { why: undefined }));
  await eventually(() => page.locator(".banner").count(), 0);
});

test("where notes cannot be kept the page says why and offers nothing that would need it", async () => {
  const notes = [noteOn(paper.abstract, "Dense models", { comment: "why" })];
  await using reader = await openReader({ paper, notes, writable: { why: "Open a folder to keep notes." } });
  const { page } = reader;
  await page.locator(".banner", { hasText: "Open a folder to keep notes." }).waitFor();
  await dragOver(page, "Sparse models");
  await page.keyboard.press("1");
  await eventually(() => heard(page), "Notes cannot be changed here: Open a folder to keep notes.");
  assert.equal(await page.locator(".toolbar, .tools mg-button, .on-paper mg-button").count(), 0);
  assert.deepEqual(await askedFor(page, "annotate"), []);
});

test("notes of a newer format are shown without the means to change them", async () => {
  const notes = [noteOn(paper.abstract, "Dense models", { comment: "from the future", editable: false })];
  await using reader = await openReader({ paper, notes });
  await reader.page.locator(".comment", { hasText: "from the future" }).waitFor();
  assert.equal(await reader.page.locator(".note .tools").count(), 0);
});

test("uncertain notes are marked as moved, and lost ones keep their quote in a group of their own", async () => {
  const notes = [
    noteOn(paper.abstract, "", {
      about: "passage",
      quote: "models that read",
      placement: { state: "uncertain", span: { start: 7, end: 18 } },
    }),
    noteOn(paper.abstract, "rewritten since", { comment: "kept" }),
  ];
  await using reader = await openReader({ paper, notes });
  const { page } = reader;
  await page.locator(".beside .note", { hasText: "moved?" }).waitFor();
  assert.deepEqual(
    (await marksIn(page)).map(({ words, look }) => [words, look.includes("moved")]),
    [["models read", true]],
  );
  const lost = page.getByRole("region", { name: "Not found in this text" });
  assert.match((await lost.textContent()) ?? "", /rewritten since\s+kept/);
});

test("the header tells what is known of the paper, and asks the host to change it", async () => {
  await using reader = await openReader({ paper: rSparse, notes: [] });
  const { page } = reader;
  assert.equal(
    (await page.locator(".where").textContent())?.replace(/\s+/gu, " ").trim(),
    "ICLR 202530 July 2026, Daily Papers",
  );
  assert.match((await page.locator(".authors").textContent()) ?? "", /^Zhenyu Zhang, .*, Steven Li$/);
  await page.locator(".copies mg-button", { hasText: "Copy BibTeX" }).click();
  await eventually(() => askedFor(page, "copy"), [{ what: "bibtex" }]);
  await eventually(() => heard(page), "BibTeX copied");
  await page.locator("mg-dropdown").click();
  await page.getByRole("option", { name: "Read", exact: true }).click();
  await eventually(() => askedFor(page, "setStage"), [{ stage: "read" }]);
  await page.locator(".header .tag-remove").first().click();
  await eventually(() => askedFor(page, "setTags"), [{ tags: ["inference"] }]);
  await page.locator(".header .tag-add").click();
  await page.locator(".header mg-text-field").waitFor();
  await page.waitForTimeout(50);
  await page.keyboard.type("to cite");
  await page.keyboard.press("Enter");
  await page.locator(".header .tag", { hasText: "to cite" }).waitFor();
  assert.deepEqual(await page.evaluate(() => window.host.refused), []);
  assert.deepEqual(await reader.incidents(), []);
});

test("when the paper changes its new title and abstract are shown", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  const changed = { ...withAbstract("Another abstract with $x$.", "Another title"), sources: [] };
  await page.evaluate((next) => window.host.tell("paperChanged", next as never), changed);
  await page.locator("h1", { hasText: "Another title" }).waitFor();
  await page.locator(".abstract .katex").waitFor();
});

test("a page that cannot be opened says why and can be tried again", async () => {
  await using reader = await openReader({ paper, notes: [], openFails: "the paper's file is broken" });
  const { page } = reader;
  await page.locator(".sorry", { hasText: "could not be shown: the paper's file is broken" }).waitFor();
  await page.evaluate(() => window.host.fail("open", undefined));
  await page.locator(".sorry mg-button").click();
  await page.locator("h1", { hasText: paper.title }).waitFor();
});
