/** Lines of a program and passages of a paper, linked by hand from either side, and quotes on their way into a text. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { paperPath, writePaperFile } from "../../../src/library/paperFile.ts";
import { samplePaper } from "../../fakes/sample.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const law = samplePaper("Sparsing Law");
const program = `import torch


def sparsity(x, p):
    """Share of the activations that can be left out."""
    threshold = x.abs().quantile(p)
    return (x.abs() < threshold).float().mean()


def other(x):
    return x
`;
const files = {
  [`.marginalia/${paperPath(law.id)}`]: writePaperFile(law),
  "model.py": program,
  "draft.md": "# Draft\n\n\n",
};

const logs = ({ folder }: Workbench): string => {
  const notes = join(folder, ".marginalia", "annotations", law.id);
  return readdirSync(notes)
    .map((name) => readFileSync(join(notes, name), "utf8"))
    .join("");
};

/** The words that decorations put behind lines. */
const besideLines = ({ page }: Workbench): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll(".view-line span")]
      .map((span) => getComputedStyle(span, "::after").content)
      .filter((content) => content.startsWith('"'))
      .join("\n"),
  );

async function until(what: string, look: () => Promise<boolean> | boolean): Promise<void> {
  const giveUpMs = Date.now() + 15_000;
  while (!(await look())) {
    if (Date.now() > giveUpMs) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const quickPick = ({ page }: Workbench, title: string) =>
  page.locator(".quick-input-widget:visible", { hasText: title });

/** Types into the Quick Pick or box of this title and takes what is first. */
async function answer(workbench: Workbench, title: string, words: string, row?: string): Promise<void> {
  const box = quickPick(workbench, title);
  await box.locator("input").first().fill(words);
  if (row !== undefined) await box.locator(".monaco-list-row.focused", { hasText: row }).waitFor();
  await workbench.page.keyboard.press("Enter");
}

test("lines are linked to a sentence by keys alone, and the link is followed to the paper and back", async () => {
  await using workbench = await openWorkbench({ files });
  const { page } = workbench;
  await workbench.openFile("model.py");
  await page.locator(".view-line", { hasText: "threshold = x" }).click();
  await page.keyboard.press("ControlOrMeta+Alt+Shift+J");
  await answer(workbench, "Link to Passage (1/2)", "sparsing law", "Sparsing Law");
  await answer(workbench, "Link to Passage (2/2)", "activation", "ctivation");
  await answer(workbench, "Comment on the Link", "implements eq. 4");
  await until("the link beside the line", async () =>
    (await besideLines(workbench)).includes("implements eq. 4 — Sparsing Law"),
  );
  await workbench.screenshot("links-editor");
  await page.locator(".view-line", { hasText: "threshold = x" }).getByText("quantile").hover();
  await page.locator(".monaco-hover", { hasText: "Open Passage" }).first().waitFor();
  await workbench.screenshot("links-hover");

  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+Alt+Shift+K");
  await answer(workbench, "Sparsing Law", "Open Passage", "Open Passage");
  const reader = await workbench.readerFrame("implements eq. 4");
  const link = reader.locator(".file-link", { hasText: "model.py" });
  await link.waitFor();
  await workbench.screenshot("links-reader");
  await link.click();
  await page.locator('.tab.active[aria-label^="model.py"]').waitFor();
  assert.match(logs(workbench), /"purpose":"linking"/u);
});

test("words of a paper are linked to the line of a cursor, and quoted, pasted and dropped into a text", async () => {
  await using workbench = await openWorkbench({ files });
  const { page, folder } = workbench;
  const draft = async (): Promise<string> => {
    await workbench.runCommand("File: Save All Files");
    return readFileSync(join(folder, "draft.md"), "utf8");
  };
  const quotes = async (): Promise<number> => (await draft()).split("\n> — ").length - 1;
  await workbench.openFile("model.py");
  await page.locator(".view-line", { hasText: "threshold = x" }).click();
  await workbench.openFile("draft.md");
  await page.keyboard.press("ControlOrMeta+End");
  await workbench.runCommand("Marginalia: Search Papers");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Sparsing Law" }).first().click();
  const reader = await workbench.readerFrame("Sparsing Law");
  const selectWord = async (): Promise<void> => {
    await reader
      .locator(".abstract")
      .first()
      .dblclick({ position: { x: 140, y: 12 } });
    await reader.locator(".toolbar").waitFor();
  };
  await selectWord();
  await workbench.screenshot("links-toolbar");
  await page.keyboard.press("Shift+L");
  await answer(workbench, "Link to Code", "model.py", "model.py");
  await answer(workbench, "Comment on the Link", "");
  await reader.locator(".file-link", { hasText: "model.py" }).waitFor();

  await selectWord();
  await page.keyboard.press("Shift+Q");
  await until("the quote", async () => (await quotes()) === 1);
  await selectWord();
  await page.keyboard.press("ControlOrMeta+C");
  await workbench.openFile("draft.md");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\n\n");
  await page.keyboard.press("ControlOrMeta+V");
  await page.locator(".post-edit-widget").waitFor();
  await page.keyboard.press("ControlOrMeta+.");
  await page.locator(".action-widget .monaco-list-row", { hasText: "Paste as Quote" }).click();
  await until("the pasted quote", async () => (await quotes()) === 2);
  await workbench.screenshot("links-quotes");

  await page.getByRole("tab", { name: /^Marginalia/u }).click();
  const paper = page.locator(".monaco-list-row", { hasText: "Sparsing Law" }).first();
  await paper.locator(".monaco-tl-twistie").click();
  await page.locator('.pane-body .monaco-list-row[aria-level="3"]').hover();
  await page.mouse.down();
  await page.keyboard.down("Shift");
  const line = page.locator(".view-line", { hasText: "# Draft" });
  await line.hover();
  await line.hover({ position: { x: 30, y: 8 } });
  await workbench.screenshot("links-drop");
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await until("the dropped quote", async () => (await quotes()) === 3);
});
