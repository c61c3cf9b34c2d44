/** The door for other extensions and agents, and commands called with arguments, inside a real extension host. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi, SearchAnswer } from "../../../src/api.ts";

const mistral = "Mistral-SPLADE: LLMs for better Learned Sparse Retrieval";

suite("the public API", () => {
  let api: MarginaliaApi;
  let page: vscode.Uri;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension, "Marginalia is not installed");
    api = await extension.activate();
    page = vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt");
    await api.importPapers(page);
  });

  const idOf = async (title: string): Promise<string> => {
    const paper = (await api.papers()).find((each) => each.title === title);
    assert.ok(paper, `"${title}" is in the library`);
    return paper.id;
  };

  test("is frozen and says its version", () => {
    assert.equal(api.version, 1);
    assert.ok(Object.isFrozen(api));
  });

  test("imports a file and a text, and importing again adds nothing", async () => {
    const again = await api.importPapers(page);
    assert.deepEqual([again.added.length, again.updated.length, again.problems.length], [0, 0, 0]);
    const text = await vscode.workspace.fs.readFile(page);
    const fromText = await api.importPapers(new TextDecoder().decode(text));
    assert.equal(fromText.added.length, 0);
  });

  test("names what is not a page of papers, and where", async () => {
    const { added, problems } = await api.importPapers("Dear all,\n\nlunch is at noon.\n");
    assert.equal(added.length, 0);
    assert.match(problems[0]?.why ?? "", /not a Daily Papers page/u);
  });

  test("searches best first, and the search command answers the same when it is called with a query", async () => {
    const found = await api.search("sparse retrieval", { limit: 5 });
    assert.equal(found.length, 5);
    assert.equal(found[0]?.paper.title, mistral);
    const scores = found.map(({ score }) => score);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
    const answers = await vscode.commands.executeCommand<SearchAnswer[]>(
      "marginalia.papers.search",
      "sparse retrieval",
    );
    assert.deepEqual(
      answers.slice(0, 5).map(({ paper }) => paper.id),
      found.map(({ paper }) => paper.id),
    );
  });

  test("an agent's note says that it is an agent's and stands in a log of the agent's own", async () => {
    const id = await idOf(mistral);
    const note = await api.annotate(id, { comment: "Worth a second look", agent: "Reviewer" });
    assert.deepEqual(note.creator, { type: "Software", name: "Reviewer" });
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const logs = vscode.Uri.joinPath(folder.uri, ".marginalia/annotations", id);
    const names = (await vscode.workspace.fs.readDirectory(logs)).map(([name]) => name);
    assert.ok(names.some((name) => /^agent-reviewer-[0-9a-f]{8}\.jsonl$/u.test(name)));
    await assert.rejects(api.annotate(id, { comment: "x", agent: " " }), /named by a text/u);
  });

  test("annotates a quote as a W3C annotation that is on disk when it answers", async () => {
    const id = await idOf(mistral);
    const note = await api.annotate(id, {
      quote: "overlapping keyword expansions",
      comment: "Key idea",
      color: "blue",
      tags: ["todo"],
    });
    assert.match(note.id, /^urn:uuid:/u);
    assert.equal(note.type, "Annotation");
    const listed = await api.annotations(id);
    assert.ok(listed.some((each) => each.id === note.id));
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const logs = vscode.Uri.joinPath(folder.uri, ".marginalia/annotations", id);
    const files = await vscode.workspace.fs.readDirectory(logs);
    const text = files.map(([name]) => readFileSync(join(logs.fsPath, name), "utf8")).join("");
    assert.ok(text.includes(note.id));
  });

  test("refuses a quote that is not there, a paper that is unknown, a colour that is none", async () => {
    const id = await idOf(mistral);
    await assert.rejects(api.annotate(id, { quote: "not in this abstract" }), /not in the abstract/u);
    await assert.rejects(api.annotations("arxiv:0000.00000"), /not in the library/u);
    await assert.rejects(api.annotate(id, { color: "red" as "blue" }), /colour is one of/u);
  });

  test("opens a paper at a quote, in a tab that bears its title", async () => {
    await api.open(await idOf(mistral), { quote: "overlapping keyword expansions" });
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputCustom);
    assert.equal(tab.input.viewType, "marginalia.paper");
    assert.equal(tab.input.uri.scheme, "marginalia-paper");
  });

  test("commands called with a paper ask nothing: reading state, tags, copies, removal and its undo", async () => {
    const id = await idOf(mistral);
    const paper = async () => (await api.papers()).find((each) => each.id === id);
    await vscode.commands.executeCommand("marginalia.papers.markRead", id);
    assert.equal((await paper())?.reading, "read");
    await vscode.commands.executeCommand("marginalia.papers.editTags", id, undefined, [
      "sparse",
      " sparse ",
      "lsr",
    ]);
    assert.deepEqual((await paper())?.tags, ["sparse", "lsr"]);
    await vscode.commands.executeCommand("marginalia.papers.copyTitle", id);
    assert.equal(await vscode.env.clipboard.readText(), mistral);
    await vscode.commands.executeCommand("marginalia.papers.copyBibtex", id);
    assert.match(await vscode.env.clipboard.readText(), /^@misc\{/u);
    await vscode.commands.executeCommand("marginalia.papers.remove", id);
    assert.equal(await paper(), undefined);
    await assert.rejects(api.annotations(id));
    await api.importPapers(page);
    assert.ok(await paper(), "it comes back with an import");
    assert.ok((await api.annotations(id)).length > 0, "with its notes, which had stayed");
  });

  test("no command of ours has taken a key that VS Code uses by default", async () => {
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.parse("vscode://defaultsettings/keybindings.json"),
    );
    const manifest = vscode.extensions.getExtension("marginalia.marginalia")?.packageJSON as {
      contributes: { keybindings: { key: string; mac: string; command: string }[] };
    };
    const lines = document.getText().split("\n");
    assert.ok(lines.length > 300, "VS Code lists its keys");
    for (const { key, command } of manifest.contributes.keybindings) {
      const order = (keys: string): string => keys.split("+").sort().join("+");
      const taken = lines.filter((line) => {
        const bound = /"key":\s*"([^"]+)"/u.exec(line)?.[1];
        return bound !== undefined && order(bound) === order(key) && !line.includes(command);
      });
      assert.deepEqual(taken, [], `${key} is free`);
    }
  });
});
