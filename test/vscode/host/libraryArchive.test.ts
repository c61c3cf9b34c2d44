/** A library goes out as one ZIP and comes back, inside a real extension host. */
import assert from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { ExportedLibrary } from "../../../src/host/exchange/exportLibrary.ts";
import type { ImportedLibrary } from "../../../src/host/exchange/importLibrary.ts";

const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`marginalia.library.${command}`, ...args);

const isLogOf =
  (id: string) =>
  (path: string): boolean =>
    path.startsWith(join("annotations", id)) && path.endsWith(".jsonl");

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail("it did not come about");
}

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

  test("a folder without a library has it at once, byte for byte, and a second time nothing changes", async () => {
    const [before, aside] = [stored(), join(outside, "aside")];
    cpSync(root, aside, { recursive: true });
    const isShown = async (): Promise<boolean> => (await api.papers()).some((paper) => paper.id === id);
    try {
      rmSync(root, { recursive: true });
      await until(async () => !(await isShown()));
      const told = await run<ImportedLibrary>("import", vscode.Uri.file(zip), {
        folder: vscode.Uri.file(home),
      });
      assert.deepEqual([told.extended, told.replaced, told.kept], [0, 0, []]);
      assert.deepEqual(stored(), before);
      await until(isShown);
      assert.ok((await api.annotations(id)).length > 0);
      const again = await run<ImportedLibrary>("import", vscode.Uri.file(zip));
      assert.deepEqual(again, { added: 0, extended: 0, replaced: 0, kept: [] });
      assert.deepEqual(stored(), before);
    } finally {
      cpSync(aside, root, { recursive: true, force: false }); // caches and PDFs of other tests
    }
  });

  test("a library that goes and comes back as a whole, as git does it, is shown again with its notes", async () => {
    const [aside, count] = [join(outside, "branch"), (await api.papers()).length];
    cpSync(root, aside, { recursive: true });
    rmSync(root, { recursive: true });
    await until(async () => (await api.papers()).length === 0);
    cpSync(aside, root, { recursive: true });
    await until(async () => (await api.papers()).length === count);
    await until(async () => (await api.annotations(id)).length > 0);
  });

  test("notes of both stay, and of a paper that differs mine, until theirs is chosen", async () => {
    const [paper, log] = [join("papers", `${id}.json`), Object.keys(stored()).find(isLogOf(id)) ?? ""];
    const before = stored();
    const mine = `${before[paper]?.trimEnd()}\n\n`;
    writeFileSync(join(root, paper), mine);
    writeFileSync(join(root, log), "");
    appendFileSync(join(root, log), '{"of":"mine"}\n');
    const told = await run<ImportedLibrary>("import", vscode.Uri.file(zip));
    assert.deepEqual([told.added, told.extended, told.kept], [0, 1, [`.marginalia/${paper}`]]);
    assert.equal(stored()[log], `{"of":"mine"}\n${before[log]}`);
    assert.equal(stored()[paper], mine);
    const theirs = await run<ImportedLibrary>("import", vscode.Uri.file(zip), { takeTheirs: true });
    assert.deepEqual([theirs.replaced, theirs.kept], [1, []]);
    assert.equal(stored()[paper], before[paper]);
    writeFileSync(join(root, log), before[log] ?? "");
  });

  test("a folder that is not open is refused", async () => {
    const folder = vscode.Uri.file(outside);
    await assert.rejects(
      Promise.resolve(run("import", vscode.Uri.file(zip), { folder })),
      /is no folder of this workspace/u,
    );
    assert.deepEqual(
      readdirSync(outside).filter((name) => name.endsWith(".tmp")),
      [],
    );
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
