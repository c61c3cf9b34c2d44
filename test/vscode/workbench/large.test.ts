import { test } from "node:test";
import { libraryFiles } from "../../fakes/sample.ts";
import { openWorkbench } from "./workbench.ts";

test("a day of more papers than a page holds shows the rest on request, and loses none", async () => {
  await using workbench = await openWorkbench({ files: libraryFiles(230) });
  const { page } = workbench;
  const row = (text: string) => page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();
  await workbench.showPapers();
  await row("230 unread").click(); // which closes it
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  await row("Show 30 more…").click();
  await row("Show 30 more…").waitFor({ state: "detached" });
  await page.keyboard.press("End");
  await page.locator('.part.sidebar .monaco-list-row[data-index="230"]').waitFor(); // below the day's own row
});
