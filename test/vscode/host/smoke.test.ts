import assert from "node:assert/strict";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";

suite("the packaged extension in a real VS Code", () => {
  test("it is installed, not loaded from the sources", () => {
    const extension = vscode.extensions.getExtension("marginalia.marginalia");
    assert.ok(extension, "Marginalia is not installed");
    assert.match(extension.extensionPath, /marginalia\.marginalia-\d/u);
  });

  test("it activates", async () => {
    const extension = vscode.extensions.getExtension("marginalia.marginalia");
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });

  test("what is changed outside VS Code reaches a file watcher", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, "the suite runs with a folder open");
    const file = join(folder.uri.fsPath, "outside.txt");
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "*.txt"));
    const created = new Promise<void>((resolve) => watcher.onDidCreate(() => resolve()));
    const changed = new Promise<void>((resolve) => watcher.onDidChange(() => resolve()));
    try {
      await writeFile(file, "first");
      await created;
      await appendFile(file, " second");
      await changed;
    } finally {
      watcher.dispose();
    }
  });
});
