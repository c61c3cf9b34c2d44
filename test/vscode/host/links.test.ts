/** Links from outside, inside a real extension host: they are followed as VS Code follows its own. */
import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";

suite("links to papers", () => {
  let api: MarginaliaApi;
  let id = "";
  let file = "";

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    id = (await api.papers())[41]?.id ?? "";
    file = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", "linked.pdf");
    writeFileSync(file, samplePdf({ pages: [{ lines: ["One"] }, { lines: ["Two"] }, { lines: ["Three"] }] }));
    await vscode.commands.executeCommand("marginalia.papers.attachPdf", id, vscode.Uri.file(file));
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand("marginalia.papers.removePdf", id);
    rmSync(file);
  });

  const closeAll = (): Thenable<unknown> =>
    vscode.commands.executeCommand("workbench.action.closeAllEditors");
  const shown = (): string => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputCustom ? `${input.viewType} ${input.uri.path}` : "";
  };
  const follow = (address: string): Thenable<unknown> =>
    vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(address));
  async function follows(address: string, what: RegExp): Promise<void> {
    await closeAll();
    await follow(address);
    for (let wait = 0; wait < 200 && !what.test(shown()); wait++)
      await new Promise((resolve) => setTimeout(resolve, 30));
    assert.match(shown(), what, address);
  }
  const base = `${vscode.env.uriScheme}://marginalia.marginalia/open`;

  test("a link opens the paper it names, and the page of its PDF", async () => {
    await follows(`${base}?paper=${id}`, new RegExp(`marginalia.paper /${id}/`, "u"));
    await follows(`${base}?paper=${id}&page=2`, /marginalia\.pdf .*\/linked\.pdf/u);
  });

  test("the link that is copied from a note leads to it", async () => {
    const note = await api.annotate(id, { comment: "Look here" });
    const address: unknown = await vscode.commands.executeCommand("marginalia.notes.copyLink", id, note.id);
    assert.equal(address, `${base}?paper=${id}&annotation=${note.id.replace("urn:uuid:", "")}`);
    assert.equal(await vscode.env.clipboard.readText(), address);
    await follows(String(address), new RegExp(`marginalia.paper /${id}/`, "u"));
    await vscode.commands.executeCommand("marginalia.notes.remove", id, note.id);
  });

  test("the link that is copied from a PDF names its page", async () => {
    await closeAll();
    await api.open(id, { page: 3 });
    for (let wait = 0; wait < 100 && !shown().endsWith("linked.pdf"); wait++)
      await new Promise((resolve) => setTimeout(resolve, 30));
    const address: unknown = await vscode.commands.executeCommand("marginalia.papers.copyLinkToPage");
    assert.match(String(address), new RegExp(`\\?paper=${id}&page=\\d$`, "u"));
  });

  test("a link to a paper that is not there opens nothing", async () => {
    await closeAll();
    await follow(`${base}?paper=arxiv-0000.00000`);
    await follow(`${base}?paper=${id}&page=nine`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(shown(), "");
  });
});
