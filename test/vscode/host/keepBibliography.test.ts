/** A bibliography that is kept in step with a collection, inside a real extension host. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";

const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);

async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    assert.ok(tries < 100, `In time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

suite("A bibliography in step with a collection", () => {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const file = join(home, "kept.bib");
  const list = join(home, ".marginalia/bibliographies.json");
  const text = (): string => readFileSync(file, "utf8");
  let ids: readonly string[];

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    const api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    ids = (await api.papers()).slice(0, 3).map(({ id }) => id);
    await run("papers.editCollections", ids.slice(0, 2), undefined, ["kept", "kept/within"]);
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await run("papers.editCollections", ids, undefined, []);
    for (const path of [file, list]) rmSync(path, { force: true });
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  test("it is made with an entry for each paper, and the list names it", async () => {
    const told = await run<{ added: number }>("citations.keep", "kept", vscode.Uri.file(file), "bibtex");
    assert.equal(told.added, 2);
    for (const id of ids.slice(0, 2)) assert.ok(text().includes(`marginalia = {${id}}`), text());
    assert.match(
      readFileSync(list, "utf8"),
      /^\{"path":"kept\.bib","collection":"kept","dialect":"bibtex"\}$/mu,
    );
  });

  test("a paper that comes into the collection, or into one within it, is written by itself", async () => {
    await run("papers.editCollections", ids[2], undefined, ["kept/within"]);
    await until("the third entry", () => text().includes(`marginalia = {${ids[2]}}`));
    await run("papers.editCollections", ids[2], undefined, []);
    await until("no third entry", () => !text().includes(`marginalia = {${ids[2]}}`));
  });

  test("the file goes with its collection when that is renamed", async () => {
    await run("collections.rename", "kept", "cited");
    await until("the new name", () => readFileSync(list, "utf8").includes(`"collection":"cited"`));
    await run("papers.editCollections", ids[2], undefined, ["cited"]);
    await until("the third entry", () => text().includes(`marginalia = {${ids[2]}}`));
  });

  test("an editor that has it open is changed and saved, and what is not saved there is waited for", async () => {
    const files = vscode.workspace.getConfiguration("files");
    await files.update("autoSave", "off", vscode.ConfigurationTarget.Global);
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "% mine\n"));
    await run("papers.editCollections", ids[2], undefined, []);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.ok(editor.document.isDirty && editor.document.getText().includes(ids[2] ?? "?"));
    await editor.document.save();
    await until("the entry to go", () => !text().includes(ids[2] ?? "?"));
    assert.match(text(), /^% mine\n/u);
    await files.update("autoSave", undefined, vscode.ConfigurationTarget.Global);
  });

  test("a broken file is not written, and is in step again once it is mended", async () => {
    const whole = text();
    const broken = `${whole}\n@misc{open, title = {never closed\n`;
    writeFileSync(file, broken);
    await run("papers.editCollections", ids[2], undefined, ["cited"]);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    assert.equal(text(), broken);
    writeFileSync(file, whole);
    await until("the third entry", () => text().includes(`marginalia = {${ids[2]}}`));
  });

  test("it is let go, with its entries, and no longer written", async () => {
    await run("citations.letGo", vscode.Uri.file(file));
    assert.doesNotMatch(readFileSync(list, "utf8"), /kept\.bib/u);
    assert.ok(existsSync(file));
    assert.doesNotMatch(text(), /Kept in step/u);
    const before = text();
    await run("papers.editCollections", ids[2], undefined, []);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal(text(), before);
  });

  test("broken files, files outside of the workspace and other kinds of files are refused", async () => {
    await run("papers.editCollections", ids[0], undefined, ["cited"]);
    const keep = async (path: string): Promise<unknown> =>
      run("citations.keep", "cited", vscode.Uri.file(path), "bibtex");
    const broken = join(home, "broken.bib");
    writeFileSync(broken, "@misc{open, title = {never closed\n");
    await assert.rejects(keep(broken), /broken\.bib cannot be kept in step: line 1: .*not closed/u);
    assert.equal(readFileSync(broken, "utf8"), "@misc{open, title = {never closed\n");
    rmSync(broken);
    await assert.rejects(keep("/tmp/outside.bib"), /folders of the workspace/u);
    await assert.rejects(keep(join(home, "a.tex")), /ends in \.bib/u);
  });
});
