/** Finding papers again in the real workbench: the Search view, saved searches, the filter of the tree, stars. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { libraryFiles } from "../../fakes/sample.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
before(async () => {
  const saved = JSON.stringify({
    format: 1,
    searches: [
      { name: "Learned retrieval", query: "sparse retrieval" },
      { name: "Unread", query: "is:unread" },
    ],
  });
  workbench = await openWorkbench({ files: { ...libraryFiles(57), ".marginalia/searches.json": saved } });
  await workbench.showPapers();
});
after(() => workbench.dispose());

const row = (text: string | RegExp) =>
  workbench.page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();
const storedSearches = (): string =>
  readFileSync(join(workbench.folder, ".marginalia/searches.json"), "utf8");

test("a saved search stands above the papers with its count, and opens in the Search view", async () => {
  await row("Saved Searches").click();
  await row(/^Learned retrieval\d+$/u).waitFor();
  const count = /\d+$/u.exec((await row("Learned retrieval").textContent()) ?? "")?.[0];
  await row("Learned retrieval").click();
  const view = await workbench.readerFrame("results in");
  await view.getByText(new RegExp(`^${count} results in`, "u")).waitFor();
  assert.equal(await view.locator("#query").inputValue(), "sparse retrieval");
});

test("a paper is found, opened by the keyboard, and starred in its title and in the view", async () => {
  const view = await workbench.readerFrame("results in");
  await view.locator("#query").focus();
  await view.locator("#query").fill("Mistral-SPLADE ");
  await view.locator(".row", { hasText: "Mistral-SPLADE" }).first().waitFor();
  await workbench.page.keyboard.press("Enter");
  await workbench.readerFrame("Echo-Mistral-SPLADE");
  const title = workbench.page.locator(".editor-actions");
  await title.locator('[aria-label^="Star Paper"]').click();
  await title.locator('[aria-label^="Unstar Paper"]').waitFor();
  await view.locator(".row .star").first().waitFor();
});

test("a removed search comes back by the notification's Undo", async () => {
  const before = JSON.parse(storedSearches()) as unknown;
  await workbench.runCommand("Marginalia: Remove Saved Search");
  await workbench.page
    .locator(".quick-input-list .monaco-list-row", { hasText: "Learned retrieval" })
    .click();
  const toast = workbench.page.locator(".notifications-toasts");
  await toast.getByText("Removed the search").waitFor();
  assert.doesNotMatch(storedSearches(), /Learned/u);
  await toast.getByText("Undo", { exact: true }).click();
  await row("Saved Searches").waitFor();
  await row(/^Learned retrieval/u).waitFor();
  assert.deepEqual(JSON.parse(storedSearches()), before);
});

test("the tree is filtered while one types; Escape takes it back, Enter keeps it, also in the next window", async () => {
  const { page } = workbench;
  const message = page.locator(".part.sidebar").getByText("papers match", { exact: false }).first();
  await workbench.runCommand("Marginalia: Filter Papers…");
  const box = page.locator(".quick-input-widget input");
  await page.getByText("Enter keeps the filter").waitFor();
  await box.fill("is:starred");
  await page.locator(".part.sidebar").getByText("1 of 57 papers match “is:starred”").first().waitFor();
  await row("Mistral-SPLADE").waitFor();
  await page.keyboard.press("Escape");
  await message.waitFor({ state: "hidden" });
  await workbench.runCommand("Marginalia: Filter Papers…");
  await page.getByText("Enter keeps the filter").waitFor();
  await box.fill("is:starred");
  await message.waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  await message.waitFor();
  await workbench.reload();
  await message.waitFor();
  await workbench.runCommand("Marginalia: Clear Filter");
  await message.waitFor({ state: "hidden" });
});
