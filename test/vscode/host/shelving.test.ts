/** The reading queue, the archive and edits of many papers, inside a real extension host. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";

suite("Shelving", () => {
  let api: MarginaliaApi;
  let folder: string;
  const ids = ["1", "2", "3"].map((number) => `arxiv-2401.8800${number}`);
  const [first = "", second = "", third = ""] = ids;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    const titles = ["On Warp", "On Weft", "On Selvage"];
    await api.importPapers(
      titles
        .map(
          (title, at) =>
            `@misc{k${at}, title={${title}}, eprint={2401.8800${at + 1}}, archiveprefix={arXiv}}`,
        )
        .join("\n"),
    );
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("marginalia.papers.remove", first, ids);
  });

  const run = <T>(command: string, ...args: readonly unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(`marginalia.papers.${command}`, ...args);
  const stored = (id: string): Readonly<Record<string, unknown>> =>
    JSON.parse(readFileSync(join(folder, ".marginalia/papers", `${id}.json`), "utf8")) as Readonly<
      Record<string, unknown>
    >;

  test("papers queue up in the order in which they were added, and are moved", async () => {
    for (const id of ids) await run("addToQueue", id);
    await run("queueToTop", third);
    await run("queueDown", third);
    const order = [...ids].sort((a, b) => Number(stored(a)["queue"]) - Number(stored(b)["queue"]));
    assert.deepEqual(order, [first, third, second]);
  });

  test("the next in the queue is opened; one that is read has left it", async () => {
    assert.equal(await run("openNext"), first);
    await run("markRead", first);
    assert.equal(stored(first)["queue"], undefined);
    assert.match(String(stored(first)["finished"]), /^\d{4}-\d\d-\d\d$/u);
    assert.equal(await run("openNext"), third);
  });

  test("many papers are edited in one step: archived, found so, and brought back", async () => {
    await run("archive", second, [second, third]);
    assert.deepEqual(
      [second, third].map((id) => stored(id)["archived"]),
      [true, true],
    );
    const found = (await api.search("is:archived")).map(({ paper }) => paper.id);
    assert.deepEqual([...found].sort(), [second, third]);
    await run("unarchive", second, [second, third]);
    assert.equal(stored(second)["archived"], undefined);
  });
});
