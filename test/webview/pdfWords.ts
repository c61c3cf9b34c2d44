/** Words of a page on the screen, and the mouse on them. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { helveticaWidth } from "../fakes/helvetica.ts";

/**
 * Where words of a line are on the screen. The browser's own text stands where the line does, but its letters are those of
 * whatever font the machine has: places within the line go by the font of the file.
 */
export async function wordsOnScreen(
  page: Page,
  words: string,
): Promise<{ left: number; right: number; y: number }> {
  const lines = await page.locator(".textLayer span[role=presentation]").evaluateAll((spans) =>
    spans.map((span) => {
      const { left, width, top, bottom } = span.getBoundingClientRect();
      return { text: span.textContent, left, width, y: (top + bottom) / 2 };
    }),
  );
  const line = lines.find(({ text }) => text.includes(words));
  assert.ok(line !== undefined, `"${words}" is on no page`);
  const { text, left, width, y } = line;
  const at = text.indexOf(words);
  const along = (letters: number): number =>
    left + (width * helveticaWidth(text.slice(0, letters))) / helveticaWidth(text);
  return { left: along(at), right: along(at + words.length), y };
}

export async function drag(page: Page, from: string, to: string): Promise<void> {
  const [start, end] = [await wordsOnScreen(page, from), await wordsOnScreen(page, to)];
  await page.mouse.move(start.left + 1, start.y);
  await page.mouse.down();
  await page.mouse.move((start.left + end.right) / 2, (start.y + end.y) / 2, { steps: 3 });
  await page.mouse.move(end.right, end.y, { steps: 3 });
  await page.mouse.up();
  await page.locator(".toolbar:not([hidden])").waitFor();
}

/** Clicks on words, so often that they are selected, or more. */
export async function clickAt(page: Page, words: string, clicks: number): Promise<void> {
  const { left, right, y } = await wordsOnScreen(page, words);
  await page.mouse.click((left + right) / 2, y, { clickCount: clicks });
  await page.locator(".toolbar:not([hidden])").waitFor();
}
