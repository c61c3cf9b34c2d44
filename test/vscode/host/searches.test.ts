/** Stars, collections, saved searches, the filter of the tree and the tool for language models, inside a real extension host. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi, SearchAnswer } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";

const run = <T = void>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);

suite("finding papers again", () => {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const file = join(home, ".marginalia/searches.json");
  let api: MarginaliaApi;
  let first: Paper;
  let second: Paper;

  const paperNow = async ({ id }: Paper): Promise<Paper> => {
    const paper = (await api.papers()).find((each) => each.id === id);
    assert.ok(paper);
    return paper;
  };
  const found = async (query: string): Promise<readonly string[]> =>
    (await run<SearchAnswer[]>("papers.search", query)).map(({ paper }) => paper.id);

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension, "Marginalia is not installed");
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    const [one, other] = await api.papers();
    assert.ok(one && other);
    [first, second] = [one, other];
    rmSync(file, { force: true });
  });

  suiteTeardown(async () => {
    rmSync(file, { force: true });
    await run("papers.clearFilter");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  test("a star is stored with the paper, found by is:starred, and taken away again", async () => {
    await run("papers.star", first.id);
    assert.equal((await paperNow(first)).starred, true);
    assert.match(readFileSync(join(home, `.marginalia/papers/${first.id}.json`), "utf8"), /"starred": true/u);
    assert.deepEqual(await found("is:starred"), [first.id]);
    await run("papers.unstar", { paper: first.id });
    assert.deepEqual(await found("is:starred"), []);
    assert.doesNotMatch(readFileSync(join(home, `.marginalia/papers/${first.id}.json`), "utf8"), /starred/u);
  });

  test("the title of an open paper stars it", async () => {
    await api.open(first.id);
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputCustom);
    await run("papers.star", tab.input.uri, { groupId: 0 });
    assert.equal((await paperNow(first)).starred, true);
    await run("papers.unstar", tab.input.uri, { groupId: 0 });
    assert.equal((await paperNow(first)).starred, false);
  });

  test("a paper is in its collections and in those that these lie in", async () => {
    await run("papers.editCollections", first.id, undefined, [" thesis /  related work ", "Reading Group"]);
    await run("papers.editCollections", second.id, undefined, ["thesis"]);
    assert.deepEqual((await paperNow(first)).collections, ["thesis/related work", "Reading Group"]);
    assert.deepEqual((await found("in:thesis")).toSorted(), [first.id, second.id].toSorted());
    assert.deepEqual(await found('in:"thesis/related work"'), [first.id]);
    assert.deepEqual(await found('in:"reading group"'), [first.id]);
    await run("papers.editCollections", first.id, undefined, []);
    assert.deepEqual((await paperNow(first)).collections ?? [], []);
    assert.deepEqual(await found("in:thesis"), [second.id]);
  });

  test("of several papers, only what is put in or taken out changes", async () => {
    await run("papers.editCollections", first.id, undefined, ["own", "thesis"]);
    await run("papers.editCollections", first.id, [{ paper: first.id }, { paper: second.id }], ["shared"]);
    assert.deepEqual(
      (await paperNow(first)).collections,
      ["own", "shared"],
      "thesis was in both, own was not",
    );
    assert.deepEqual((await paperNow(second)).collections, ["shared"]);
  });

  test("searches are saved by name, one a line, and renamed and removed", async () => {
    await run("search.save", "sparse is:unread", "To read");
    await run("search.save", "retrieval", "Another");
    assert.equal(
      readFileSync(file, "utf8"),
      [
        "{",
        '"format": 1,',
        '"searches": [',
        '{"name":"Another","query":"retrieval"},',
        '{"name":"To read","query":"sparse is:unread"}',
        "]",
        "}",
        "",
      ].join("\n"),
    );
    await run("search.renameSaved", "Another", "Retrieval");
    await assert.rejects(
      Promise.resolve(run("search.renameSaved", "Retrieval", "To read")),
      /there already/u,
    );
    await run("search.removeSaved", { kind: "search", search: { name: "To read" } });
    assert.doesNotMatch(readFileSync(file, "utf8"), /To read/u);
    assert.match(readFileSync(file, "utf8"), /"Retrieval"/u);
    await assert.rejects(Promise.resolve(run("search.openSaved", "To read")), /No search is saved/u);
  });

  test("a file of searches that cannot be read is named in the Problems panel and never written", async () => {
    const broken = '{ "format": 1, "searches": [ oh no';
    writeFileSync(file, broken);
    const uri = vscode.Uri.file(file);
    const isNamed = (): boolean =>
      vscode.languages.getDiagnostics(uri).some(({ message }) => message.includes("not JSON"));
    while (!isNamed())
      await new Promise<void>((resolve) => {
        const listening = vscode.languages.onDidChangeDiagnostics(() => {
          listening.dispose();
          resolve();
        });
      });
    await assert.rejects(Promise.resolve(run("search.save", "x", "X")), /left as it is/u);
    assert.equal(readFileSync(file, "utf8"), broken);
    rmSync(file);
  });

  test("the tree shows what a query finds, as it changes, and all again", async () => {
    await run("papers.star", first.id);
    assert.deepEqual(await run<string[]>("papers.filter", "is:starred"), [first.id]);
    await run("papers.unstar", first.id);
    assert.deepEqual(await run<string[]>("papers.filter", "is:starred"), []);
    const words = await run<string[]>("papers.filter", "sparse retrieval");
    const [any, all] = [await found("sparse retrieval"), (await api.papers()).length];
    assert.ok(words.length > 0 && words.length < any.length, "papers with both words, not with any of them");
    await run("papers.clearFilter");
    assert.equal((await api.papers()).length, all);
  });

  test("the Search view opens with a query", async () => {
    await run("search.show", "sparse retrieval");
    await run("search.save", undefined, "From the view");
    assert.match(readFileSync(file, "utf8"), /"query":"sparse retrieval"/u);
    await run("search.clear");
    await assert.rejects(Promise.resolve(run("search.save", undefined, "Nothing")), /no query to save/u);
  });

  test("papers are found for the file in the editor, and for a note", async () => {
    await assert.rejects(
      Promise.resolve(run("notes.similar", first.id, "urn:uuid:none")),
      /no longer there/u,
    );
    const note = await api.annotate(first.id, { comment: "learned sparse retrieval with LLMs" });
    await run("notes.similar", first.id, note.id);
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await assert.rejects(Promise.resolve(run("papers.similarToFile")), /Open a file/u);
    const document = await vscode.workspace.openTextDocument({ content: "Sparse attention for long inputs" });
    await vscode.window.showTextDocument(document);
    await run("papers.similarToFile");
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
  });

  test("a language model finds papers, with snippets and links, and is told what it asked wrongly", async function () {
    if (!vscode.lm.tools.some(({ name }) => name === "marginalia_searchPapers")) return this.skip();
    const ask = async (input: object): Promise<string> => {
      const result = await vscode.lm.invokeTool("marginalia_searchPapers", {
        input,
        toolInvocationToken: undefined,
      });
      return result.content
        .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ""))
        .join("");
    };
    const text = await ask({ query: "sparse retrieval", limit: 3 });
    const { papers } = JSON.parse(text.slice(text.indexOf("{"))) as {
      papers: { id: string; title: string; snippet: string; link: string }[];
    };
    assert.equal(papers.length, 3);
    assert.deepEqual(
      papers.map(({ id }) => id),
      (await found("sparse retrieval")).slice(0, 3),
    );
    for (const { link, snippet, title } of papers) {
      assert.match(link, /:\/\/marginalia\.marginalia\/open\?paper=/u);
      assert.ok(snippet !== "" && title !== "");
    }
    const many = await ask({ query: "a the model", limit: 100_000 });
    assert.ok((many.match(/"link"/gu) ?? []).length <= 50);
    await assert.rejects(ask({ query: " " }), /query/u);
    await assert.rejects(ask({ limit: 3 }), /query/u);
    const cancelled = new vscode.CancellationTokenSource();
    cancelled.cancel();
    await assert.rejects(
      Promise.resolve(
        vscode.lm.invokeTool(
          "marginalia_searchPapers",
          { input: { query: "sparse" }, toolInvocationToken: undefined },
          cancelled.token,
        ),
      ),
    );
  });

  test("a language model reads a paper, finds evidence in it, and lists the notes on it", async function () {
    if (!vscode.lm.tools.some(({ name }) => name === "marginalia_findEvidence")) return this.skip();
    const ask = async <T>(name: string, input: object): Promise<T> => {
      const result = await vscode.lm.invokeTool(`marginalia_${name}`, {
        input,
        toolInvocationToken: undefined,
      });
      const text = result.content
        .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ""))
        .join("");
      return JSON.parse(text.slice(text.indexOf("{"))) as T;
    };
    const read = await ask<{ title: string; abstract: string }>("readPaper", { paper: first.id });
    assert.equal(read.title, first.title);
    const [sentence = ""] = read.abstract.split(". ");
    const { passages } = await ask<{ passages: { paper: string; quote: string; link: string }[] }>(
      "findEvidence",
      { question: sentence },
    );
    const own = passages.find(({ paper }) => paper === first.id);
    assert.ok(own !== undefined && read.abstract.includes(own.quote));
    assert.match(own.link, /:\/\/marginalia\.marginalia\/open\?paper=.*&quote=/u);
    await api.annotate(first.id, { comment: "seen by a model", tags: ["for models"] });
    const { notes } = await ask<{ notes: { comment: string }[] }>("listNotes", { tag: "For Models" });
    assert.deepEqual(
      notes.map(({ comment }) => comment),
      ["seen by a model"],
    );
    await assert.rejects(ask("readPaper", { paper: "no such paper" }), /no paper of the library/u);
    const proposal = { paper: second.id, comment: "Is that so?", agent: "Test Assistant" };
    const invented = await ask<{ proposed: boolean }>("proposeNote", {
      ...proposal,
      quote: "It has never been shown by anyone that this holds",
    });
    assert.equal(invented.proposed, false);
    const [words = ""] = second.abstract.split(/[.:;] /u);
    const made = await ask<{ proposed: boolean; id: string; quote: string }>("proposeNote", {
      ...proposal,
      quote: words,
    });
    assert.equal(made.proposed, true);
    assert.ok(second.abstract.includes(made.quote));
    assert.deepEqual(await api.annotations(second.id), [], "it is not of the user's notes");
    await run("notes.accept", second.id, made.id);
    assert.deepEqual(
      (await api.annotations(second.id)).map(({ id }) => id),
      [made.id],
    );
    await run("notes.undo");
    await run("notes.dismissAll", second.id);
    assert.deepEqual(await api.annotations(second.id), []);
    await assert.rejects(Promise.resolve(run("notes.acceptAll", second.id)), /Nothing is proposed/u);
  });

  test("a citation key is found by words of the paper", async () => {
    const document = await vscode.workspace.openTextDocument({
      language: "markdown",
      content: "As in @sparse retr",
    });
    await vscode.window.showTextDocument(document);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      document.positionAt(document.getText().length),
    );
    const described = list.items
      .toSorted((a, b) => ((a.sortText ?? "") < (b.sortText ?? "") ? -1 : 1))
      .map(({ label }) => (typeof label === "string" ? label : (label.description ?? "")));
    const best = described.slice(0, 3);
    assert.ok(
      best.some((title) => title.includes("Sparse Retrie")),
      best.join("\n"),
    );
  });
});
