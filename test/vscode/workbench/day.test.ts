/** The main job, end to end, in the real workbench with the packaged extension: a day of papers, as a person goes through it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Frame, Page } from "playwright-core";
import { openWorkbench, type Workbench } from "./workbench.ts";

const page = readFileSync("media/sample/daily-papers.txt", "utf8");
const mistral = "Mistral-SPLADE: LLMs for better Learned Sparse Retrieval";
const draft = `# Reading\n\nSee [[${mistral}]] for the decoder-only variant.\n`;

const papersIn = (folder: string): readonly string[] => filesIn(join(folder, ".marginalia/papers"));
const filesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** A log may be read while a line is being appended; a line counts once it has its end. */
const wholeLines = (log: string): readonly string[] => log.split("\n").slice(0, -1);

function notesIn(
  folder: string,
): readonly { body: { value: string }[]; target: { selector: { exact?: string }[] } }[] {
  const annotations = join(folder, ".marginalia/annotations");
  return filesIn(annotations)
    .flatMap((paper) => filesIn(join(annotations, paper)).map((log) => join(annotations, paper, log)))
    .flatMap((log) => wholeLines(readFileSync(log, "utf8")))
    .map((line) => JSON.parse(line));
}

async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patienceMs = 15_000,
): Promise<void> {
  const giveUp = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > giveUp) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const notification = (window: Page, text: string) =>
  window
    .locator(".notification-list-item, .notifications-center, .notifications-toasts")
    .getByText(text)
    .first();
const treeRow = (window: Page, text: string) =>
  window.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();

async function importFromClipboard({ page: window, ...workbench }: Workbench, text: string): Promise<void> {
  await window.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await workbench.runCommand("Marginalia: Import Papers from Clipboard");
}

async function search(workbench: Workbench, query: string): Promise<void> {
  await workbench.runCommand("Marginalia: Search Papers");
  await workbench.page.locator('.quick-input-widget input[placeholder^="Search papers"]').waitFor();
  await workbench.page.keyboard.type(query, { delay: 15 });
}

/** Selects words of the abstract with keys alone: from its start, word by word. */
async function selectWords(window: Page, reader: Frame, count: number): Promise<void> {
  await reader.locator(".abstract").focus();
  await window.keyboard.press("Control+Home");
  for (let word = 0; word < count; word++) await window.keyboard.press("Control+Shift+ArrowRight");
}

test("a day of papers: import, search, read, highlight, note, restart, and everything is there", async (t) => {
  await using workbench = await openWorkbench({ files: { "reading.md": draft } });
  const { folder } = workbench;
  /** Each step stands on the one before it, so the first that fails ends the day, with a picture of it. */
  let failed = false;
  const step = async (name: string, body: () => Promise<void>): Promise<void> => {
    if (failed) return;
    await t.test(name, async () => {
      try {
        await body();
      } catch (failure) {
        await workbench.screenshot("day-failed").catch(() => undefined); // the window may be gone
        failed = true;
        throw failure;
      }
    });
  };

  await step("an empty library says what to do", async () => {
    await workbench.showPapers();
    await workbench.page.locator(".part.sidebar").getByText("No papers yet").waitFor();
  });

  await step("the copied page becomes 57 papers, and importing it again changes no byte", async () => {
    await importFromClipboard(workbench, page);
    await notification(workbench.page, "57 papers added").waitFor();
    await treeRow(workbench.page, "57 unread").waitFor();
    const before = papersIn(folder).map((name) =>
      readFileSync(join(folder, ".marginalia/papers", name), "utf8"),
    );
    assert.equal(before.length, 57);
    await importFromClipboard(workbench, page.replaceAll("\n", "\r\n"));
    await notification(workbench.page, "57 already there").waitFor();
    const after = papersIn(folder).map((name) =>
      readFileSync(join(folder, ".marginalia/papers", name), "utf8"),
    );
    assert.deepEqual(after, before);
    await workbench.runCommand("Notifications: Clear All Notifications");
  });

  await t.test(
    "the search keeps the order of its ranking, with papers that match in the abstract alone",
    async () => {
      await search(workbench, "retrieval models");
      const rows = async () => (await workbench.quickInputRows()).map(({ label }) => label);
      const isBest = async () => (await rows())[0]?.startsWith("Dense Text Retrieval") === true;
      await until("the first row is the best paper", isBest);
      const api = await workbench.quickInputRows();
      const inTitle = api.map(({ label }) => /retriev.*model|model.*retriev/iu.test(label));
      assert.ok(inTitle.includes(false), "papers that do not match in the title are shown");
      assert.ok(
        inTitle.indexOf(false) < inTitle.lastIndexOf(true),
        "and not behind all that do: VS Code has not sorted them by their labels",
      );
      for (const { detail } of api) assert.match(detail, /retriev|model/iu);
      await workbench.page.keyboard.press("Escape");
      await search(workbench, "sparse retrieval");
      await until("the first row is the best paper", async () => (await rows())[0] === mistral);
      await workbench.page.keyboard.press("Enter");
    },
  );

  await t.test("a sentence is highlighted and commented with keys alone, and is on disk", async () => {
    const reader = await workbench.readerFrame("Learned Sparse Retrievers");
    await selectWords(workbench.page, reader, 3);
    await workbench.page.keyboard.press("2");
    await until("the highlight is on disk", () => notesIn(folder).length === 1);
    assert.equal(notesIn(folder)[0]?.target.selector[0]?.exact, "Learned Sparse Retrievers");

    await workbench.page.keyboard.press("Control+End");
    await workbench.page.keyboard.press("Control+Shift+ArrowLeft");
    await workbench.page.keyboard.press("Control+Shift+ArrowLeft");
    await workbench.page.keyboard.press("c");
    await reader.locator(".text-area").waitFor();
    await workbench.page.keyboard.type("Check this **claim**.");
    await workbench.page.keyboard.press("Control+Enter");
    await until("the comment is on disk", () => notesIn(folder).length === 2);
    assert.equal(notesIn(folder)[1]?.body[0]?.value, "Check this **claim**.");
    await reader.locator(".note > .comment strong", { hasText: "claim" }).waitFor();
  });

  await step("the tree shows the notes below their paper, and a click opens the passage", async () => {
    const row = treeRow(workbench.page, mistral.slice(0, 20));
    await row.hover();
    await row.locator(".monaco-tl-twistie").click();
    await treeRow(workbench.page, "Check this").waitFor();
    await workbench.page.locator('.part.sidebar [aria-label^="green highlight: Learned"]').click();
    const reader = await workbench.readerFrame("Learned Sparse Retrievers");
    await reader.locator(".note.active, .note:focus, .note:focus-within").first().waitFor();
  });

  await step("a draft that names the paper shows that it has notes", async () => {
    await workbench.openFile("reading.md");
    await workbench.page
      .locator(".monaco-editor .view-line", { hasText: "decoder-only variant" })
      .locator("xpath=ancestor::*[contains(@class,'monaco-editor')]")
      .first()
      .waitFor();
    await until("the words after the line", async () =>
      workbench.page.evaluate(() =>
        [...document.querySelectorAll(".view-line span")].some((span) =>
          getComputedStyle(span, "::after").content.includes("2 notes"),
        ),
      ),
    );
  });

  await step("an outside edit of the log appears in the open reader", async () => {
    await search(workbench, "mistral splade");
    await workbench.page
      .locator(".quick-input-list .monaco-list-row", { hasText: mistral })
      .first()
      .waitFor();
    await workbench.page.keyboard.press("Enter");
    const reader = await workbench.readerFrame("Check this claim");
    const annotations = join(folder, ".marginalia/annotations");
    const [paper = ""] = filesIn(annotations);
    const [log = ""] = filesIn(join(annotations, paper));
    const path = join(annotations, paper, log);
    const last = (await readFile(path, "utf8")).trimEnd().split("\n").at(-1) ?? "";
    const { writeFile } = await import("node:fs/promises");
    const other = last
      .replace(/urn:uuid:[0-9a-f-]+/u, "urn:uuid:01a20a46-0000-7000-8000-000000000001")
      .replace("Check this **claim**.", "From a colleague");
    await writeFile(join(annotations, paper, "colleague-00000000.jsonl"), `${other}\n`);
    await reader.locator(".note").getByText("From a colleague").waitFor({ timeout: 15_000 });
  });

  await step("a paper opens as text, with a sentence a line", async () => {
    await workbench.runCommand("Marginalia: Reopen Paper as Text");
    await workbench.page.locator(".view-line", { hasText: "# Mistral-SPLADE" }).first().waitFor();
  });

  await step("after a restart the readers are back and the notes are there", async () => {
    await workbench.runCommand("View: Close All Editors");
    await search(workbench, "mistral splade");
    await workbench.page
      .locator(".quick-input-list .monaco-list-row", { hasText: mistral })
      .first()
      .waitFor();
    await workbench.page.keyboard.press("Enter");
    await workbench.readerFrame("From a colleague");
    await workbench.restart();
    const reader = await workbench.readerFrame("From a colleague");
    await reader.locator(".note").getByText("Check this").waitFor();
    assert.equal(
      await reader
        .locator("mark")
        .count()
        .then((count) => count > 0),
      true,
    );
    await workbench.showPapers();
    await treeRow(workbench.page, mistral.slice(0, 20)).waitFor();
  });

  await step("a note stays when everything is killed right after it was stored", async () => {
    const reader = await workbench.readerFrame("From a colleague");
    const before = notesIn(folder).length;
    await reader.locator(".abstract").focus();
    await workbench.page.keyboard.press("Control+Home");
    await workbench.page.keyboard.press("Shift+End");
    await workbench.page.keyboard.press("u");
    await until("the underline is on disk", () => notesIn(folder).length === before + 1);
    await workbench.kill();
    assert.equal(notesIn(folder).length, before + 1);
  });
});
