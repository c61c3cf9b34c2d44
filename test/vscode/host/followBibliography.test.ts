/** A bibliography that the library follows, inside a real extension host. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";

suite("Following a bibliography", () => {
  let api: MarginaliaApi;
  let file: string;
  let list: string;
  const before = new Set<string>();

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    file = join(folder, "followed.bib");
    list = join(folder, ".marginalia/bibliographies.json");
    for (const { id } of await api.papers()) before.add(id);
    writeFileSync(file, "@misc{one, title={On Following}, eprint={2401.99001}, archiveprefix={arXiv}}\n");
  });
  suiteTeardown(async () => {
    for (const path of [file, list]) rmSync(path, { force: true });
    for (const { id } of await added()) await vscode.commands.executeCommand("marginalia.papers.remove", id);
  });

  const added = async () => (await api.papers()).filter(({ id }) => !before.has(id));
  const titles = async () => (await added()).map(({ title }) => title).sort();

  test("its entries become papers, and the file is remembered", async () => {
    assert.equal(
      await vscode.commands.executeCommand("marginalia.citations.follow", vscode.Uri.file(file)),
      1,
    );
    assert.deepEqual(await titles(), ["On Following"]);
    assert.match(readFileSync(list, "utf8"), /^\{"path":"followed\.bib"\}$/mu);
  });

  test("an entry that is written later comes in by itself; one that goes takes no paper with it", async () => {
    writeFileSync(file, "@misc{two, title={On Leading}, eprint={2401.99002}, archiveprefix={arXiv}}\n");
    for (let tries = 0; (await titles()).length < 2 && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 150));
    assert.deepEqual(await titles(), ["On Following", "On Leading"]);
  });

  test("it is let go, and its papers stay", async () => {
    await vscode.commands.executeCommand("marginalia.citations.unfollow", vscode.Uri.file(file));
    assert.doesNotMatch(readFileSync(list, "utf8"), /followed\.bib/u);
    assert.equal((await added()).length, 2);
  });

  test("a file outside of the workspace is refused", async () => {
    await assert.rejects(
      Promise.resolve(
        vscode.commands.executeCommand("marginalia.citations.follow", vscode.Uri.file("/etc/x.bib")),
      ),
      /Only bibliographies of the workspace/u,
    );
  });
});
