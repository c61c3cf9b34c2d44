/** Finding in a PDF. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { samplePdf } from "../fakes/samplePdf.ts";
import { eventually, openPdf } from "./harness.ts";

const paper = samplePdf({
  pages: [
    { lines: ["Trace trees and traces.", "A na\xefve tracer."] },
    { lines: ["Nothing here."] },
    { lines: ["TRACE again."] },
  ],
});

const count = (page: Page): Promise<string | null> => page.locator(".find-count").textContent();
async function beginFinding(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+f");
  await page.locator(".find").waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.type(text);
}

test("all matches are counted and shown, Enter goes round, Escape ends it", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  await beginFinding(page, "trace");
  await eventually(() => count(page), "1 of 4");
  await eventually(() => page.locator(".page").first().locator(".highlight").count(), 3);
  await page.keyboard.press("Enter");
  await eventually(() => count(page), "2 of 4");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Shift+Enter");
  await eventually(() => count(page), "4 of 4");
  await page.locator(".page").nth(2).locator(".highlight.selected").waitFor();
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".find").count(), 0);
  await eventually(() => page.locator(".highlight").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.className), "pages");
  assert.deepEqual(await reader.incidents(), []);
});

test("case, whole words and diacritics can be asked for", async () => {
  await using reader = await openPdf(paper);
  const { page } = reader;
  await beginFinding(page, "trace");
  await eventually(() => count(page), "1 of 4");
  await page.getByRole("button", { name: "Match whole words" }).click();
  await eventually(() => count(page), "1 of 2");
  await page.getByRole("button", { name: "Match case" }).click();
  await eventually(() => count(page), "No results");
  await page.getByRole("button", { name: "Match case" }).click();
  await page.locator(".find mg-text-field").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("naive");
  await eventually(() => count(page), "1 of 1");
  await page.getByRole("button", { name: "Match diacritics" }).click();
  await eventually(() => count(page), "No results");
});

test("a PDF without text says so", async () => {
  await using reader = await openPdf(samplePdf({ pages: [{ lines: [], picture: true }] }));
  await beginFinding(reader.page, "trace");
  await eventually(() => count(reader.page), "No text in this PDF: its pages are pictures");
});
