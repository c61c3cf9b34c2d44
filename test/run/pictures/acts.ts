/** What a person does before a picture is taken. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import type { Workbench } from "../../vscode/workbench/workbench.ts";

export async function openPaper(workbench: Workbench, title: string): Promise<void> {
  await search(workbench, title, title);
  await workbench.page.keyboard.press("Enter");
  await workbench.readerFrame("Abstract");
}

/** Searches, and waits until this is the best answer. */
export async function search({ page, runCommand }: Workbench, words: string, best: string): Promise<void> {
  await runCommand("Marginalia: Search Papers");
  await page.locator('.quick-input-widget input[placeholder^="Search papers"]').fill(words);
  await page
    .locator('.quick-input-list .monaco-list-row.focused[data-index="0"]', { hasText: best })
    .waitFor();
}

export async function hideSidebar({ page, runCommand }: Workbench): Promise<void> {
  await runCommand("View: Toggle Primary Side Bar Visibility");
  await page.locator(".part.sidebar").waitFor({ state: "hidden" });
}

export async function widenSidebar(page: Page, byPx: number): Promise<void> {
  const box = await page.locator(".part.sidebar").boundingBox();
  if (box === null) throw new Error("There is no sidebar");
  const edge = { x: box.x + box.width, y: box.y + box.height / 3 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + byPx, edge.y, { steps: 5 });
  await page.mouse.up();
}

/** Opens or closes a row of the tree. */
export async function unfold(page: Page, row: string): Promise<void> {
  await page.locator(`.part.sidebar .monaco-list-row[aria-label^="${row}"] .monaco-tl-twistie`).click();
}

/** The workspace's own, which VS Code follows at once. */
export async function useSettings(
  { folder }: Workbench,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  await mkdir(join(folder, ".vscode"), { recursive: true });
  await writeFile(join(folder, ".vscode/settings.json"), JSON.stringify(settings));
}

/** Selects words of the abstract with the mouse, from the first word to the last. */
export async function select(frame: Frame, words: string): Promise<void> {
  const box = await frame.evaluate((text) => {
    const walker = document.createTreeWalker(document.querySelector(".abstract") ?? document.body, 4);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const start = node.textContent?.indexOf(text) ?? -1;
      if (start === -1) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + text.length);
      const lines = [...range.getClientRects()].map(({ x, y, width, height }) => ({ x, y, width, height }));
      return { first: lines[0], last: lines.at(-1) };
    }
    return undefined;
  }, words);
  if (box?.first === undefined || box.last === undefined)
    throw new Error(`The abstract does not say "${words}"`);
  const outer = await (await frame.frameElement()).boundingBox();
  if (outer === null) throw new Error("The reader is not to be seen");
  const { mouse } = frame.page();
  await mouse.move(outer.x + box.first.x + 1, outer.y + box.first.y + box.first.height / 2);
  await mouse.down();
  const { x, y, width, height } = box.last;
  await mouse.move(outer.x + x + width - 1, outer.y + y + height / 2, { steps: 10 });
  await mouse.up();
  await frame.locator(".toolbar").waitFor();
}

/** Opens the PDF of the scene, wide enough to be read. */
export async function openPdf(workbench: Workbench): Promise<Frame> {
  await workbench.openFile("papermage.pdf");
  await hideSidebar(workbench);
  const frame = await workbench.readerFrame("of 13");
  await frame.locator(".page .textLayer span").first().waitFor();
  return frame;
}

/** Drags from the beginning of words of a page to the end of others; each must stand within one line. */
export async function selectOnPage(frame: Frame, from: string, to: string): Promise<void> {
  const outer = await (await frame.frameElement()).boundingBox();
  if (outer === null) throw new Error("The reader is not to be seen");
  await scrollTo(frame, from);
  const [start, end] = [await wordsOnPage(frame, from), await wordsOnPage(frame, to)];
  const { mouse } = frame.page();
  await mouse.move(outer.x + start.left + 1, outer.y + start.middle);
  await mouse.down();
  await mouse.move(outer.x + end.right, outer.y + end.middle, { steps: 10 });
  await mouse.up();
  await frame.locator(".toolbar:not([hidden])").waitFor();
}

export async function pointAt(frame: Frame, words: string): Promise<void> {
  const outer = await (await frame.frameElement()).boundingBox();
  const { left, right, middle } = await wordsOnPage(frame, words);
  await frame.page().mouse.move((outer?.x ?? 0) + (left + right) / 2, (outer?.y ?? 0) + middle, { steps: 5 });
}

/** To the middle of the window, where there is room above and below. */
async function scrollTo(frame: Frame, words: string): Promise<void> {
  const { middle } = await wordsOnPage(frame, words);
  await frame
    .locator(".pages")
    .evaluate(
      (pages, y) => pages.scrollBy(0, y - pages.getBoundingClientRect().top - pages.clientHeight / 2),
      middle,
    );
  await frame.page().waitForTimeout(100);
}

async function wordsOnPage(frame: Frame, words: string) {
  const box = await frame.evaluate((text) => {
    const walker = document.createTreeWalker(document.querySelector(".pages") ?? document.body, 4);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const start = node.textContent?.indexOf(text) ?? -1;
      if (start === -1) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + text.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { left, right, middle: (top + bottom) / 2 };
    }
    return undefined;
  }, words);
  if (box === undefined) throw new Error(`The pages do not say "${words}"`);
  return box;
}

/** Until fonts, marks and VS Code's own animations have come to rest. */
export const settle = (page: Page): Promise<void> => page.waitForTimeout(1_500);
