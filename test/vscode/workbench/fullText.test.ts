/** From words that only a PDF has to the page that they stand on. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { newPaper } from "../../../src/library/merge.ts";
import { paperPath, writePaperFile } from "../../../src/library/paperFile.ts";
import { textPath } from "../../../src/library/paperTexts.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";
import { openWorkbench } from "./workbench.ts";

const lines = Array.from({ length: 30 }, (_, at) => `Line ${at} of a page that says nothing of interest.`);
const pdf = samplePdf({
  pages: [
    ...Array.from({ length: 11 }, () => ({ lines })),
    { lines: ["We met a quaggadoodle in the garden."] },
  ],
});

const draft = { title: "What lives in a garden", abstract: "We look at gardens.", source: { kind: "test" } };
const sha256 = createHash("sha256").update(pdf).digest("hex");
const paper = {
  ...newPaper(draft, "2026-01-01T00:00:00.000Z"),
  pdfs: [
    {
      path: "reading/garden.pdf",
      sha256,
      bytes: pdf.length,
    },
  ],
};

test("a page is found by its words while they are typed, and Enter opens it there", async () => {
  await using workbench = await openWorkbench({
    files: {
      "reading/garden.pdf": pdf,
      [`.marginalia/${paperPath(paper.id)}`]: writePaperFile(paper, {}),
    },
  });
  const { page } = workbench;
  const input = page.locator('.quick-input-widget input[placeholder^="Search papers"]');
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "What lives in a garden" });
  const shown = row.filter({ hasText: "p. 12 · We met a quaggadoodle" });
  const text = join(workbench.folder, ".marginalia", textPath(sha256));
  while (!existsSync(text)) await page.waitForTimeout(100); // it is read in the background, while nothing is done
  await workbench.runCommand("Marginalia: Search Papers");
  await input.fill("quaggadoo");
  await shown.waitFor();
  await workbench.screenshot("full-text-row");
  await page.keyboard.press("Enter");
  const reader = await workbench.readerFrame("quaggadoodle");
  await reader.locator(".textLayer .highlight.selected", { hasText: "quaggadoodle" }).waitFor();
  await workbench.screenshot("full-text-page");
  assert.deepEqual(await workbench.tabs(), ["garden.pdf"]);
});
