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
  let other = "";
  const folder = mkdtempSync(join(tmpdir(), "marginalia-text-"));

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    // Other suites begin with the first papers.
    const [first, second] = (await api.papers()).filter(({ pdfs }) => pdfs.length === 0).slice(-2);
    assert.ok(first && second);
    paper = first.id;
    other = second.id;
  });

  const attach = async (id: string, bytes: Uint8Array): Promise<void> => {
    const file = join(folder, `${id}.pdf`);
    writeFileSync(file, bytes);
    await vscode.commands.executeCommand("marginalia.papers.attachPdf", id, vscode.Uri.file(file));
  };
  /** Why the words of its PDF are not found, as the person is told. */
  const withoutText = async (id: string): Promise<string | undefined> => {
    const listed = await vscode.commands.executeCommand<readonly { paper: string; why: string }[]>(
      "marginalia.papers.showWithoutText",
    );
    return listed.find(({ paper: each }) => each === id)?.why;
  };
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 200));
  };
  const activeTab = (): vscode.Tab | undefined => vscode.window.tabGroups.activeTabGroup.activeTab;
  const shownPdf = (): string => {
    const input = activeTab()?.input;
    return input instanceof vscode.TabInputCustom && input.viewType === "marginalia.pdf"
      ? input.uri.path
      : "";
  };

  test("words of a page are found once its PDF was attached, with the page and the sentence", async () => {
    await attach(paper, pdf);
    await until(async () => (await withoutText(paper)) === undefined);
    const [answer] = await api.search("quaggadoodle");
    assert.equal(answer?.paper.id, paper);
    assert.match(answer.snippet, /We met a quaggadoodle/u);
    assert.equal(answer.page, 2);
  });

  test("what was found opens the PDF at the page", async () => {
    const [answer] = await api.search("text:quaggadoodle");
    assert.ok(answer?.page);
    await api.open(answer.paper.id, { page: answer.page, quote: "quaggadoodle" });
    assert.match(shownPdf(), new RegExp(`${paper}\\.pdf$`, "u"));
  });

  test("a PDF that is damaged is listed with the reason, and costs no other its words", async () => {
    await attach(other, new TextEncoder().encode("%PDF-1.7\nand nothing else"));
    await until(async () => (await withoutText(other)) !== "Not read yet");
    assert.equal(await withoutText(other), "It could not be read: it is damaged");
    assert.equal((await api.search("quaggadoodle"))[0]?.paper.id, paper);
  });
});
