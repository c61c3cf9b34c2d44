/** A library is checked, repaired and compacted as a person does it, in the real workbench. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { newPaper } from "../../../src/library/merge.ts";
import { paperPath, writePaperFile } from "../../../src/library/paperFile.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const draft = {
  title: "Sparse Retrieval Revisited: What Learned Sparse Models Keep",
  abstract: "We study sparse models and more.",
  source: { kind: "test" },
};
const paper = newPaper({ ...draft, identifiers: ["arxiv:2407.00001"] }, "2026-07-31T08:00:00.000Z");
const other = newPaper({ ...draft, identifiers: ["doi:10.1/x"] }, "2026-07-31T09:00:00.000Z");
const kinds = readFileSync("test/fixtures/notes/kinds.v2.jsonl", "utf8");
const logPath = `.marginalia/annotations/${paper.id}/ann-438c4c7a.jsonl`;

const files = {
  [`.marginalia/${paperPath(paper.id)}`]: writePaperFile(paper),
  [`.marginalia/${paperPath(other.id)}`]: writePaperFile(other),
  [logPath]: `${kinds}{"torn": "ha\n`,
  ".marginalia/papers/x.json.abc123.tmp": "half",
  ".marginalia/pictures/x/of-no-note.png": Uint8Array.of(0x89),
};

const message = ({ page }: Workbench, words: string) =>
  page.locator(".notifications-toasts .notification-list-item", { hasText: words });

const tick = async ({ page }: Workbench, label: string): Promise<void> =>
  page.locator(".quick-input-list .monaco-list-row", { hasText: label }).first().click();

test("what is wrong is a page, what is chosen is repaired, and an undo brings everything back", async () => {
  await using workbench = await openWorkbench({ files });
  const { folder, page, runCommand } = workbench;
  await runCommand("Marginalia: Check Library");
  await page.locator(".tab.active[aria-label*='Check Library']").waitFor();
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Make one paper" }).waitFor();
  await workbench.screenshot("check-library");
  const rows = await workbench.quickInputRows();
  assert.ok(rows.some(({ label }) => label.startsWith("Make one paper of the two")));
  assert.ok(rows.some(({ detail }) => detail.includes("byte for byte")));
  await tick(workbench, "Set aside 1 unreadable line");
  await tick(workbench, "Make one paper of the two");
  await page.keyboard.press("Enter");
  const done = message(workbench, "Done: 2 of 2 chosen");
  await done.waitFor();
  assert.equal(readFileSync(join(folder, logPath), "utf8"), kinds);
  assert.equal(existsSync(join(folder, ".marginalia", paperPath(other.id))), false);
  assert.equal(existsSync(join(folder, ".marginalia/papers/x.json.abc123.tmp")), true);
  await done.locator(".monaco-button", { hasText: "Undo" }).click();
  await message(workbench, "Everything is as it was before").waitFor();
  for (const [path, content] of Object.entries(files))
    assert.deepEqual(readFileSync(join(folder, path)), Buffer.from(content));
});

test("notes are compacted after a question, without git too, and it can be taken back", async () => {
  await using workbench = await openWorkbench({ files: { ...files, [logPath]: kinds } });
  const { folder, page, runCommand } = workbench;
  await runCommand("Marginalia: Compact Notes");
  await tick(workbench, "How notes stand, without their past");
  const question = page.locator(".monaco-dialog-box");
  await question.getByText("not in git").waitFor();
  await workbench.screenshot("compact-notes");
  await question.locator(".monaco-button", { hasText: "Compact" }).click();
  const done = message(workbench, "went from 1 file");
  await done.waitFor();
  assert.ok(readFileSync(join(folder, logPath), "utf8").length < kinds.length);
  const [backup = ""] = readdirSync(join(folder, ".marginalia/backup")).filter((name) =>
    name.startsWith("2"),
  );
  assert.equal(
    readFileSync(join(folder, logPath.replace(".marginalia", `.marginalia/backup/${backup}`)), "utf8"),
    kinds,
  );
  await done.locator(".monaco-button", { hasText: "Undo" }).click();
  await message(workbench, "Everything is as it was before").waitFor();
  assert.equal(readFileSync(join(folder, logPath), "utf8"), kinds);
});
