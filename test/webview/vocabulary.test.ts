/** What a person calls things: tags in use are offered, colours go by their meaning. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { noVocabulary } from "./fixture.ts";
import { eventually, openReader } from "./harness.ts";
import { noteOn, withAbstract } from "./samples.ts";

const paper = withAbstract("Sparse models read quickly. Dense models read slowly.");

test("tags in use are offered while one types, and taken by mouse or arrow key", async () => {
  const vocabulary = { ...noVocabulary, tags: ["sparse retrieval", "to cite", "long-context speed", "spam"] };
  await using reader = await openReader({
    paper,
    notes: [noteOn(paper.abstract, "Dense models")],
    vocabulary,
  });
  const { page } = reader;
  await page.locator(".note").focus();
  await page.locator('.note mg-button[aria-label="Add a tag"]').click();
  const offered = async (): Promise<readonly string[]> =>
    (await page.locator(".tag-offer").allTextContents()).map((tag) => tag.trim());
  await page.keyboard.type("sp");
  await eventually(offered, ["sparse retrieval", "spam", "long-context speed"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".note .tag", { hasText: "spam" }).waitFor();
  await page.keyboard.type("to");
  await page.locator(".tag-offer", { hasText: "to cite" }).click();
  await page.locator(".note .tag", { hasText: "to cite" }).waitFor();
  await page.keyboard.type("spa");
  await eventually(offered, ["sparse retrieval"]);
  await page.keyboard.press("Escape");
  await eventually(() => page.locator(".tag-field").count(), 0);
  assert.deepEqual(await reader.incidents(), []);
});

test("a colour is called by what it means to the person", async () => {
  const vocabulary = { ...noVocabulary, meanings: { ...noVocabulary.meanings, yellow: "Claim" } };
  await using reader = await openReader({
    paper,
    notes: [noteOn(paper.abstract, "Dense models")],
    vocabulary,
  });
  const { page } = reader;
  assert.match((await page.locator(".note").getAttribute("aria-label")) ?? "", /^Claim, yellow highlight/u);
  assert.equal(await page.locator(".note .meaning").textContent(), "Claim");
  await page.locator(".note").focus();
  await page.locator('.note mg-button[aria-label^="Colour"]').click();
  await page.getByRole("button", { name: "Claim (yellow)" }).waitFor();
  await page.getByRole("button", { name: "Green", exact: true }).waitFor();
});
