/**
 * In a real VS Code window: from the key to the rows of the search, for libraries of 1,000, 10,000 and 92,000 papers (or of
 * the numbers behind the name). A key counts where the rows that are shown are others after it; the time ends with the frame
 * in which they stand there for good. What the machine was busy with besides is in it, so that the same is said of VS Code's own
 * list of commands in the same minute, which asks no extension.
 *
 * Papers: those of MARGINALIA_DATA, else the sample, repeated.
 */
import { loadavg } from "node:os";
import type { Page } from "playwright-core";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { openWorkbench } from "../vscode/workbench/workbench.ts";
import { median, percentile, table } from "./figures.ts";
import { manyPapers } from "./libraries.ts";

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [1_000, 10_000, 91_794];
const titlesTyped = 5;
const longestTyped = 18;
/** Nothing comes any more after so long. */
const settledMs = 350;
const indexedMs = 900_000;

declare global {
  interface Window {
    rowsWatch: { pressed: number; changed: number; rows: string };
  }
}

/** Notes when a key went down, and when the rows were others last. */
async function watchRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const rows = (): string =>
      [...document.querySelectorAll(".quick-input-list .monaco-list-row")]
        .map((row) => `${row.getAttribute("data-index") ?? ""} ${row.textContent ?? ""}`)
        .sort()
        .join("\n");
    const watch = (window.rowsWatch = { pressed: 0, changed: 0, rows: "" });
    addEventListener("keydown", () => Object.assign(watch, { pressed: performance.now(), changed: 0 }), true);
    const list = document.querySelector(".quick-input-widget");
    if (list === null) throw new Error("The search is not open");
    new MutationObserver(() => {
      const now = rows();
      if (now === watch.rows) return;
      watch.rows = now;
      requestAnimationFrame(() => (watch.changed = performance.now()));
    }).observe(list, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

async function keysOf(page: Page, title: string): Promise<readonly number[]> {
  await page.locator(".quick-input-widget input").fill("");
  await page.waitForTimeout(settledMs);
  return typed(page, title.slice(0, longestTyped));
}

async function typed(page: Page, text: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (const letter of text) {
    await page.keyboard.type(letter);
    await page.waitForTimeout(settledMs);
    const { pressed, changed } = await page.evaluate(() => window.rowsWatch);
    if (changed > pressed) times.push(changed - pressed);
  }
  return times;
}

/** VS Code's own list, which needs no extension to answer. */
async function commandKeys(page: Page): Promise<readonly number[]> {
  await page.keyboard.press("Escape");
  await page.keyboard.press("F1");
  const times: number[] = [];
  for (const text of ["preferences", "terminal focus", "editor toggle"]) {
    await page.locator(".quick-input-widget input").fill(">");
    await page.waitForTimeout(settledMs);
    times.push(...(await typed(page, text)));
  }
  return times;
}

async function measure(count: number): Promise<readonly string[]> {
  const papers = manyPapers(count);
  const files = Object.fromEntries(
    papers.map((paper) => [`.marginalia/${paperPath(paper.id)}`, writePaperFile(paper, {})]),
  );
  await using workbench = await openWorkbench({
    files,
    settings: { "files.watcherExclude": { "**/.marginalia/**": true } },
  });
  const { page } = workbench;
  const start = performance.now();
  await workbench.runCommand("Marginalia: Search Papers");
  const input = page.locator('.quick-input-widget input[placeholder^="Search papers"]');
  await input.fill("sparse attention");
  const indexing = page.locator(".quick-input-widget", { hasText: "still being read" });
  await page
    .locator(".quick-input-list .monaco-list-row", { hasText: /sparse/iu })
    .first()
    .waitFor({ timeout: indexedMs });
  const usable = performance.now() - start;
  await indexing.waitFor({ state: "detached", timeout: indexedMs });
  const ready = performance.now() - start;
  await watchRows(page);
  const every = Math.floor(papers.length / titlesTyped);
  const times: number[] = [];
  for (let at = 0; at < titlesTyped; at++)
    times.push(...(await keysOf(page, papers[at * every]?.title ?? "")));
  const commands = await commandKeys(page);
  const ms = (value: number): string => value.toFixed(0);
  return [
    count.toLocaleString("en"),
    (usable / 1000).toFixed(1),
    (ready / 1000).toFixed(1),
    String(times.length),
    ms(median(times)),
    ms(percentile(times, 0.95)),
    ms(Math.max(...times)),
    ms(median(commands)),
    ms(percentile(commands, 0.95)),
    (loadavg()[0] ?? 0).toFixed(1),
  ];
}

const rows = [];
for (const count of sizes) rows.push(await measure(count));
table(
  "From the key to the rows in a real window, in ms; until the first answer and until all is indexed, in s",
  [
    "papers",
    "first answer",
    "all indexed",
    "keys",
    "median",
    "p95",
    "longest",
    "commands, median",
    "p95",
    "load",
  ],
  rows,
);
