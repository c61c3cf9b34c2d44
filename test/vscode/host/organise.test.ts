/** Edits of several papers at once, names of tags and collections, and the order of the tree, inside a real extension host. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi, SearchAnswer } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";

const run = <T = void>(command: string, ...args: unknown[]): Promise<T> =>
  Promise.resolve(vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args));

suite("papers are kept in order", () => {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  let api: MarginaliaApi;
  let ids: readonly string[];

  const paperNow = async (id: string | undefined): Promise<Paper> => {
    const paper = (await api.papers()).find((each) => each.id === id);
    assert.ok(paper);
    return paper;
  };
  const found = async (query: string): Promise<readonly string[]> =>
    (await run<SearchAnswer[]>("papers.search", query)).map(({ paper }) => paper.id).toSorted();

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension, "Marginalia is not installed");
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    ids = (await api.papers()).slice(0, 3).map(({ id }) => id);
    assert.equal(ids.length, 3);
    await run("papers.edit", ids, undefined, { stage: "unread", starred: false });
    for (const id of ids) await run("papers.editTags", id, undefined, []);
    for (const id of ids) await run("papers.editCollections", id, undefined, []);
  });

  suiteTeardown(async () => {
    await run("papers.edit", ids, undefined, { stage: "unread", starred: false });
    await vscode.commands.executeCommand("notifications.clearAll");
    for (const name of ["tags.json", "searches.json"])
      rmSync(join(home, ".marginalia", name), { force: true });
  });

  test("one edit of several papers leaves what else each of them has, and a wrong one changes nothing", async () => {
    await run("papers.editTags", ids[0], undefined, ["own"]);
    await run("papers.edit", [ids[0], ids[1]], undefined, { addTags: ["shared"], starred: true });
    assert.deepEqual((await paperNow(ids[0])).tags, ["own", "shared"]);
    assert.deepEqual([(await paperNow(ids[1])).tags, (await paperNow(ids[1])).starred], [["shared"], true]);
    await assert.rejects(run("papers.edit", ids[0], undefined, { addTag: ["x"] }), /not understood.*addTag/u);
    await run("papers.edit", { paper: ids[0] }, undefined, { removeTags: ["own"] });
    assert.deepEqual((await paperNow(ids[0])).tags, ["shared"]);
  });

  test("the search knows what waits, what is queued, and what was read when", async () => {
    await run("papers.edit", [ids[0]], undefined, { stage: "toRead" });
    assert.deepEqual(await found("is:queued"), [ids[0]]);
    assert.ok(!(await found("is:inbox")).includes(ids[0] ?? ""));
    await run("papers.edit", [ids[0]], undefined, { stage: "read" });
    const { finished = "" } = await paperNow(ids[0]);
    assert.match(finished, /^\d{4}-\d\d-\d\d$/u);
    for (const query of [finished, finished.slice(0, 7), finished.slice(0, 4)])
      assert.deepEqual(await found(`read:${query}`), [ids[0]]);
    assert.deepEqual(await found("read:1999-01"), []);
  });

  test("a tag is renamed in every paper, by its group in the tree too, and removed", async () => {
    await run("tags.rename", "shared", "common");
    assert.deepEqual(
      [(await paperNow(ids[0])).tags, (await paperNow(ids[1])).tags],
      [["common"], ["common"]],
    );
    await run("tags.rename", { kind: "group", group: "common" }, undefined, "again");
    assert.deepEqual((await paperNow(ids[1])).tags, ["again"]);
    await assert.rejects(run("tags.rename", "common", "x"), /No paper has the tag “common”/u);
    await run("tags.remove", "again");
    assert.deepEqual((await paperNow(ids[0])).tags, []);
  });

  test("a collection takes along what lies in it, and is removed with it", async () => {
    await run("papers.editCollections", ids[0], undefined, ["thesis/related"]);
    await run("papers.editCollections", ids[1], undefined, ["thesis", "other"]);
    await run("collections.rename", "thesis", "book / part one");
    assert.deepEqual((await paperNow(ids[0])).collections, ["book/part one/related"]);
    assert.deepEqual((await paperNow(ids[1])).collections, ["book/part one", "other"]);
    await assert.rejects(run("collections.rename", "book", " / "), /no name of a collection/u);
    await run("collections.remove", "book");
    assert.deepEqual((await paperNow(ids[0])).collections ?? [], []);
    assert.deepEqual((await paperNow(ids[1])).collections, ["other"]);
    await run("collections.remove", "other");
  });

  test("a tag has a colour, in a file that people share, until it has none", async () => {
    const colors = (): string => {
      const file = join(home, ".marginalia/tags.json");
      return existsSync(file) ? readFileSync(file, "utf8") : "";
    };
    await run("papers.editTags", ids[0], undefined, ["coloured"]);
    await run("tags.color", { kind: "group", group: "coloured" }, undefined, "pink");
    assert.match(colors(), /"name":"coloured","color":"pink"/u);
    await run("tags.rename", "coloured", "colourful");
    assert.match(colors(), /"name":"colourful","color":"pink"/u);
    await assert.rejects(run("tags.color", "colourful", "mauve"), /“mauve” is no colour: take yellow/u);
    await run("tags.color", "colourful", "none");
    assert.doesNotMatch(colors(), /colourful/u);
    await run("tags.remove", "colourful");
  });

  test("a saved search stands among the collections, and no more", async () => {
    const searches = (): string => readFileSync(join(home, ".marginalia/searches.json"), "utf8");
    await run("search.save", "is:inbox", "Untouched");
    await run("search.asCollection", "Untouched");
    assert.match(searches(), /"name":"Untouched","query":"is:inbox","collection":true/u);
    await run("search.asSearch", "Untouched");
    assert.doesNotMatch(searches(), /collection/u);
    await run("search.removeSaved", "Untouched");
    await run("papers.groupByDate");
  });

  test("papers are sorted by what there is to sort by, and by nothing else", async () => {
    await run("papers.sort", "title");
    await assert.rejects(run("papers.sort", "colour"), /sorted by feed, added/u);
    await run("papers.sort", "feed");
  });
});
