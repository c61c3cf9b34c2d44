/** One window, one picture after the other, each of what a person would see there. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { openWorkbench, type Workbench } from "../../vscode/workbench/workbench.ts";
import { root } from "../places.mjs";
import {
  hideSidebar,
  openPaper,
  openPdf,
  pointAt,
  search,
  selectOnPage,
  select,
  settle,
  unfold,
  useSettings,
  widenSidebar,
} from "./acts.ts";
import { reader, sceneFiles } from "./scene.ts";

const frontier = "The Sparse Frontier";
const splade = "Mistral-SPLADE";
const pictures = join(root, "media/screenshots");
const size = { width: 1400, height: 875 };

const scenes: Readonly<Record<string, (workbench: Workbench) => Promise<void>>> = {
  search: async (workbench) => {
    await hideSidebar(workbench);
    await openPaper(workbench, frontier);
    await search(workbench, "sparse retrieval", splade);
  },
  tree: async (workbench) => {
    const { page } = workbench;
    await workbench.runCommand("Marginalia: Group Papers by Reading State");
    await widenSidebar(page, 200);
    for (const title of ["Read,", frontier, splade, "Sparsing Law"]) await unfold(page, title);
    await openPaper(workbench, splade);
  },
  reader: async (workbench) => void (await showFrontier(workbench)),
  pdf: async (workbench) => {
    await useSettings(workbench, meanings);
    await markUp(workbench);
  },
  "pdf-dark": async (workbench) => {
    await useSettings(workbench, { ...meanings, "workbench.colorTheme": "Dark 2026" });
    await workbench.page.locator(".monaco-workbench.vs-dark").waitFor();
    const frame = await markUp(workbench);
    await frame.locator(".pages").focus();
    await workbench.page.keyboard.press("d");
    await pointAt(frame, "Chang et al., 2023");
    await frame.locator(".reference-card").waitFor();
  },
  inline: async (workbench) => {
    const { page } = workbench;
    await useSettings(workbench, { "editor.fontSize": 13 });
    await workbench.openFile("notes.md");
    await hideSidebar(workbench);
    const line = page.locator(".view-line", { hasText: "@mistralsplade" });
    await line.hover({ position: { x: 60, y: 8 } });
    await page.locator(".monaco-hover", { hasText: "Posited" }).first().waitFor();
  },
  "search-view": async (workbench) => {
    const { page } = workbench;
    await widenSidebar(page, 120);
    await openPaper(workbench, frontier);
    await workbench.runCommand("Marginalia: Search in Side Bar");
    const frame = await workbench.readerFrame("Try");
    await frame.locator("input").fill("sparse attention is:reading OR is:read ");
    await frame.locator(".results .row").nth(2).waitFor();
  },
  today: async (workbench) => {
    const { page } = workbench;
    await hideSidebar(workbench);
    await workbench.runCommand("Marginalia: Open Today");
    const frame = await workbench.readerFrame("For You");
    await frame.locator(".reason").first().waitFor();
    await frame.locator(".paper").first().focus();
    for (const key of ["j", "e"]) await page.keyboard.press(key);
    await frame.locator(".abstract.whole").waitFor();
  },
  link: async (workbench) => {
    const { page } = workbench;
    await useSettings(workbench, { "editor.fontSize": 13, "marginalia.links.codeLens": true });
    await workbench.openFile("sparsity.py");
    await hideSidebar(workbench);
    await page.locator(".view-line", { hasText: "def weighted_scores" }).click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await workbench.runCommand("Marginalia: Link to Passage…");
    const input = page.locator(".quick-input-widget input").first();
    await input.fill("weight informed neuron activation");
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "WINA" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "The whole paper" }).waitFor();
    await input.fill("we propose WINA");
    await page.keyboard.press("Enter");
    await page.locator('.quick-input-widget input[placeholder*="implements"]').fill("implements the score");
    await page.keyboard.press("Enter");
    await page.locator(".codelens-decoration", { hasText: "implements the score" }).waitFor();
    await page.locator(".view-line", { hasText: "def weighted_scores" }).hover({ position: { x: 60, y: 8 } });
    await page.locator(".monaco-hover", { hasText: "WINA" }).first().waitFor();
  },
  cite: async (workbench) => {
    const { page } = workbench;
    await useSettings(workbench, { "editor.fontSize": 13 });
    await workbench.openFile("draft.tex");
    await hideSidebar(workbench);
    await page.locator(".view-line", { hasText: "at a cost that" }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" Cost is measured too \\cite{learned sparse retr");
    await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "mistralsplade" }).waitFor();
  },
  "reader-dark": async (workbench) => {
    await useSettings(workbench, { "workbench.colorTheme": "Dark 2026" });
    await workbench.page.locator(".monaco-workbench.vs-dark").waitFor();
    const frame = await showFrontier(workbench, 360);
    await select(frame, "different units of sparsification or budget adaptivity");
  },
  "reader-high-contrast": async (workbench) => {
    await useSettings(workbench, { "workbench.colorTheme": "Default High Contrast" });
    await workbench.page.locator(".monaco-workbench.hc-black").waitFor();
    await showFrontier(workbench);
  },
};

const meanings = { "marginalia.notes.colorMeanings": { green: "Claim", pink: "Doubt", blue: "Method" } };

/** A page in the middle of being read. */
async function markUp(workbench: Workbench): Promise<Frame> {
  const { keyboard } = workbench.page;
  const frame = await openPdf(workbench);
  await selectOnPage(frame, "els into a unified framework", "processing use-cases.");
  await keyboard.press("2");
  await selectOnPage(frame, "scientific documents remain", "work with.");
  await keyboard.press("u");
  await selectOnPage(frame, "multiple research prototypes", "multiple research prototypes");
  await keyboard.press("4");
  await selectOnPage(frame, "They’re often in", "plete.");
  await keyboard.press("1");
  await selectOnPage(frame, "tic Scholar", "processing millions of PDFs.");
  await keyboard.press("c");
  await keyboard.type("At this scale, what does a *wrong* layout cost? Let $e$ be errors a page.");
  await keyboard.press("Control+Enter");
  await frame.locator(".note .comment em").waitFor();
  return frame;
}

/** The reader alone, with as much of the abstract as fits. */
async function showFrontier(workbench: Workbench, scrollPx = 68): Promise<Frame> {
  await hideSidebar(workbench);
  await openPaper(workbench, frontier);
  const frame = await workbench.readerFrame("Sparse attention offers");
  await frame.evaluate((top) => scrollTo(0, top), scrollPx);
  return frame;
}

const asked = process.argv.slice(2);
await mkdir(pictures, { recursive: true });
for (const [name, arrange] of Object.entries(scenes)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  await using workbench = await openScene();
  await arrange(workbench);
  await settle(workbench.page);
  await workbench.page.screenshot({ path: join(pictures, `${name}.png`) });
  console.log(`  media/screenshots/${name}.png`);
}

/** A window of its own for every picture, so that none depends on another. */
async function openScene(): Promise<Workbench> {
  const workbench = await openWorkbench({
    files: await sceneFiles(),
    settings: { "marginalia.author.name": reader.name, "marginalia.author.email": reader.email },
  });
  const { page } = workbench;
  await page.setViewportSize(size);
  await page.locator('.activitybar [aria-label^="Marginalia"]').first().click();
  await page.locator(".part.sidebar .monaco-list-row").first().waitFor();
  return workbench;
}
