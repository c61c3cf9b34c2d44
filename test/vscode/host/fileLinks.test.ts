/** Links between lines of files and passages, and quotes put into texts, in a real VS Code. */
import assert from "node:assert/strict";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Annotation } from "../../../src/domain/annotation.ts";
import type { Paper } from "../../../src/domain/paper.ts";

const title = "Links From Programs to Papers";
const abstract =
  "We compute scores of queries and keys at some length. The scores are divided by the root of their size. A third sentence is here so that this is an abstract, and a fourth one follows it.";
const page = `Daily Papers\n\nJul 30\n\n${title}\n\n${abstract}\n\nAnother Paper Beside It\n\n${abstract} Really.\n`;
const program = `import math


def attention(q, k, v):
    scores = q @ k.T / math.sqrt(k.shape[-1])
    weights = softmax(scores)
    return weights @ v
`;

suite("links between files and papers", () => {
  let paper: Paper;
  let api: MarginaliaApi;
  let folder: vscode.Uri;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension, "Marginalia is not installed");
    api = await extension.activate();
    await api.importPapers(page);
    const found = (await api.papers()).find((each) => each.title === title);
    assert.ok(found, "the paper was not imported");
    paper = found;
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, "no folder is open");
    folder = vscode.Uri.joinPath(root.uri, "linked");
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  const write = async (name: string, text = program): Promise<vscode.Uri> => {
    const uri = vscode.Uri.joinPath(folder, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  };
  const select = async (uri: vscode.Uri, words: string): Promise<vscode.TextEditor> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const start = document.getText().indexOf(words);
    assert.notEqual(start, -1, words);
    const selection = new vscode.Range(document.positionAt(start), document.positionAt(start + words.length));
    return vscode.window.showTextDocument(document, { selection, preview: false });
  };
  const link = async (uri: vscode.Uri, words: string, more: object = {}): Promise<string> => {
    await select(uri, words);
    const id = await vscode.commands.executeCommand<string>("marginalia.links.toPassage", {
      paper: paper.id,
      quote: "We compute scores of queries and keys",
      comment: "implements the scores",
      ...more,
    });
    assert.equal(typeof id, "string");
    return id;
  };
  const stored = async (id: string): Promise<Annotation | undefined> =>
    (await api.annotations(paper.id)).find((each) => each.id === id);
  const sourceOf = async (id: string): Promise<string> => JSON.stringify((await stored(id))?.body);
  const hoverAt = async (uri: vscode.Uri, line: number): Promise<string> => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      uri,
      new vscode.Position(line, 6),
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((each) => (each instanceof vscode.MarkdownString ? each.value : ""))
      .filter((text) => text.includes("Linked to"))
      .join("\n");
  };
  /** The line whose hover tells of links. */
  const linkedLine = async (uri: vscode.Uri): Promise<string | undefined> => {
    const document = await vscode.workspace.openTextDocument(uri);
    for (let line = 0; line < document.lineCount; line++)
      if ((await hoverAt(uri, line)) !== "") return document.lineAt(line).text.trim();
    return undefined;
  };
  const edit = async (uri: vscode.Uri, words: string, by: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(uri);
    const start = document.getText().indexOf(words);
    assert.notEqual(start, -1, words);
    const change = new vscode.WorkspaceEdit();
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + words.length));
    change.replace(uri, range, by);
    assert.ok(await vscode.workspace.applyEdit(change));
    return document;
  };

  test("selected lines are linked to a passage, and say so in a hover whose links are ours", async () => {
    const uri = await write("made.py");
    const id = await link(uri, "scores = q @ k.T / math.sqrt(k.shape[-1])");
    const annotation = await stored(id);
    assert.equal(annotation?.motivation, "linking");
    assert.match(JSON.stringify(annotation?.target), /We compute scores of queries and keys/u);
    assert.match(JSON.stringify(annotation?.body), /marginalia-file:\/linked\/made\.py/u);
    assert.equal(await linkedLine(uri), "scores = q @ k.T / math.sqrt(k.shape[-1])");
    const hover = await hoverAt(uri, 4);
    assert.match(hover, /Links From Programs to Papers/u);
    assert.match(hover, /implements the scores/u);
    const commands = [...hover.matchAll(/(?<!\\)\]\(([a-z]+:[\w.]+)/gu)].map(([, target]) => target);
    assert.deepEqual(commands, [
      "command:marginalia.notes.open",
      "command:marginalia.links.edit",
      "command:marginalia.notes.copyLink",
      "command:marginalia.notes.remove",
    ]);
  });

  test("a link to a note that is there already is an answer to it", async () => {
    const note = await api.annotate(paper.id, { quote: "divided by the root", comment: "Why?" });
    const uri = await write("answer.py");
    const id = await link(uri, "weights = softmax(scores)", { note: note.id, quote: undefined });
    assert.equal((await stored(id))?.target, note.id);
    assert.match(await hoverAt(uri, 5), /divided by the root/u);
  });

  test("a link stays at its line while lines above come and go, and its own words are rewritten", async () => {
    const uri = await write("edited.py");
    const id = await link(uri, "return weights @ v");
    await edit(uri, "import math\n", "import math\nimport os\nimport sys\n");
    assert.equal(await linkedLine(uri), "return weights @ v");
    await edit(uri, "return weights", "result = dot(weights");
    const document = await edit(uri, " @ v", ", v)");
    assert.equal(await linkedLine(uri), "result = dot(weights, v)");
    await document.save();
    await until("the new words to be stored", async () =>
      (await sourceOf(id)).includes("result = dot(weights, v)"),
    );
  });

  test("a link is found again in a file that was changed on disk", async () => {
    const uri = await write("reloaded.py");
    await link(uri, "weights = softmax(scores)");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await write("reloaded.py", `# one\n# two\n\n${program.replace("softmax(scores)", "softmax( scores )")}`);
    await vscode.commands.executeCommand("vscode.open", uri);
    await until("the line", async () => (await linkedLine(uri)) === "weights = softmax( scores )");
  });

  test("a file that is renamed takes its links along", async () => {
    const uri = await write("before.py");
    const id = await link(uri, "weights = softmax(scores)");
    const after = vscode.Uri.joinPath(folder, "deeper", "after.py");
    const change = new vscode.WorkspaceEdit();
    change.renameFile(uri, after);
    assert.ok(await vscode.workspace.applyEdit(change));
    await until("the new name to be stored", async () =>
      (await sourceOf(id)).includes("marginalia-file:/linked/deeper/after.py"),
    );
    assert.equal(await linkedLine(after), "weights = softmax(scores)");
  });

  test("a file that was moved behind VS Code's back is found by its name and its words", async () => {
    const uri = await write("moved.py");
    const id = await link(uri, "weights = softmax(scores)");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await write("elsewhere/moved.py", `# moved\n${program}`);
    await vscode.workspace.fs.delete(uri);
    await vscode.commands.executeCommand("marginalia.links.open", paper.id, id);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.match(editor.document.uri.path, /elsewhere\/moved\.py$/u);
    assert.equal(editor.document.getText(editor.selection), "weights = softmax(scores)");
    await until(
      "the mark",
      async () => (await linkedLine(editor.document.uri)) === "weights = softmax(scores)",
    );
  });

  test("a link whose lines are gone says so when it is opened, and can be re-attached", async () => {
    const uri = await write("lost.py");
    const id = await link(uri, "return weights @ v");
    await edit(uri, "    return weights @ v\n", "");
    assert.equal(await linkedLine(uri), undefined);
    await assert.rejects(
      async () => vscode.commands.executeCommand("marginalia.links.open", paper.id, id),
      /Its lines are not found in linked\/lost\.py.*Re-attach/u,
    );
    await select(uri, "weights = softmax(scores)");
    await vscode.commands.executeCommand("marginalia.links.reattach", paper.id, id);
    assert.equal(await linkedLine(uri), "weights = softmax(scores)");
    await vscode.commands.executeCommand("marginalia.notes.undo");
    assert.equal(await linkedLine(uri), undefined);
  });

  test("a link whose lines have changed meanwhile says so, until its place is confirmed", async () => {
    const uri = await write("changed.py");
    const id = await link(uri, "scores = q @ k.T / math.sqrt(k.shape[-1])");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await write(
      "changed.py",
      program.replace("q @ k.T / math.sqrt(k.shape[-1])", "(q @ k.T) / sqrt(k.shape[-2])"),
    );
    await vscode.commands.executeCommand("marginalia.links.open", paper.id, id);
    await until("the doubt", async () =>
      (await hoverAt(uri, 4)).includes("have changed since they were linked"),
    );
    assert.match(await hoverAt(uri, 4), /\[It Belongs Here\]/u);
    assert.match(await sourceOf(id), /math\.sqrt\(k\.shape\[-1\]\)/u, "a weak match rewrote what was stored");
    await vscode.commands.executeCommand("marginalia.links.confirm", paper.id, id);
    assert.doesNotMatch(await hoverAt(uri, 4), /have changed|It Belongs Here/u);
    assert.match(await sourceOf(id), /sqrt\(k\.shape\[-2\]\)/u);
  });

  test("a link can be copied as an address that opens its passage, and its comment edited", async () => {
    const uri = await write("copied.py");
    const id = await link(uri, "import math");
    const address = await vscode.commands.executeCommand<string>("marginalia.notes.copyLink", paper.id, id);
    const query = `paper=${paper.id}&annotation=${id.replace("urn:uuid:", "")}`;
    assert.ok(address.endsWith(`://marginalia.marginalia/open?${query}`), address);
    await vscode.commands.executeCommand("marginalia.links.edit", paper.id, id, 0, "other words");
    assert.match(await hoverAt(uri, 0), /other words/u);
    assert.match(await sourceOf(id), /marginalia-file:\/linked\/copied\.py/u);
  });

  test("a link that is removed is gone from its line, and comes back with an undo", async () => {
    const uri = await write("removed.py");
    const id = await link(uri, "import math");
    assert.equal(await linkedLine(uri), "import math");
    void vscode.commands.executeCommand("marginalia.notes.remove", paper.id, id);
    await until("the removal", async () => (await linkedLine(uri)) === undefined);
    await vscode.commands.executeCommand("marginalia.notes.undo");
    assert.equal(await linkedLine(uri), "import math");
  });

  test("the whole paper is linked from its reader to the selection in the editor", async () => {
    const uri = await write("reader.py");
    const before = new Set((await api.annotations(paper.id)).map(({ id }) => id));
    await select(uri, "weights = softmax(scores)");
    await api.open(paper.id);
    await until("the reader", () => {
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      return (
        activeTab?.input instanceof vscode.TabInputCustom && activeTab.input.viewType === "marginalia.paper"
      );
    });
    const isLinked = async (): Promise<boolean> =>
      (await api.annotations(paper.id)).some(
        ({ id, body }) => !before.has(id) && JSON.stringify(body).includes("linked/reader.py"),
      );
    await until("the link", async () => {
      if (await isLinked()) return true;
      // The page takes a while to come to life; until then it hears nothing.
      await vscode.commands.executeCommand("marginalia.reader.linkToCode");
      for (let step = 0; step < 10 && !(await isLinked()); step++) {
        await pause();
        await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      }
      return isLinked();
    });
    assert.equal(await linkedLine(uri), "weights = softmax(scores)");
  });

  test("lens above linked lines are shown to those who want them", async () => {
    const uri = await write("lens.py");
    await link(uri, "import math");
    const configuration = vscode.workspace.getConfiguration("marginalia");
    const lenses = async (): Promise<readonly string[]> => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        uri,
        100,
      );
      return all.flatMap(({ command }) => command?.title ?? []);
    };
    assert.deepEqual(await lenses(), []);
    await configuration.update("links.codeLens", true, vscode.ConfigurationTarget.Global);
    try {
      await until("a lens", async () =>
        (await lenses()).some((each) => each.includes("implements the scores")),
      );
    } finally {
      await configuration.update("links.codeLens", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test("what cannot be linked is refused with the reason", async () => {
    const untitled = await vscode.workspace.openTextDocument({ language: "python", content: program });
    await vscode.window.showTextDocument(untitled);
    const attempt = async (): Promise<unknown> =>
      vscode.commands.executeCommand("marginalia.links.toPassage", { paper: paper.id });
    await assert.rejects(attempt, /Save this file first/u);
    const outside = vscode.Uri.joinPath(folder, "..", "..", "outside.py");
    await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode(program));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(outside));
    await assert.rejects(attempt, /“outside\.py” is not in the workspace/u);
    await vscode.workspace.fs.delete(outside);
    const empty = await write("empty.py", "\n\n");
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(empty));
    await assert.rejects(attempt, /no words to link to/u);
  });

  for (const [name, text, expected] of [
    [
      "quote.md",
      "# Notes\n\n\n",
      /^> divided by the root\n>\n> — \[Links From Programs to Papers\]\(.*annotation=.*\) \[@/mu,
    ],
    [
      "quote.tex",
      "\\section{One}\n\n\n",
      /^\\begin\{quote\}\n {2}divided by the root \\cite\{\w+\}\n\\end\{quote\}\n% /mu,
    ],
    [
      "quote.py",
      "x = 1\n\n\n",
      /^# “divided by the root” \[@\w+\]\n# \S+:\/\/marginalia\.marginalia\/open\?/mu,
    ],
    [
      "quote.typ",
      "= One\n\n\n",
      /^#quote\(block: true, attribution: \[@\w+\]\)\[divided by the root\]\n\/\/ /mu,
    ],
  ] as const)
    test(`a note is quoted at the cursor of ${name}, as one step to undo`, async () => {
      const note = await api.annotate(paper.id, { quote: "divided by the root" });
      const uri = await write(name, text);
      const document = await vscode.workspace.openTextDocument(uri);
      const at = new vscode.Position(2, 0);
      await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at), preview: false });
      await until("the editor", () => vscode.window.activeTextEditor?.document === document);
      await vscode.commands.executeCommand("marginalia.notes.insertQuote", paper.id, note.id);
      assert.match(document.getText(), expected);
      await vscode.commands.executeCommand("undo");
      await until("the undo", () => document.getText() === text);
    });
});

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

async function until(what: string, look: () => boolean | undefined | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await look()) === true) return;
    await pause();
  }
  throw new Error(`Waited in vain for ${what}`);
}
