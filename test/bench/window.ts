/**
 * In a real VS Code window: what activation costs with 57 and with 2,000 papers (VS Code's own figure, as its list of
 * running extensions shows it), and how long a paper takes from Enter in the search to the first paint of its abstract.
 */
import { readFileSync } from "node:fs";
import { importDailyPapers } from "../../src/library/importers/dailyPapers.ts";
import { newPaper } from "../../src/library/merge.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { openWorkbench, type Workbench } from "../vscode/workbench/workbench.ts";
import { median, table } from "./figures.ts";

const rounds = 7;
const now = "2026-01-01T00:00:00.000Z";

/** The sample's papers, repeated under other titles until there are enough. */
function libraryOf(count: number): Record<string, string> {
  const { drafts } = importDailyPapers(
    readFileSync("media/sample/daily-papers.txt", "utf8"),
    now.slice(0, 10),
  );
  const files: Record<string, string> = {};
  for (let at = 0; at < count; at++) {
    const draft = drafts[at % drafts.length];
    if (draft === undefined) throw new Error("The sample holds no papers");
    const title = at < drafts.length ? draft.title : `${draft.title} (${at})`;
    const paper = newPaper({ ...draft, title }, now);
    files[`.marginalia/${paperPath(paper.id)}`] = writePaperFile(paper);
  }
  return files;
}

async function activations(workbench: Workbench): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await workbench.page.waitForTimeout(3_000); // activation by the folder's content comes with the host's start
    await workbench.runCommand("Developer: Show Running Extensions");
    const row = workbench.page.locator(".runtime-extensions-editor .monaco-list-row", {
      hasText: "Marginalia",
    });
    await row.first().waitFor();
    const text = await row.first().innerText();
    const found = /Activation:\s*(\d+)\s*ms/u.exec(text.replace(/\s+/gu, " "))?.[1];
    if (found === undefined) throw new Error(`No activation time in: ${text}`);
    times.push(Number(found));
    await workbench.page.reload();
    await workbench.page.locator(".monaco-workbench .statusbar-item").first().waitFor();
  }
  return times;
}

/** From the key press to the page's first paint, both by the machine's one clock. */
async function openings(workbench: Workbench): Promise<readonly number[]> {
  const titles = [
    "The Sparse Frontier",
    "R-Sparse",
    "WINA",
    "PDF-WuKong",
    "CoreInfer",
    "SeerAttention",
    "LeMo",
    "CHESS",
  ];
  const times: number[] = [];
  for (const title of titles) {
    await workbench.runCommand("View: Close All Editors");
    await workbench.runCommand("Marginalia: Search Papers");
    await workbench.page.locator('.quick-input-widget input[placeholder^="Search papers"]').fill(title);
    await workbench.page
      .locator('.quick-input-list .monaco-list-row.focused[data-index="0"]', { hasText: title })
      .waitFor();
    const pressed = await workbench.page.evaluate(() => Date.now());
    await workbench.page.keyboard.press("Enter");
    const frame = await workbench.readerFrame(title);
    await workbench.page.waitForTimeout(500);
    const painted = await frame.evaluate(() => {
      const paint = performance.getEntriesByName("first-contentful-paint")[0];
      return paint === undefined ? undefined : performance.timeOrigin + paint.startTime;
    });
    if (painted === undefined) throw new Error("The page painted nothing");
    times.push(painted - pressed);
  }
  return times.slice(1); // the first one warms up
}

const rows: (readonly string[])[] = [];
const figures = (name: string, times: readonly number[]): readonly string[] => [
  name,
  String(times.length),
  median(times).toFixed(0),
  `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`,
];
for (const count of [57, 2_000]) {
  await using workbench = await openWorkbench({ files: libraryOf(count) });
  rows.push(figures(`activation, ${count} papers`, await activations(workbench)));
  if (count === 57) rows.push(figures("Enter to first paint of the abstract", await openings(workbench)));
}
table("In a real window, in ms", ["what", "runs", "median", "min–max"], rows);
