/** Feeds inside a real extension host: subscribed, fetched from sites of our own, shown, written as a digest, and let go. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import { fails, json, sends, Sites } from "../../fakes/sites.ts";

suite("Feeds", () => {
  const realFetch = globalThis.fetch;
  const ends: (() => void)[] = [];
  const today = new Date().toISOString().slice(0, 10);
  let api: MarginaliaApi;
  let sites: Sites;
  let folder: string;
  let listed: string;
  let papersBefore: number;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    const fixtures = process.env["MARGINALIA_FIXTURES"];
    assert.ok(extension && fixtures);
    api = await extension.activate();
    papersBefore = (await api.papers()).length;
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    sites = await Sites.start({ after: (end) => void ends.push(end) });
    listed = readFileSync(join(fixtures, "feeds/dailyPapers.json"), "utf8");
    sites
      .when("huggingface.co/api/daily_papers", json([]))
      .when(`huggingface.co/api/daily_papers?date=${today}`, sends("application/json", listed))
      .when("rss.arxiv.org", fails(503));
    globalThis.fetch = sites.fetch as typeof fetch;
  });
  suiteTeardown(async () => {
    globalThis.fetch = realFetch;
    for (const end of ends) end();
    await setting("feeds.digestFolder", undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const path of ["subscriptions.json", "cache/feed", "seen"])
      rmSync(join(folder, ".marginalia", path), { recursive: true, force: true });
    rmSync(join(folder, "digests"), { recursive: true, force: true });
  });

  const setting = (name: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration("marginalia").update(name, value, vscode.ConfigurationTarget.Workspace);
  const run = <T>(command: string, ...args: readonly unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(`marginalia.feeds.${command}`, ...args);
  const stored = (path: string): string => readFileSync(join(folder, ".marginalia", path), "utf8");

  test("nothing is asked before something is subscribed", async () => {
    await assert.rejects(Promise.resolve(run("refresh")), /Subscribe to something first/u);
    assert.deepEqual(sites.asked, []);
  });

  test("a subscription is kept in the workspace, fetched, and its papers lie in the cache", async () => {
    assert.equal(await run("subscribe", { kind: "daily-papers" }), "2 new papers");
    assert.match(stored("subscriptions.json"), /^\{"kind":"daily-papers"\}$/mu);
    assert.match(stored(`cache/feed/daily-papers/${today}.json`), /Looms of Attention/u);
    assert.equal((await api.papers()).length, papersBefore, "a listing is not yet a paper of the library");
  });

  test("what is no subscription is refused with the reason, and nothing is stored", async () => {
    const refused = { kind: "rss", url: "file:///etc/passwd" };
    await assert.rejects(Promise.resolve(run("subscribe", refused)), /no public web address/u);
    assert.doesNotMatch(stored("subscriptions.json"), /passwd/u);
  });

  test("a source that fails is told and does not keep the others from being asked", async () => {
    const words = await run<string>("subscribe", { kind: "arxiv-category", category: "cs.LG" });
    assert.match(words, /arXiv cs\.LG: rss\.arxiv\.org has a fault \(503\)/u);
    assert.equal(await run("copyError", "arxiv-cs.lg"), "rss.arxiv.org has a fault (503)");
    assert.equal(await vscode.env.clipboard.readText(), "rss.arxiv.org has a fault (503)");
    await run("unsubscribe", "arxiv-cs.lg");
    assert.doesNotMatch(stored("subscriptions.json"), /cs\.LG/u);
  });

  test("Today opens once, and again in the same tab", async () => {
    await run("today");
    await run("today", today);
    const tabs = (): number =>
      vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all).filter(({ label }) => label === "Today")
        .length;
    for (let tries = 0; tabs() === 0 && tries < 50; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100)); // the window tells of its tabs later
    assert.equal(tabs(), 1);
  });

  test("a digest is a document without a file, unless a folder is set", async () => {
    const uri = await run<vscode.Uri>("writeDigest", "day", today);
    assert.equal(uri.scheme, "untitled");
    assert.match(
      vscode.window.activeTextEditor?.document.getText() ?? "",
      /^# Papers of .*\n\n2 papers from Daily Papers\.\n\n## 1\. \[Looms of Attention/u,
    );
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("a digest's file is written anew until somebody writes into it", async () => {
    await setting("feeds.digestFolder", "digests");
    const uri = await run<vscode.Uri>("writeDigest", "week", today);
    const file = join(folder, "digests", `${today}-week.md`);
    assert.equal(uri.fsPath, file);
    assert.ok(existsSync(file));
    await run("writeDigest", "week", today);
    const own = `${readFileSync(file, "utf8")}\nRead on Friday.\n`;
    writeFileSync(file, own);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await run("writeDigest", "week", today);
    assert.equal(readFileSync(file, "utf8"), own);
  });

  test("a folder for digests that leads out of the workspace is refused", async () => {
    await setting("feeds.digestFolder", "../elsewhere");
    await assert.rejects(Promise.resolve(run("writeDigest", "day", today)), /must lie in the workspace/u);
  });
});
