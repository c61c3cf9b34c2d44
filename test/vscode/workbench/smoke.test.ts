import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { openWorkbench } from "./workbench.ts";

test("a window opens a file, survives a reload, and comes back with the same tabs after a restart", async () => {
  await using workbench = await openWorkbench({ files: { "notes.md": "# Reading\n" } });
  await workbench.openFile("notes.md");
  assert.deepEqual(await workbench.tabs(), ["notes.md"]);
  await workbench.reload();
  await workbench.page.locator(".tab").first().waitFor();
  assert.deepEqual(await workbench.tabs(), ["notes.md"]);
  await workbench.restart();
  await workbench.page.locator(".tab").first().waitFor();
  assert.deepEqual(await workbench.tabs(), ["notes.md"]);
  assert.deepEqual(await readdir(workbench.folder), ["notes.md"]);
});

test("the palette runs a command by its title, and its rows can be read", async () => {
  await using workbench = await openWorkbench({ files: { "notes.md": "# Reading\n" } });
  await workbench.runCommand("View: Toggle Zen Mode");
  await workbench.page.locator(".part.sidebar").waitFor({ state: "hidden" });
  await workbench.page.keyboard.press("ControlOrMeta+P");
  await workbench.page.locator(".quick-input-widget input").fill("notes");
  await workbench.page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  assert.deepEqual(await workbench.quickInputRows(), [{ label: "notes.md", description: "", detail: "" }]);
});

test("an untrusted folder opens in Restricted Mode, a trusted one does not", async () => {
  for (const trusted of [false, true]) {
    await using workbench = await openWorkbench({ trusted });
    const label = workbench.page.getByText("Restricted Mode");
    if (trusted) assert.equal(await label.count(), 0);
    else await label.first().waitFor();
  }
});
