/** Add Paper by hand: what the clipboard names is offered, what is typed is understood, and who would be asked is said. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench({ files: { "list.txt": "1706.03762\nAttention Is All You Need\n" } });
});
after(() => workbench.dispose());

const { entries, typed } = {
  entries: `@misc{shuttle1733,\n  title = {The Flying Shuttle},\n  author = {Kay, John},\n  year = 1733\n}\n`,
  typed: "arXiv:1706.03762 https://doi.org/10.5555/loom.2021",
};
const copy = (text: string): Promise<void> =>
  workbench.page.evaluate((each) => navigator.clipboard.writeText(each), text);
const rowWith = (text: string) =>
  workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
const title = (text: string) => workbench.page.locator(".quick-input-title", { hasText: text });

test("papers that the clipboard names are offered with the sites that would be asked", async () => {
  await copy("see https://arxiv.org/pdf/1706.03762v7\nhunter2 is my secret password\n");
  await workbench.runCommand("Marginalia: Add Paper…");
  await rowWith("arXiv:1706.03762").waitFor();
  const rows = await workbench.quickInputRows();
  assert.equal(rows.length, 1, "a text that names no paper is never offered to be looked up");
  assert.match(rows[0]?.detail ?? "", /^From arxiv\.org, else huggingface\.co/u);
  await title("Add Paper from the Clipboard: Enter fetches this").waitFor();
  await workbench.screenshot("add-paper-clipboard");
});

test("what is typed takes its place, and each row can be left out", async () => {
  const input = workbench.page.locator(".quick-input-widget input.input, .quick-input-filter input").first();
  await input.fill(`${typed} `);
  await rowWith("doi:10.5555/loom.2021").waitFor();
  await title("Enter fetches these 2").waitFor();
  await workbench.screenshot("add-paper-typed");
  await rowWith("arXiv:1706.03762").click();
  await title("Enter fetches this").waitFor();
  await input.fill("Attention Is All You Need");
  await rowWith("“Attention Is All You Need”").waitFor();
  await input.fill("x");
  await title("nothing is chosen").waitFor();
  await workbench.page.keyboard.press("Escape");
});

test("entries on the clipboard are added by Enter alone, and nothing is fetched", async () => {
  await copy(entries);
  await workbench.runCommand("Marginalia: Add Paper…");
  await rowWith("Entries in BibTeX").waitFor();
  await workbench.page.keyboard.press("Enter");
  const toast = workbench.page.locator(".notifications-toasts");
  await toast.getByText("“The Flying Shuttle” is in the library.").waitFor();
  await workbench.screenshot("add-paper-added");
  await toast.getByText("Open", { exact: true }).click();
  await workbench.readerFrame("The Flying Shuttle");
});
