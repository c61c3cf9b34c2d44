/** A library goes out as one ZIP and comes back, inside a real extension host. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { ExportedLibrary } from "../../../src/host/exchange/exportLibrary.ts";
import type { ImportedLibrary } from "../../../src/host/exchange/importLibrary.ts";

const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`marginalia.library.${command}`, ...args);

suite("A library as one file", () => {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const root = join(home, ".marginalia");
  const outside = mkdtempSync(join(tmpdir(), "marginalia-library-"));
  const zip = join(outside, "library.zip");
  let api: MarginaliaApi;
  let id: string;

  /** Papers and notes as they are on the disk. */
  const stored = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readdirSync(root, { recursive: true, encoding: "utf8" })
        .filter((name) => /^(?:papers|annotations)\//u.test(name) && statSync(join(root, name)).isFile())
        .sort((a, b) => (a < b ? -1 : 1))
        .map((name) => [relative(root, join(root, name)), readFileSync(join(root, name), "utf8")]),
    );

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    id = (await api.papers()).at(-1)?.id ?? "";
    await api.annotate(id, { comment: "Goes along" });
  });
  suiteTeardown(async () => {
    rmSync(outside, { recursive: true, force: true });
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  test("it is written with all papers, and never over a file that is there", async () => {
    const told = await run<ExportedLibrary>("export", vscode.Uri.file(zip), { pdfs: false });
    assert.equal(told.papers, (await api.papers()).length);
    assert.equal(statSync(zip).size, told.bytes);
    await assert.rejects(
      Promise.resolve(run("export", vscode.Uri.file(zip))),
      /library\.zip is there already/u,
    );
  });

  test("a paper that was lost with its notes is back in the view, byte for byte", async () => {
    const before = stored();
    rmSync(join(root, "papers", `${id}.json`));
    rmSync(join(root, "annotations", id), { recursive: true });
    for (let tries = 0; (await api.papers()).some((paper) => paper.id === id) && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(!(await api.papers()).some((paper) => paper.id === id));
    const told = await run<ImportedLibrary>("import", vscode.Uri.file(zip));
    assert.ok(told.added >= 2, JSON.stringify(told));
    assert.deepEqual([told.extended, told.replaced, told.kept], [0, 0, []]);
    assert.deepEqual(stored(), before);
    for (let tries = 0; !(await api.papers()).some((paper) => paper.id === id) && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    for (let tries = 0; (await api.annotations(id)).length === 0 && tries < 100; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100)); // the log is heard of after the paper
    assert.ok((await api.annotations(id)).length > 0);
  });

  test("what is no library is refused with the reason, and changes nothing", async () => {
    const before = stored();
    const other = join(outside, "other.zip");
    writeFileSync(other, "no zip at all");
    await assert.rejects(
      Promise.resolve(run("import", vscode.Uri.file(other))),
      /other\.zip was not imported: it is no ZIP file/u,
    );
    assert.deepEqual(stored(), before);
    assert.ok(!existsSync(join(home, "library.zip")));
  });
});
