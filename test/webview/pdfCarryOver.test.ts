/** Notes of one version of a PDF on the pages of the next, in the real page: re-attached, confirmed, carried over. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  quoteOf,
  quoteOfTarget,
  targetsOf,
  type Annotation,
  type AnnotationId,
} from "../../src/domain/annotation.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { regionOf, regionOfTarget } from "../../src/domain/region.ts";
import { composeNote } from "../../src/notes/compose.ts";
import { samplePdf } from "../fakes/samplePdf.ts";
import { grievances } from "./grievances.ts";
import { eventually, openPdf, type PdfReader } from "./harness.ts";
import { clickAt, drag } from "./pdfWords.ts";
import { themes } from "./samples.ts";
import { picture } from "./picture.ts";

const same = "Sparse models read quickly and skip what does not matter.";
const moved = "Dense models read slowly and weigh every word of a text.";
const changed = "We train on four hundred books of the nineteenth century.";
const changedTo = "We train on six hundred books of the eighteenth century.";
const gone = "Nothing of this will be left when it is printed at last.";
const firstPage = {
  lines: ["A title above it all.", same, "They lose very little by it on long documents."],
};
const older = samplePdf({ pages: [firstPage, { lines: [moved, changed, gone] }] });
const newer = samplePdf({
  pages: [
    firstPage,
    { lines: ["A page of other words was put between the two of them."] },
    { lines: ["It goes on from here.", moved, changedTo] },
  ],
});

const stored = (reader: PdfReader): Promise<readonly Annotation[]> =>
  reader.page.evaluate(() => window.pdfHost.annotations as Annotation[]);

/** Notes as they were made on the older version, which had another fingerprint. */
let made: Promise<readonly Annotation[]> | undefined;
const notesOfOlder = (): Promise<readonly Annotation[]> => (made ??= makeNotes());

async function makeNotes(): Promise<readonly Annotation[]> {
  await using reader = await openPdf(older);
  const { page } = reader;
  for (const [at, words] of [same, moved, changed, gone].entries()) {
    const text = page.locator(".textLayer span", { hasText: words.slice(0, 20) }).first();
    await text.waitFor();
    await text.scrollIntoViewIfNeeded();
    await clickAt(page, words, 3);
    await page.keyboard.press(String(at + 1));
    await eventually(async () => (await stored(reader)).length, at + 1);
  }
  const text = JSON.stringify(await stored(reader));
  const fingerprint = regionOf((await stored(reader))[0] as Annotation)?.fingerprint ?? "";
  return JSON.parse(text.replaceAll(fingerprint, "of another version")) as readonly Annotation[];
}

async function openNewer(given: Parameters<typeof openPdf>[1] = {}, abstract = ""): Promise<PdfReader> {
  const annotations = await notesOfOlder();
  const reader = await openPdf(newer, given, { width: 1300, height: 900 });
  await reader.page.evaluate(([notes, text]) => window.pdfHost.replace(notes as Annotation[], text), [
    annotations,
    abstract,
  ] as const);
  return reader;
}

async function openReview(reader: PdfReader): Promise<void> {
  const { page } = reader;
  await page.locator(".pages").press("l");
  await page.getByRole("button", { name: "Carry over…" }).click();
  await page.locator(".carry-panel .carried").first().waitFor();
  await eventually(
    () => page.locator(".carry-sum").textContent(),
    "1 changed, 1 not found, 1 moved, 1 the same",
  );
}

const entry = (reader: PdfReader, words: string) =>
  reader.page.locator(".carried", { hasText: words.slice(0, 24) });
const newestQuotes = async (reader: PdfReader): Promise<readonly (string | undefined)[]> =>
  (await stored(reader)).map((annotation) => quoteOf(annotation)?.exact);
const countsOfPlaces = async (reader: PdfReader): Promise<readonly number[]> =>
  (await stored(reader)).map((annotation) => targetsOf(annotation).length);
const pagesOf = async (reader: PdfReader): Promise<readonly (number | undefined)[]> =>
  (await stored(reader)).map((annotation) => regionOf(annotation)?.parts[0]?.page);

test("notes of an older version lie on their words in the newer one: same, moved, in doubt, or not known", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await page.locator(".pages").press("l");
  await eventually(() => page.locator(".notes-list section[aria-label='Page 1'] .note").count(), 1);
  await eventually(() => page.locator(".notes-list section[aria-label='Page 3'] .note").count(), 2);
  assert.equal(await page.locator(".notes-list section[aria-label='Page 3'] .moved-badge").count(), 1);
  assert.equal(await page.locator(".not-found .note").count(), 1);
  assert.deepEqual(await countsOfPlaces(reader), [1, 1, 1, 1], "nothing is stored by looking");
  assert.deepEqual(await reader.incidents(), []);
});

test("the list of notes offers to carry them over, and can be told not now", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await page.locator(".pages").press("l");
  await page.getByText("4 notes were made on another version of this PDF.").waitFor();
  await page.getByRole("button", { name: "Not now" }).click();
  await eventually(() => page.locator(".carry-offer").count(), 0);
  await page.evaluate(() => window.pdfHost.tell("perform", { action: "carryOver" }));
  await page.locator(".carry-panel .carried").first().waitFor();
});

test("all that are the same or moved are accepted at once, their older places stay, and one undo takes it back", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await openReview(reader);
  await page.getByRole("button", { name: "Accept 2 that are the same or moved" }).click();
  await eventually(() => countsOfPlaces(reader), [2, 2, 1, 1]);
  assert.deepEqual(await pagesOf(reader), [1, 3, 2, 2]);
  const [first] = await stored(reader);
  assert.ok(first !== undefined);
  const [now, before] = targetsOf(first).map(regionOfTarget);
  assert.notEqual(now?.fingerprint, before?.fingerprint);
  assert.deepEqual(now?.parts, before?.parts, "the page says the same, so the place is the same");
  await eventually(() => page.locator(".carry-sum").textContent(), "1 changed, 1 not found");
  await page.keyboard.press("Control+z");
  await eventually(() => countsOfPlaces(reader), [1, 1, 1, 1]);
  await eventually(
    () => page.locator(".carry-sum").textContent(),
    "1 changed, 1 not found, 1 moved, 1 the same",
  );
});

test("a changed passage shows what was changed, and is accepted with the words that stand there now", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await openReview(reader);
  const article = entry(reader, "We train on");
  await eventually(() => article.locator("del").allTextContents(), ["four", "nineteenth"]);
  assert.deepEqual(await article.locator("ins").allTextContents(), ["six", "eighteenth"]);
  await article.focus();
  await page.keyboard.press("y");
  await eventually(async () => (await newestQuotes(reader))[2], changedTo);
  const annotation = (await stored(reader))[2];
  assert.ok(annotation !== undefined);
  assert.deepEqual(
    targetsOf(annotation).map((target) => quoteOfTarget(target)?.exact),
    [changedTo, changed],
  );
});

test("with keys alone: from entry to entry, skip, accept, and a note that was not found is given new words", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await openReview(reader);
  const inFocus = (): Promise<string | null> =>
    page.evaluate(
      () => document.activeElement?.querySelector(".quoted, .diff")?.textContent?.trim().slice(0, 12) ?? null,
    );
  await eventually(inFocus, "We train on ");
  await page.keyboard.press("x");
  await eventually(inFocus, gone.slice(0, 12));
  await page.keyboard.press("ArrowDown");
  await eventually(inFocus, moved.slice(0, 12));
  await page.keyboard.press("y");
  await eventually(() => countsOfPlaces(reader), [1, 2, 1, 1]);
  await eventually(inFocus, same.slice(0, 12));
  await page.keyboard.press("ArrowUp");
  await eventually(inFocus, gone.slice(0, 12));
  await page.keyboard.press("j");
  await page.locator(".pages:focus").waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press(".");
  await page.getByRole("toolbar", { name: "Attach the note" }).waitFor();
  await page.keyboard.press("Enter");
  await eventually(() => countsOfPlaces(reader), [1, 2, 1, 2]);
  const attached = (await newestQuotes(reader))[3] ?? "";
  assert.ok(attached !== gone && attached.length > 10, attached);
  assert.deepEqual(await reader.incidents(), []);
});

test("an entry leads to its place on the page, and a mark on the page to its entry", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await openReview(reader);
  await entry(reader, moved).click();
  await page.locator(".page[data-page-number='3'] .pdf-mark.active").first().waitFor();
  await entry(reader, same).click();
  await page.locator(".page[data-page-number='1'] .pdf-mark.active").first().waitFor();
  const box = await page.locator(".page[data-page-number='1'] .pdf-mark .wash").first().boundingBox();
  assert.ok(box !== null);
  await entry(reader, "We train on").click();
  await entry(reader, same).click();
  await page.locator(".page[data-page-number='1'] .pdf-mark.active").first().waitFor();
  await page.locator(".pages").focus();
  const now = await page.locator(".page[data-page-number='1'] .pdf-mark .wash").first().boundingBox();
  assert.ok(now !== null);
  await page.mouse.click(now.x + now.width / 2, now.y + now.height / 2);
  await eventually(
    () => page.evaluate(() => document.activeElement?.textContent?.includes("Sparse models") ?? false),
    true,
  );
});

test("a note in doubt is confirmed with one key, and undone", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await page.locator(".pages").press("l");
  const note = page.locator(".note", { hasText: "We train on" });
  await note.locator(".moved-badge").waitFor();
  await note.focus();
  await page.keyboard.press("y");
  await eventually(async () => (await newestQuotes(reader))[2], changedTo);
  await eventually(() => page.locator(".moved-badge").count(), 0);
  await page.locator(".note", { hasText: "We train on" }).focus();
  await page.keyboard.press("Control+z");
  await eventually(() => countsOfPlaces(reader), [1, 1, 1, 1]);
});

test("a note whose place is not known is re-attached to words that the mouse selects, and Escape leaves it", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await page.locator(".pages").press("l");
  const lost = page.locator(".not-found .note");
  await lost.getByRole("button", { name: "Re-attach" }).click();
  await page.keyboard.press("Escape");
  await eventually(() => lost.getByText("Select its words in the text").count(), 0);
  await lost.getByRole("button", { name: "Re-attach" }).click();
  await lost.getByText("Select its words in the text").waitFor();
  await page.locator(".textLayer span", { hasText: "They lose very" }).first().waitFor();
  await drag(page, "They lose", "documents.").catch(() => undefined); // no toolbar: it is attached at once
  await eventually(
    async () => (await newestQuotes(reader))[3],
    "They lose very little by it on long documents.",
  );
  assert.deepEqual(await countsOfPlaces(reader), [1, 1, 1, 2]);
  await eventually(() => page.locator(".not-found").count(), 0);
});

test("with words selected a note is re-attached at once", async () => {
  await using reader = await openNewer();
  const { page } = reader;
  await page.locator(".pages").press("l");
  await page.locator(".textLayer span", { hasText: "They lose very" }).first().waitFor();
  await clickAt(page, "They lose", 3);
  await page.locator(".not-found .note").getByRole("button", { name: "Re-attach" }).click();
  await eventually(
    async () => (await newestQuotes(reader))[3],
    "They lose very little by it on long documents.",
  );
});

test("a note on the abstract is carried onto the pages, and keeps its place in the abstract", async () => {
  const abstract = `In this paper: ${same} And more.`;
  const start = abstract.indexOf(same);
  const onAbstract = composeNote(
    {
      paper: "arxiv-1706.03762" as PaperId,
      passage: { text: abstract, span: { start, end: start + same.length } },
    },
    {
      id: "urn:uuid:00000000-0000-4000-8000-000000000001" as AnnotationId,
      now: "2026-01-01T00:00:00.000Z",
      author: { name: "Ada", email: undefined },
    },
  );
  await using reader = await openPdf(newer, {}, { width: 1300, height: 900 });
  const { page } = reader;
  await page.evaluate(([note, text]) => window.pdfHost.replace([note], text), [
    onAbstract,
    abstract,
  ] as const);
  await page.locator(".pages").press("l");
  await page.getByText("1 note was made on the abstract.").waitFor();
  await page.getByRole("button", { name: "Carry over…" }).click();
  await entry(reader, same).getByText("Was in the abstract, is on page 1").waitFor();
  await entry(reader, same).getByRole("button", { name: "Accept" }).click();
  await eventually(() => countsOfPlaces(reader), [2]);
  await page.getByRole("button", { name: "Done" }).click();
  await page.locator(".notes-list section[aria-label='Page 1'] .note").waitFor();
});

test("five hundred notes are carried over with one press, and one undo takes them back", async () => {
  await using reader = await openPdf(newer, {}, { width: 1300, height: 900 });
  const { page } = reader;
  const [one, two] = await notesOfOlder();
  assert.ok(one !== undefined && two !== undefined);
  const many = Array.from({ length: 500 }, (_, at) => ({
    ...(at % 2 === 0 ? one : two),
    id: `urn:uuid:00000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
  }));
  await page.evaluate((notes) => window.pdfHost.replace(notes as Annotation[]), many);
  await page.locator(".pages").press("l");
  await page.getByRole("button", { name: "Carry over…" }).click();
  await page
    .getByRole("button", { name: "Accept 500 that are the same or moved" })
    .click({ timeout: 20_000 });
  await eventually(async () => (await countsOfPlaces(reader)).every((count) => count === 2), true, 20_000);
  await page.getByText("Every note is carried over or skipped").waitFor();
  await page.keyboard.press("Control+z");
  await eventually(async () => (await countsOfPlaces(reader)).every((count) => count === 1), true, 20_000);
});

for (const [name, theme] of Object.entries(themes))
  test(`in the ${name} theme axe finds nothing serious while notes are carried over`, async () => {
    await using reader = await openNewer({ theme });
    await openReview(reader);
    await eventually(() => entry(reader, "We train on").locator("ins").count(), 2);
    assert.deepEqual(await grievances(reader.page), []);
    await picture(reader.page, `carry-${name}`);
    await reader.page.getByRole("button", { name: "Done" }).click();
    await reader.page.locator(".place-tools").first().waitFor();
    assert.deepEqual(await grievances(reader.page), []);
    await picture(reader.page, `places-${name}`);
  });
