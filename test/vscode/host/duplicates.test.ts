/** Papers that are there twice, inside a real extension host: found, merged, split. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";

suite("Duplicates", () => {
  let api: MarginaliaApi;
  let folder: string;
  const before = new Set<string>();
  const entry = (key: string, title: string, more: string): string =>
    `@article{${key}, title={${title}}, author={Lovelace, Ada and Babbage, Charles}, year={2024}, ${more}}\n`;
  const preprint = "arxiv-2401.77001";

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    for (const { id } of await api.papers()) before.add(id);
    await api.importPapers(
      entry(
        "looms24",
        "Routing Looms: Weaving in Linear Time",
        "eprint={2401.77001}, archiveprefix={arXiv}",
      ) + entry("looms25", "Routing Looms: Weavng in Linear Time", "doi={10.5555/routing.looms}"),
    );
  });
  suiteTeardown(async () => {
    for (const { id } of await api.papers())
      if (!before.has(id)) await vscode.commands.executeCommand("marginalia.papers.remove", id);
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  });

  const added = async () => (await api.papers()).filter(({ id }) => !before.has(id));
  const fileOf = (id: string): string => join(folder, ".marginalia/papers", `${id}.json`);

  test("the pair is found, with what speaks for it", async () => {
    const pairs = await vscode.commands.executeCommand<
      readonly { kept: string; verdict: string; why: string }[]
    >("marginalia.papers.findDuplicates");
    const [pair] = pairs.filter(({ kept }) => !before.has(kept));
    assert.equal(pair?.verdict, "same");
    assert.match(pair.why, /nearly the same title, the same authors/u);
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  });

  test("merging keeps one file with the names of both; splitting brings the other back", async () => {
    const other = (await added()).find(({ id }) => id !== preprint);
    assert.ok(other);
    await vscode.commands.executeCommand("marginalia.papers.merge", [preprint, other.id]);
    assert.deepEqual(
      (await added()).map(({ id }) => id),
      [preprint],
    );
    assert.equal(existsSync(fileOf(other.id)), false);
    assert.match(readFileSync(fileOf(preprint), "utf8"), /"doi:10\.5555\/routing\.looms"/u);
    const names = ["doi:10.5555/routing.looms", other.id];
    assert.equal(
      await vscode.commands.executeCommand("marginalia.papers.split", preprint, undefined, names),
      other.id,
    );
    assert.equal((await added()).length, 2);
    assert.match(readFileSync(fileOf(preprint), "utf8"), /"distinctFrom"/u);
  });

  test("what was split is not found as a pair again", async () => {
    const pairs = await vscode.commands.executeCommand<readonly { kept: string }[]>(
      "marginalia.papers.findDuplicates",
    );
    assert.deepEqual(
      pairs.filter(({ kept }) => !before.has(kept)),
      [],
    );
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  });

  test("one paper alone cannot be merged with nothing", async () => {
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand("marginalia.papers.merge", [preprint, preprint])),
      /Choose two papers/u,
    );
  });
});
