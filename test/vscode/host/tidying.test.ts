/** Checking and compacting a library, inside a real extension host, on a real disk and with real git. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { CheckAnswer } from "../../../src/host/check/checkCommand.ts";
import type { CompactAnswer } from "../../../src/host/check/compactCommand.ts";

const check = (...args: unknown[]): Thenable<CheckAnswer> =>
  vscode.commands.executeCommand<CheckAnswer>("marginalia.library.check", ...args);
const compact = async (wish: object): Promise<CompactAnswer> =>
  vscode.commands.executeCommand<CompactAnswer>("marginalia.library.compact", wish);

suite("A library is kept in order", () => {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const path = "annotations/title-00000000000000aa/zoe-00000000.jsonl";
  const log = join(home, ".marginalia", path);
  const fixtures = process.env["MARGINALIA_FIXTURES"] ?? "";
  const kinds = readFileSync(join(fixtures, "notes/kinds.v2.jsonl"));

  suiteSetup(async () => {
    await vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia")?.activate();
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, kinds);
    appendFileSync(log, '{"torn": "half\n');
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(dirname(log), { recursive: true, force: true });
    rmSync(join(home, ".git"), { recursive: true, force: true });
  });

  test("what was found is a page to read, whose links lead to the lines", async () => {
    const { findings } = await check();
    assert.ok(findings.some(({ kind, line }) => kind === "unreadable" && line === 14));
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.uri.scheme, "marginalia-report");
    assert.equal(document.languageId, "markdown");
    assert.match(document.getText(), /^# \d+ things? to look at/u);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      "vscode.executeLinkProvider",
      document.uri,
    );
    const targets = links.map(({ target }) => target);
    assert.ok(
      targets.some((target) => target?.path.endsWith(path) === true && target.fragment === "L14"),
      targets.join("\n"),
    );
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  });

  test("nothing is compacted while a line cannot be read", async () => {
    await assert.rejects(compact({ history: false, withoutGit: true }), /cannot be read/u);
  });

  test("what the person wants is repaired, after a copy was kept, and nothing else", async () => {
    const before = await check([]);
    assert.deepEqual(before.repaired, []);
    const { repaired, failed } = await check([`rescue ${path}`]);
    assert.deepEqual([repaired, failed], [[`rescue ${path}`], []]);
    assert.deepEqual(readFileSync(log), kinds);
    assert.equal(readFileSync(`${log}.rescued`, "utf8"), '{"torn": "half\n');
    const after = await check([]);
    assert.ok(!after.findings.some((finding) => finding.kind === "unreadable" && finding.path === path));
  });

  test("notes are compacted when git has them, and not before", async () => {
    await assert.rejects(compact({ history: false }), /not in git/u);
    const git = (...args: readonly string[]): void =>
      void execFileSync("git", ["-C", home, "-c", "user.name=T", "-c", "user.email=t@example.org", ...args]);
    git("init", "-q");
    const extension = vscode.extensions.getExtension<{
      getAPI(version: 1): { openRepository(root: vscode.Uri): Promise<unknown> };
    }>("vscode.git");
    await (await extension?.activate())?.getAPI(1).openRepository(vscode.Uri.file(home));
    await assert.rejects(compact({ history: false }), /Commit your notes first/u);
    git("add", "-A");
    git("commit", "-q", "-m", "notes");
    const { files, lines, bytes } = await compact({ history: false });
    assert.ok(files >= 1 && lines >= 3 && bytes > 0);
    assert.ok(readFileSync(log).length < kinds.length);
    const again = await vscode.workspace.fs.readFile(vscode.Uri.file(log));
    const left = new TextDecoder().decode(again).split("\n");
    assert.ok(left.every((line) => kinds.includes(line)));
  });
});
