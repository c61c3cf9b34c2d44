/** What programs propose, in both readers: told apart from one's own notes, and accepted or dismissed by one key. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { targetsOf, type Annotation } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { regionOf } from "../../src/domain/region.ts";
import { asProposed, composeNote } from "../../src/notes/compose.ts";
import { samplePdf } from "../fakes/samplePdf.ts";
import { grievances } from "./grievances.ts";
import { askedFor, eventually, heard, openPdf, openReader } from "./harness.ts";
import { picture } from "./picture.ts";
import { noteOn, themes, withAbstract } from "./samples.ts";

const paper = withAbstract("Sparse models read quickly. Dense models read slowly. The cost is small in all.");
const proposal = (words: string, more: Partial<Note> = {}): Note =>
  noteOn(paper.abstract, words, { author: "Copilot", byAgent: true, proposed: true, ...more });

for (const [name, theme] of Object.entries(themes))
  test(`in the ${name} theme a proposal is told apart from the notes, and axe finds nothing serious`, async () => {
    const own = noteOn(paper.abstract, "Sparse models", { comment: "Mine" });
    const proposed = proposal("Dense models", { comment: "Is this so?", color: "green" });
    await using reader = await openReader(
      { paper, notes: [own, proposed], theme },
      { width: 1200, height: 700 },
    );
    const { page } = reader;
    const card = page.locator(`[data-note="${proposed.id}"]`);
    assert.match((await card.getAttribute("aria-label")) ?? "", /^Proposed: /u);
    assert.equal(await page.locator(".note.proposed").count(), 1);
    assert.equal(await page.locator(".mark.proposed").innerText(), "Dense models");
    assert.equal(await card.locator(".tools").count(), 0);
    await picture(page, `proposal-${name}`);
    assert.deepEqual(await grievances(page), []);
    assert.deepEqual(await reader.incidents(), []);
  });

test("Y accepts and goes to the next proposal, X dismisses, and both are undone", async () => {
  const [first, own, second] = [
    proposal("Sparse models"),
    noteOn(paper.abstract, "read slowly"),
    proposal("The cost is small"),
  ];
  await using reader = await openReader({ paper, notes: [first, own, second] });
  const { page } = reader;
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-note"));
  await page.keyboard.press("n");
  await page.keyboard.press("y");
  await eventually(() => page.locator(".note.proposed").count(), 1);
  assert.equal(await heard(page), "Accepted");
  await eventually(focused, second.id);
  await page.keyboard.press("x");
  await eventually(() => page.locator(".note").count(), 2);
  assert.deepEqual(await askedFor(page, "accept"), [{ id: first.id }]);
  assert.deepEqual(await askedFor(page, "dismiss"), [{ id: second.id }]);
  await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await eventually(() => page.locator(".note.proposed").count(), 1);
  assert.deepEqual(await reader.incidents(), []);
});

test("the buttons do the same, and on a note of one's own the keys dismiss nothing", async () => {
  const [own, proposed] = [noteOn(paper.abstract, "Sparse models"), proposal("Dense models")];
  await using reader = await openReader({ paper, notes: [own, proposed] });
  const { page } = reader;
  await page.keyboard.press("n");
  await page.keyboard.press("x");
  await eventually(() => heard(page), "This note is not in conflict");
  await page.getByRole("button", { name: "Accept (Y)" }).click();
  await eventually(() => page.locator(".note.proposed").count(), 0);
  assert.deepEqual(await askedFor(page, "dismiss"), []);
  assert.deepEqual(await askedFor(page, "accept"), [{ id: proposed.id }]);
});

test("a proposal that comes while one reads is said, with its keys; where nothing can be written there are none", async () => {
  await using reader = await openReader({ paper, notes: [], writable: { why: "Open a folder." } });
  const { page } = reader;
  await page.evaluate((given) => window.host.replaceNotes([given]), proposal("Dense models"));
  await eventually(() => heard(page), "Copilot proposes 1 note: Y accepts, X dismisses");
  assert.equal(await page.locator(".proposal mg-button").count(), 0);
  await page.keyboard.press("n");
  await page.keyboard.press("y");
  assert.deepEqual(await askedFor(page, "accept"), []);
});

const article = samplePdf({
  pages: [
    { lines: ["A title above it all."] },
    { lines: ["Sparse models read quickly and skip what", "does not matter to anyone who reads."] },
  ],
});
const onPage = (): Annotation =>
  asProposed(
    composeNote(
      {
        paper: "arxiv-1706.03762" as PaperId,
        onPage: {
          page: 2,
          quote: {
            exact: "read quickly and skip what does not matter",
            prefix: "Sparse models ",
            suffix: " to",
          },
        },
        comment: "Is this so?",
      },
      {
        id: "urn:uuid:00000000-0000-4000-8000-000000000001" as Annotation["id"],
        now: "2026-07-30T09:00:00.000Z",
        author: { name: "Copilot", isAgent: true },
      },
    ),
  );

for (const [name, theme] of Object.entries(themes).filter(([each]) => each !== "highContrastLight"))
  test(`on the pages of a PDF a proposal is found by its words, and Y keeps it where it was found (${name})`, async () => {
    await using reader = await openPdf(article, { theme }, { width: 1200, height: 800 });
    const { page } = reader;
    await page.locator(".textLayer span").first().waitFor();
    await page.evaluate((given) => window.pdfHost.replace([given], ""), onPage());
    await page.locator(".pages").press("l");
    await page.locator(".note.proposed").waitFor();
    await eventually(() => page.locator(".pdf-mark.proposed .wash").count(), 2);
    assert.equal(await page.getByRole("button", { name: "Carry over…" }).count(), 0);
    await picture(page, `proposal-pdf-${name}`);
    await page.locator("[data-note]").focus();
    await page.keyboard.press("y");
    await eventually(() => page.locator(".note.proposed").count(), 0);
    const [stored] = await page.evaluate(() => window.pdfHost.annotations as Annotation[]);
    assert.ok(stored !== undefined);
    assert.deepEqual(
      regionOf(stored)?.parts.map((part) => part.page),
      [2],
    );
    assert.equal(targetsOf(stored).length, 2);
    assert.equal(await page.locator(".pdf-mark .wash").count(), 2);
    assert.deepEqual(await reader.incidents(), []);
  });
