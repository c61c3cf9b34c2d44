/** Attached PDFs that were moved or deleted by others than the editor, inside a real extension host. */
import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";

const pdf = samplePdf({ pages: [{ lines: ["Where has it gone?"] }] });

suite("PDFs that are not where they were", () => {
  let api: MarginaliaApi;
  let folder = "";
  let id = "";

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    id = (await api.papers())[40]?.id ?? "";
    writeFileSync(join(folder, "before.pdf"), pdf);
    await run("attachPdf", id, vscode.Uri.file(join(folder, "before.pdf")));
    await closeAll();
  });

  const paper = async (): Promise<Paper> => {
    const found = (await api.papers()).find((each) => each.id === id);
    assert.ok(found);
    return found;
  };
  const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(`marginalia.papers.${command}`, ...args);
  const closeAll = (): Thenable<unknown> =>
    vscode.commands.executeCommand("workbench.action.closeAllEditors");
  const shown = (): string | undefined => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputCustom ? input.uri.path : undefined;
  };

  test("a file that was moved is found by its bytes, attached again and opened", async () => {
    mkdirSync(join(folder, "deep/er"), { recursive: true });
    renameSync(join(folder, "before.pdf"), join(folder, "deep/er/After All.PDF"));
    writeFileSync(
      join(folder, "decoy.pdf"),
      pdf.map((byte, at) => (at === pdf.length - 3 ? 0x20 : byte)),
    );
    await run("openPdf", id);
    assert.equal(shown(), `${folder}/deep/er/After All.PDF`);
    const { pdfs } = await paper();
    assert.deepEqual(
      pdfs.map(({ path }) => path),
      ["deep/er/After All.PDF"],
    );
  });

  test("a file that is gone for good opens nothing, and the paper keeps what is known of it", async () => {
    const before = (await paper()).pdfs;
    await closeAll();
    rmSync(join(folder, "deep"), { recursive: true });
    await run("openPdf", id);
    assert.equal(shown(), undefined);
    assert.deepEqual((await paper()).pdfs, before);
    await assert.rejects(api.open(id, { page: 1 }), /not there any more/u);
  });

  test("another file takes its place", async () => {
    writeFileSync(join(folder, "again.pdf"), pdf);
    await run("openPdf", id);
    assert.equal(shown(), `${folder}/again.pdf`);
    await closeAll();
    for (const name of ["again.pdf", "decoy.pdf"]) rmSync(join(folder, name));
    await run("removePdf", id);
  });
});
