/** What stands in PDFs, inside a real extension host: it is read on a thread beside, and found. */
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, suiteSetup, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";

const pdf = samplePdf({
  pages: [
    { lines: ["Nothing to see here."] },
    { lines: ["We met a quaggadoodle in the garden.", "It ate the roses."] },
  ],
});

suite("The full text of PDFs", () => {
  let api: MarginaliaApi;
  let paper = "";

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    const found = (await api.papers()).find(({ pdfs }) => pdfs.length === 0);
    assert.ok(found);
    paper = found.id;
  });

  const activeTab = (): vscode.Tab | undefined => vscode.window.tabGroups.activeTabGroup.activeTab;
  const shownPdf = (): string => {
    const input = activeTab()?.input;
    return input instanceof vscode.TabInputCustom && input.viewType === "marginalia.pdf"
      ? input.uri.path
      : "";
  };

  test("words of a page are found once its PDF was attached, with the page and the sentence", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "marginalia-text-")), "a.pdf");
    writeFileSync(file, pdf);
    await vscode.commands.executeCommand("marginalia.papers.attachPdf", paper, vscode.Uri.file(file));
    let [answer] = await api.search("quaggadoodle");
    while (answer === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      [answer] = await api.search("quaggadoodle");
    }
    assert.equal(answer.paper.id, paper);
    assert.match(answer.snippet, /We met a quaggadoodle/u);
    assert.equal(answer.page, 2);
  });

  test("what was found opens the PDF at the page", async () => {
    const [answer] = await api.search("text:quaggadoodle");
    assert.ok(answer?.page);
    await api.open(answer.paper.id, { page: answer.page, quote: "quaggadoodle" });
    assert.match(shownPdf(), new RegExp(`${paper}\\.pdf$`, "u"));
  });
});
