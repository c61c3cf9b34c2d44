/** Notes in conflict, in both readers: every version is seen and heard, and one key or button decides. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note, NoteConflict } from "../../src/domain/note.ts";
import { samplePdf } from "../fakes/samplePdf.ts";
import { grievances } from "./grievances.ts";
import { askedFor, eventually, heard, openPdf, openReader, type Reader } from "./harness.ts";
import { picture } from "./picture.ts";
import { noteOn, themes, withAbstract } from "./samples.ts";

const paper = withAbstract("Sparse models read quickly. Dense models read slowly.");
const said = (value: string, author: string, minute: number, byAgent = false) => ({
  value,
  author,
  byAgent,
  modified: `2026-07-30T10:${String(minute).padStart(2, "0")}:00.000Z`,
});
const ofComment: NoteConflict = {
  field: "comment",
  name: "comment",
  versions: [said("Is this *so*?", "Ada Lovelace", 5), said("It **is**.", "Charles Babbage", 3)],
};
const ofRemoval: NoteConflict = {
  field: "deleted",
  name: "deleted",
  versions: [said("", "Ada Lovelace", 2), said("", "Reviewer", 4, true)],
};
const ofColor: NoteConflict = {
  field: "color",
  name: "color",
  versions: [said("green", "Ada Lovelace", 2), said("pink", "Charles Babbage", 4)],
};
const disputed = (more: Partial<Note> = {}): Note =>
  noteOn(paper.abstract, "Dense models", {
    comment: "Is this *so*?",
    modified: "2026-07-30T10:05:00.000Z",
    conflicts: [ofComment],
    ...more,
  });
const choices = async (reader: Reader): Promise<unknown> => askedFor(reader.page, "settle");

for (const [name, theme] of Object.entries(themes))
  test(`in the ${name} theme both versions stand there with who wrote them, and axe finds nothing serious`, async () => {
    const byAgent = noteOn(paper.abstract, "Sparse models", {
      comment: "By machine",
      author: "Reviewer",
      byAgent: true,
    });
    const notes = [
      byAgent,
      disputed(),
      noteOn(paper.abstract, "read slowly", {
        comment: "Three things at once",
        color: "green",
        conflicts: [ofColor, ofRemoval],
      }),
    ];
    await using reader = await openReader({ paper, notes, theme }, { width: 1200, height: 900 });
    const { page } = reader;
    const [first] = await page.locator(".conflict").all();
    assert.ok(first);
    assert.match(await first.innerText(), /changed in two places/u);
    assert.deepEqual(await first.locator(".version .author").allInnerTexts(), [
      "Ada Lovelace",
      "Charles Babbage",
    ]);
    assert.equal(await first.locator(".version em", { hasText: "so" }).count(), 1);
    assert.equal(await page.locator(`[data-note="${notes[1]?.id}"] > .comment`).count(), 0);
    assert.equal(await page.locator(`[data-note="${byAgent.id}"] .agent`).innerText(), "agent");
    assert.match(
      (await page.locator(`[data-note="${notes[1]?.id}"]`).getAttribute("aria-label")) ?? "",
      /in conflict/u,
    );
    await picture(page, `conflict-${name}`);
    assert.deepEqual(await grievances(page), []);
    assert.deepEqual(await reader.incidents(), []);
  });

for (const [key, button, take, text, spoken] of [
  ["y", "Keep this", 0, "Is this so?", "Kept this"],
  ["x", "Take the other", 1, "It is.", "Took the other"],
  ["b", "Keep both", "both", "It is.\n\nIs this so?", "Kept both"],
] as const) {
  test(`"${key}" on a note in conflict is ${button}, can be undone, and the note keeps the focus`, async () => {
    const note = disputed();
    await using reader = await openReader({ paper, notes: [note] });
    const { page } = reader;
    await page.keyboard.press("n");
    await page.keyboard.press(key);
    await eventually(() => page.locator(".conflict").count(), 0);
    assert.deepEqual(await choices(reader), [{ id: note.id, field: "comment", take }]);
    assert.equal((await page.locator(".note > .comment").innerText()).replace(/\n+/gu, "\n\n"), text);
    assert.equal(await heard(page), spoken);
    await eventually(() => page.locator(".note").evaluate((each) => each === document.activeElement), true);
    await page.locator(".notice mg-button", { hasText: "Undo" }).click();
    await eventually(() => page.locator(".conflict").count(), 1);
  });

  test(`the button "${button}" does the same`, async () => {
    const note = disputed();
    await using reader = await openReader({ paper, notes: [note] });
    const { page } = reader;
    await page.locator(".conflict mg-button", { hasText: button }).click();
    await eventually(() => page.locator(".conflict").count(), 0);
    assert.deepEqual(await choices(reader), [{ id: note.id, field: "comment", take }]);
  });
}

test("a removal against an edit is decided first; both cannot be kept of it", async () => {
  const note = disputed({ conflicts: [ofComment, ofRemoval] });
  await using reader = await openReader({ paper, notes: [note] });
  const { page } = reader;
  await page.keyboard.press("n");
  await page.keyboard.press("b");
  await eventually(() => heard(page), "Only of comments both can be kept");
  await page.keyboard.press("y");
  await eventually(() => page.locator(".conflict").count(), 1);
  await page.keyboard.press("x");
  await eventually(() => page.locator(".conflict").count(), 0);
  assert.deepEqual(await choices(reader), [
    { id: note.id, field: "deleted", take: 0 },
    { id: note.id, field: "comment", take: 1 },
  ]);
});

test("of three versions each of the others has a button", async () => {
  const versions = [...ofComment.versions, said("Third", "Grace", 1)];
  const note = disputed({ conflicts: [{ ...ofComment, versions }] });
  await using reader = await openReader({ paper, notes: [note] });
  const { page } = reader;
  assert.equal(await page.locator(".conflict mg-button", { hasText: "Take the other" }).count(), 0);
  await page.locator(".version", { hasText: "Third" }).locator("mg-button", { hasText: "Take this" }).click();
  await eventually(() => choices(reader), [{ id: note.id, field: "comment", take: 2 }]);
});

test("a reply in conflict is shown and decided like its note", async () => {
  const reply = {
    ...noteOn("", ""),
    id: "urn:uuid:reply" as AnnotationId,
    comment: "x",
    conflicts: [ofComment],
  };
  const { comment, author, created, modified, editable, conflicts, id } = reply;
  const note = noteOn(paper.abstract, "Dense models", {
    comment: "Q",
    replies: [{ comment, author, created, modified, editable, conflicts, id }],
  });
  await using reader = await openReader({ paper, notes: [note] });
  const { page } = reader;
  assert.equal(await page.locator(".reply .conflict .version").count(), 2);
  await page.keyboard.press("n");
  await page.keyboard.press("x");
  await eventually(() => choices(reader), [{ id, field: "comment", take: 1 }]);
});

test("a conflict that comes while one reads is announced once, and where nothing can be written there are no buttons", async () => {
  const note = disputed();
  const { conflicts: _, ...peaceful } = note;
  await using reader = await openReader({ paper, notes: [peaceful], writable: { why: "Open a folder." } });
  const { page } = reader;
  await page.evaluate((given) => window.host.replaceNotes([given]), note);
  await eventually(() => heard(page), "1 note in conflict: every version is kept until you choose");
  assert.equal(await page.locator(".conflict .version").count(), 2);
  assert.equal(await page.locator(".conflict mg-button").count(), 0);
});

test("keys of conflicts say so on a note that has none, and H asks for the history of the note", async () => {
  const note = noteOn(paper.abstract, "Dense models", { comment: "Q" });
  await using reader = await openReader({ paper, notes: [note] });
  const { page } = reader;
  await page.keyboard.press("n");
  await page.keyboard.press("y");
  await eventually(() => heard(page), "Nothing about this note is in doubt");
  await page.keyboard.press("h");
  await eventually(() => askedFor(page, "showHistory"), [{ id: note.id }]);
  assert.deepEqual(await choices(reader), []);
});

const article = samplePdf({ pages: [{ lines: ["Sparse models read quickly."] }] });
for (const [name, theme] of Object.entries(themes).filter(([each]) => each !== "highContrastLight"))
  test(`in the list of notes of a PDF a conflict is shown and decided by the same keys (${name})`, async () => {
    await using reader = await openPdf(article, { theme });
    const { page } = reader;
    await page.locator(".textLayer span", { hasText: "Sparse" }).first().waitFor();
    const note: Note = { ...disputed(), about: "paper", quote: "", placement: { state: "unplaced" } };
    await page.evaluate(
      (given) =>
        window.pdfHost.tell("standingChanged", {
          paper: { id: "x", title: "x" },
          notes: [given],
          writable: true,
        }),
      note,
    );
    await page.keyboard.press("l");
    await page.locator(".conflict").waitFor();
    assert.equal(await page.locator(".conflict .version").count(), 2);
    await picture(page, `conflict-pdf-${name}`);
    await page.locator("[data-note]").focus();
    const made: unknown[] = [];
    for (const [key, take] of [
      ["y", 0],
      ["x", 1],
      ["b", "both"],
    ] as const) {
      await page.locator("[data-note]").focus();
      await page.keyboard.press(key);
      made.push({ id: note.id, field: "comment", take });
      await eventually(() => reader.asked("settle"), made);
    }
    await page.locator("[data-note]").focus();
    await page.keyboard.press("h");
    await eventually(() => reader.asked("showHistory"), [{ id: note.id }]);
    assert.deepEqual(await reader.incidents(), []);
  });
