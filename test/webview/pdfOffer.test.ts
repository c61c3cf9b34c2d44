/** A PDF that looks like a paper of the library: one quiet line says so, and takes an answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { samplePdf } from "../fakes/samplePdf.ts";
import { eventually, openPdf } from "./harness.ts";

const file = samplePdf({ pages: [{ lines: ["Words"] }] });
const offering = (title: string) => ({ standing: { notes: [], writable: true as const, offer: { title } } });

test("the paper that it looks like is named above the pages, and is attached when asked", async () => {
  await using reader = await openPdf(file, offering("Attention Is All You Need"));
  const { page } = reader;
  const line = page.locator(".offer");
  await line.getByText("This looks like Attention Is All You Need.").waitFor();
  await page.locator("mg-button", { hasText: "Attach" }).click();
  await eventually(async () => (await reader.asked("acceptOffer")).length, 1);
  await line.waitFor({ state: "detached" });
});

test("who says not now is not asked again", async () => {
  await using reader = await openPdf(file, offering("Attention Is All You Need"));
  await reader.page.locator("mg-button", { hasText: "Not now" }).click();
  await eventually(async () => (await reader.asked("declineOffer")).length, 1);
  await reader.page.locator(".offer").waitFor({ state: "detached" });
});

test("a title is shown as words, and one without end leaves room for the answers", async () => {
  const title = `<img src=x onerror="window.bad = 1">${" endless".repeat(400)}`;
  await using reader = await openPdf(file, offering(title));
  const { page } = reader;
  await page.locator(".offer").waitFor();
  assert.equal(await page.locator(".offer img").count(), 0);
  const height = await page.locator(".offer").evaluate((line) => line.getBoundingClientRect().height);
  assert.ok(height < 90, String(height));
  assert.ok(await page.locator("mg-button", { hasText: "Not now" }).isVisible());
});
