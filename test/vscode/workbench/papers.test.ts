/** The papers view in the real workbench: dropping a page, grouping, marking, tags, two readers of one paper. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Frame } from "playwright-core";
import { openWorkbench, type Workbench } from "./workbench.ts";

const page = readFileSync("media/sample/daily-papers.txt", "utf8");
/** The page as far as its 28th paper. */
const firstHalf = page.split("\n").slice(0, 124).join("\n");
let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench({ files: { "saved-page.txt": page } });
  await workbench.showPapers();
});
after(() => workbench.dispose());

const row = (text: string) =>
  workbench.page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();
const papersOnDisk = (): readonly Record<string, unknown>[] => {
  const folder = join(workbench.folder, ".marginalia/papers");
  return readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
};

/** A menu takes no click in its first moment, and a view that is drawn anew closes it: then it is asked for again. */
async function chooseInMenu(target: string, entry: string): Promise<void> {
  const item = workbench.page.locator(".context-view").getByText(entry, { exact: true }).first();
  for (let tries = 5; tries > 0; tries--) {
    await workbench.page.keyboard.press("Escape");
    await row(target).click({ button: "right" });
    await workbench.page.waitForTimeout(500);
    await item.click({ timeout: 3_000 }).catch(() => undefined);
    const chosen = await item.waitFor({ state: "hidden", timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (chosen) return;
  }
  throw new Error(`"${entry}" could not be chosen`);
}

test("a saved page dropped on the view is imported", async () => {
  await workbench.page.evaluate((text) => navigator.clipboard.writeText(text), firstHalf);
  await workbench.runCommand("Marginalia: Import Papers from Clipboard");
  await row("28 unread").waitFor();
  await workbench.page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "daily-papers.txt", { type: "text/plain" }));
    const target = document.querySelector(".part.sidebar .monaco-list-row");
    if (target === null) throw new Error("The view is not drawn");
    const { x, y } = target.getBoundingClientRect();
    for (const type of ["dragenter", "dragover", "drop"])
      target.dispatchEvent(
        new DragEvent(type, {
          bubbles: true,
          cancelable: true,
          dataTransfer: data,
          clientX: x + 40,
          clientY: y + 8,
        }),
      );
  }, page);
  await row("57 unread").waitFor();
  assert.equal(papersOnDisk().length, 57);
});

test("marks and tags chosen in the context menu are in the paper's file, and the view follows", async () => {
  await chooseInMenu("CLIP-MoE", "Mark as Read");
  await row("56 unread").waitFor();
  await chooseInMenu("CLIP-MoE", "Edit Tags…");
  await workbench.page.locator(".quick-input-widget").getByPlaceholder("Choose tags").waitFor();
  await workbench.page.keyboard.type("vision");
  await workbench.page.keyboard.press("Enter");
  await workbench.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  await workbench.runCommand("Marginalia: Group Papers by Tag");
  await row("vision").waitFor();
  const [clip] = papersOnDisk().filter(({ title }) => String(title).startsWith("CLIP-MoE"));
  assert.equal(clip?.["reading"], "read");
  assert.deepEqual(clip?.["tags"], ["vision"]);
  await workbench.runCommand("Marginalia: Group Papers by Reading State");
  await row("Unread").waitFor();
  await workbench.runCommand("Marginalia: Group Papers by Date");
  await row("July 30").waitFor();
});

test("two readers of one paper show each other's changes", async () => {
  await row("R-Sparse").click();
  const first = await workbench.readerFrame("Rank-Aware");
  await workbench.runCommand("View: Split Editor");
  const otherReader = async (): Promise<Frame | undefined> => {
    for (const frame of workbench.page.frames())
      if (frame !== first && (await frame.locator(".abstract").count()) > 0) return frame;
    return undefined;
  };
  const deadline = Date.now() + 15_000;
  while ((await otherReader()) === undefined && Date.now() < deadline)
    await workbench.page.waitForTimeout(50);
  const second = await otherReader();
  assert.ok(second, "a second reader is open");
  await second.locator(".abstract").focus();
  await workbench.page.keyboard.press("Control+Home");
  await workbench.page.keyboard.press("Control+Shift+ArrowRight");
  await workbench.page.keyboard.press("5");
  for (const frame of [first, second]) await frame.locator("mark.purple").first().waitFor();
  await workbench.page.keyboard.press("Control+z");
  for (const frame of [first, second]) await frame.locator("mark").first().waitFor({ state: "detached" });
});

test("a second import by command names what it found: everything was there", async () => {
  await workbench.page.evaluate((text) => navigator.clipboard.writeText(text), page);
  await workbench.runCommand("Marginalia: Import Papers…");
  await workbench.page
    .locator(".quick-input-list .monaco-list-row", { hasText: "From the clipboard" })
    .click();
  await workbench.page.locator(".notifications-toasts").getByText("57 already there").waitFor();
  await workbench.page.locator(".notifications-toasts").getByText("Show Report").click();
  await workbench.page.locator(".view-line", { hasText: "Import finished: 57 already there." }).waitFor();
});

test("a removed paper comes back by the notification's Undo, as it was", async () => {
  await workbench.runCommand("Notifications: Clear All Notifications");
  const before = papersOnDisk();
  await chooseInMenu("WINA", "Remove Paper");
  await row("WINA").waitFor({ state: "detached" });
  assert.equal(papersOnDisk().length, before.length - 1);
  const toast = workbench.page.locator(".notifications-toasts");
  await toast.getByText("Removed").waitFor();
  await toast.getByText("Undo", { exact: true }).click();
  await row("WINA").waitFor();
  assert.deepEqual(papersOnDisk(), before);
});
