/** A note's past in the real workbench: a conflict decided, versions looked at and restored, removed notes brought back. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { importDailyPapers } from "../../../src/library/importers/dailyPapers.ts";
import { newPaper } from "../../../src/library/merge.ts";
import { paperPath, writePaperFile } from "../../../src/library/paperFile.ts";
import type { AnnotationId } from "../../../src/domain/annotation.ts";
import { composeNote, edited } from "../../../src/notes/compose.ts";
import { logFolder, readLog, writeLine } from "../../../src/notes/log.ts";
import { asRevision } from "../../../src/notes/revision.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const { drafts } = importDailyPapers(readFileSync("media/sample/daily-papers.txt", "utf8"), "2026-07-31");
const [draft] = drafts;
if (draft === undefined) throw new Error("The sample holds no papers");
const paper = newPaper(draft, "2026-07-31T08:00:00.000Z");
const ann = { name: "Ann", email: "ann@example.org" };
const bob = { name: "Bob" };
const at = (minute: number): string => `2026-07-31T09:0${minute}:00.000Z`;
const first = asRevision(
  composeNote(
    {
      paper: paper.id,
      passage: { text: paper.abstract, span: { start: 0, end: 20 } },
      comment: "first words",
    },
    { id: "urn:uuid:01a20a46-0000-7000-8000-000000000001" as AnnotationId, now: at(0), author: ann },
  ),
  { revision: "r0", basedOn: [], editor: ann },
);
const byAnn = asRevision(edited(first, { comment: "words of Ann" }, at(2)), {
  revision: "a1",
  basedOn: ["r0"],
  editor: ann,
});
const byBob = asRevision(edited(first, { comment: "words of Bob" }, at(1)), {
  revision: "b1",
  basedOn: ["r0"],
  editor: bob,
});
const folder = `.marginalia/${logFolder(paper.id)}`;

let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench({
    files: {
      [`.marginalia/${paperPath(paper.id)}`]: writePaperFile(paper),
      [`${folder}/ann-00000000.jsonl`]: writeLine(first) + writeLine(byAnn),
      [`${folder}/bob-00000000.jsonl`]: writeLine(byBob),
    },
  });
  await workbench.showPapers();
});
after(() => workbench.dispose());

const row = (text: string) =>
  workbench.page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();
const toast = () => workbench.page.locator(".notifications-toasts");
const linesOnDisk = (): number => {
  const path = join(workbench.folder, folder);
  return readdirSync(path)
    .filter((name) => name.endsWith(".jsonl"))
    .reduce((sum, name) => sum + readLog(readFileSync(join(path, name), "utf8")).annotations.length, 0);
};

async function writtenLines(count: number): Promise<void> {
  for (const until = Date.now() + 20_000; linesOnDisk() !== count && Date.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(linesOnDisk(), count);
}

test("a note that two people changed apart is marked in the tree, shows both versions, and one key decides", async () => {
  await row(paper.title.slice(0, 20)).getByText("in conflict").waitFor();
  await row(paper.title.slice(0, 20)).click();
  const reader = await workbench.readerFrame("words of Bob");
  await reader.locator(".conflict .version", { hasText: "words of Ann" }).waitFor();
  await workbench.screenshot("conflict");
  await reader.locator("[data-note]").focus();
  await workbench.page.keyboard.press("x");
  await reader.locator(".conflict").waitFor({ state: "detached" });
  await reader.locator(".note > .comment", { hasText: "words of Bob" }).waitFor();
  await writtenLines(4);
});

test("the history of a note lists every version with its author; one is restored, and that is undone", async () => {
  const reader = await workbench.readerFrame("words of Bob");
  await reader.locator("[data-note]").focus();
  await workbench.page.keyboard.press("h");
  await workbench.page.locator(".quick-input-widget").getByText("History of This Note").waitFor();
  await workbench.page
    .locator(".quick-input-list .monaco-list-row", { hasText: "first words" })
    .first()
    .waitFor();
  const rows = await workbench.quickInputRows();
  assert.equal(rows.length, 4);
  assert.ok(rows[0]?.description.includes("as it is now"));
  assert.ok(
    rows.some(({ label, description }) => label.includes("words of Bob") && description.startsWith("Bob")),
  );
  await workbench.screenshot("history");
  await workbench.page
    .locator(".quick-input-list .monaco-list-row", { hasText: "first words" })
    .last()
    .click();
  await reader.locator(".note > .comment", { hasText: "first words" }).waitFor();
  await toast().getByText("Restored:").waitFor();
  await toast().getByText("Undo", { exact: true }).click();
  await reader.locator(".note > .comment", { hasText: "words of Bob" }).waitFor();
});

test("a removed note is found among the removed notes of its paper and comes back", async () => {
  const reader = await workbench.readerFrame("words of Bob");
  await reader.locator("[data-note]").focus();
  await workbench.page.keyboard.press("Delete");
  await reader.locator("[data-note]").waitFor({ state: "detached" });
  await workbench.runCommand("Marginalia: Removed Notes…");
  const item = workbench.page
    .locator(".quick-input-list .monaco-list-row", { hasText: "words of Bob" })
    .first();
  await item.waitFor();
  await item.click();
  await workbench.page.keyboard.press("Enter");
  await reader.locator(".note > .comment", { hasText: "words of Bob" }).waitFor();
});
