import assert from "node:assert/strict";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";

const sparseTitle = "The Sparse Border: Where Attention of LLMs Ends";
const page = `Daily Papers

Jul 30

${sparseTitle}

We study sparse attention at scale, with a cost of $O(n^2)$ for the dense one. It is found at https://arxiv.org/abs/2504.17768v3 in full. Sparse attention lets long sequences be read at lower cost, and we ask what is lost by it. The second part asks why. A third part compares it with everything that came before it, on every benchmark that we could find.

A Lonely Library Paper

Nobody has put this paper into a bibliography yet. We study retrieval from libraries, and how lonely papers are found again by those who read them a long time ago. The second part asks why. A third part compares it with everything that came before it, on every benchmark that we could find.
`;

suite("citations in a draft", () => {
  let api: MarginaliaApi;
  let sparse: Paper;
  let lonely: Paper;
  const folder = (): vscode.Uri => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first, "no folder is open");
    return vscode.Uri.joinPath(first.uri, "draft");
  };
  const open = (name: string): Thenable<vscode.TextDocument> =>
    vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  /** In the middle of the words. */
  const at = (document: vscode.TextDocument, words: string): vscode.Position => {
    const offset = document.getText().indexOf(words);
    assert.notEqual(offset, -1, `${words} does not stand in ${document.uri.path}`);
    return document.positionAt(offset + Math.floor(words.length / 2));
  };
  const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
    vscode.commands.executeCommand<T>(command, ...args);

  suiteSetup(async () => {
    const fixtures = process.env["MARGINALIA_FIXTURES"];
    assert.ok(fixtures);
    cpSync(join(fixtures, "draft"), folder().fsPath, { recursive: true });
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension, "Marginalia is not installed");
    api = await extension.activate();
    await api.importPapers(page);
    const papers = await api.papers();
    const named = (title: string): Paper => {
      const found = papers.find((each) => each.title === title);
      assert.ok(found, `${title} was not imported`);
      return found;
    };
    [sparse, lonely] = [named(sparseTitle), named("A Lonely Library Paper")];
    await run("marginalia.papers.correct", sparse.id, undefined, { arxiv: "2504.17768" });
    await api.annotate(sparse.id, { quote: "long sequences be read at lower cost", comment: "How much?" });
  });

  suiteTeardown(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.workspace.fs.delete(folder(), { recursive: true });
    for (const { id } of [sparse, lonely]) await run("marginalia.papers.remove", id);
  });

  const hoverAt = async (document: vscode.TextDocument, words: string): Promise<string> => {
    const hovers = await run<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at(document, words),
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((each) => (each instanceof vscode.MarkdownString ? each.value : ""))
      .join("\n");
  };

  test("a key is joined to its paper by the entry, and the hover shows the paper, its mathematics and my notes", async () => {
    for (const [name, words] of [
      ["main.tex", "nawrot2025sparse"],
      ["notes.md", "nawrot2025sparse"],
      ["summary.typ", "nawrot2025sparse"],
      ["refs.bib", "nawrot2025sparse"],
    ] as const) {
      const hover = await hoverAt(await open(name), words);
      assert.match(hover, /The Sparse Border/u, name);
      assert.match(hover, /O\(n²\)/u, name);
      assert.match(hover, /How much/u, name);
    }
  });

  test("a key on a later line of a command is recognised", async () => {
    assert.match(
      await hoverAt(await open("chapters/method.tex"), "lewis2020rag"),
      /Retrieval-Augmented Generation/u,
    );
  });

  test("an entry whose paper is not in the library is shown with a way to import it, once, and that imports it", async () => {
    const document = await open("main.tex");
    const hover = await hoverAt(document, "vaswani2017attention");
    assert.match(hover, /Attention Is All You Need/u);
    assert.match(hover, /not in the library/u);
    const link = /\(command:marginalia\.citations\.importEntries\?([^)]*)\)/u.exec(hover)?.[1];
    assert.ok(link, "there is no link to import it");
    await run("marginalia.citations.importEntries", ...(JSON.parse(decodeURIComponent(link)) as unknown[]));
    const imported = (await api.papers()).find(({ title }) => title === "Attention Is All You Need");
    assert.ok(imported);
    assert.deepEqual(imported.authors.slice(0, 2), ["Ashish Vaswani", "Noam Shazeer"]);
    assert.doesNotMatch(await hoverAt(document, "vaswani2017attention"), /not in the library/u);
    await run("marginalia.papers.remove", imported.id);
  });

  test("a bibliography in Latin-1 is read", async () => {
    const content = "[@müller1999]";
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    assert.match(await hoverAt(document, "müller1999"), /Über Größen/u);
  });

  test("the definition of a citation is the paper, its declaration the entry", async () => {
    const document = await open("main.tex");
    const position = at(document, "nawrot2025sparse");
    const [definition, ...more] = await run<vscode.LocationLink[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      position,
    );
    assert.deepEqual(more, []);
    assert.equal(definition?.targetUri.scheme, "marginalia-paper");
    const text = await vscode.workspace.openTextDocument(definition.targetUri);
    assert.match(text.getText(), /^# The Sparse Border/u);
    const [declaration] = await run<vscode.LocationLink[]>(
      "vscode.executeDeclarationProvider",
      document.uri,
      position,
    );
    assert.ok(declaration);
    assert.match(declaration.targetUri.path, /refs\.bib$/u);
    const bib = await open("refs.bib");
    assert.equal(bib.getText(declaration.targetRange), "nawrot2025sparse");
  });

  test("going to the definition opens the paper in the reader", async () => {
    const document = await open("main.tex");
    const editor = await vscode.window.showTextDocument(document);
    const position = at(document, "nawrot2025sparse");
    editor.selection = new vscode.Selection(position, position);
    await run("editor.action.revealDefinition");
    await until("the reader", () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.uri.path.includes(sparse.id);
    });
  });

  test("where the library has no such paper the definition is the entry", async () => {
    const document = await open("chapters/method.tex");
    const [definition] = await run<vscode.LocationLink[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      at(document, "lewis2020rag"),
    );
    assert.match(definition?.targetUri.path ?? "", /refs\.bib$/u);
  });

  const mentions = async (
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<readonly string[]> => {
    const found = await run<vscode.Location[]>("vscode.executeReferenceProvider", document.uri, position);
    return found
      .filter(({ uri }) => uri.path.includes("/draft/"))
      .map(({ uri, range }) => `${uri.path.split("/draft/")[1]}:${range.start.line + 1}`)
      .sort();
  };
  const mentionsOfSparse = [
    "chapters/method.tex:2",
    "experiments.ipynb:1",
    "experiments.ipynb:3",
    "main.tex:12",
    "model.py:1",
    "notes.md:8",
    "refs.bib:10",
    "refs.bib:13",
    "summary.typ:4",
  ];

  test("references are all places of the workspace that mention the paper, by any of its names, in notebooks too", async () => {
    const document = await open("main.tex");
    assert.deepEqual(await mentions(document, at(document, "nawrot2025sparse")), mentionsOfSparse);
  });

  test("the text of a paper has the same references", async () => {
    await run("marginalia.papers.openAsText", sparse.id);
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.path.startsWith(`/${sparse.id}/`));
    assert.ok(document);
    assert.deepEqual(await mentions(document, new vscode.Position(0, 3)), mentionsOfSparse);
  });

  test("references follow what is typed and not saved, and files that are made and deleted", async () => {
    const uri = vscode.Uri.joinPath(folder(), "later.md");
    const made = new vscode.WorkspaceEdit();
    made.createFile(uri, { contents: Buffer.from("See [@lewis2020rag].\n") });
    await vscode.workspace.applyEdit(made);
    const method = await open("chapters/method.tex");
    const position = at(method, "lewis2020rag");
    assert.ok((await mentions(method, position)).includes("later.md:1"));
    const typed = new vscode.WorkspaceEdit();
    typed.insert(uri, new vscode.Position(0, 0), "\n\n");
    await vscode.workspace.applyEdit(typed);
    assert.ok((await mentions(method, position)).includes("later.md:3"));
    await vscode.workspace.saveAll(false);
    const gone = new vscode.WorkspaceEdit();
    gone.deleteFile(uri);
    await vscode.workspace.applyEdit(gone);
    await until(
      "the file to be gone",
      async () => !(await mentions(method, position)).some((each) => each.startsWith("later")),
    );
  });

  test("references follow files that others write", async function () {
    this.timeout(90_000);
    const uri = vscode.Uri.joinPath(folder(), "other.md");
    const method = await open("chapters/method.tex");
    const position = at(method, "lewis2020rag");
    await mentions(method, position);
    writeFileSync(uri.fsPath, "See [@lewis2020rag].\n");
    await until("the new file", async () => (await mentions(method, position)).includes("other.md:1"));
    rmSync(uri.fsPath);
    await until("it to be gone", async () => !(await mentions(method, position)).includes("other.md:1"));
  });

  const complete = async (language: string, content: string): Promise<vscode.CompletionList> => {
    const document = await vscode.workspace.openTextDocument({ language, content: content.replace("|", "") });
    const position = document.positionAt(content.indexOf("|"));
    return run<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      position,
      undefined,
      5,
    );
  };
  const labels = ({ items }: vscode.CompletionList): readonly string[] =>
    items
      .filter(({ kind }) => kind === vscode.CompletionItemKind.Reference)
      .map(({ label }) => (typeof label === "string" ? label : label.label));

  for (const [language, content] of [
    ["latex", String.raw`Text \parencite[p.~2]{other, sparse bord|}`],
    ["markdown", "Text [see @sparse bord|]"],
    ["markdown", "Text @sparse bord|"],
    ["markdown", "Text @nawr|"],
    ["latex", "\\cite{one,\n  nawr|"],
  ] as const)
    test(`in ${language} ${JSON.stringify(content)} is completed with the key`, async () => {
      const list = await complete(language, content);
      assert.equal(labels(list)[0], "nawrot2025sparse");
      assert.equal(list.isIncomplete, true);
      const [item] = list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference);
      assert.equal(item?.insertText, "nawrot2025sparse");
    });

  test("[[ is completed with titles and closed, arXiv: with ids, and prose with nothing", async () => {
    const titles = await complete("markdown", "See [[lonely libr|");
    assert.equal(labels(titles)[0], lonely.title);
    assert.equal(
      titles.items.find(({ kind }) => kind === vscode.CompletionItemKind.Reference)?.insertText,
      `${lonely.title}]]`,
    );
    assert.ok(labels(await complete("plaintext", "see arXiv:2504|")).includes("2504.17768"));
    assert.deepEqual(labels(await complete("markdown", "mail me@sparse|")), []);
    assert.deepEqual(labels(await complete("python", "@sparse|")), []);
  });

  test("a paper that no bibliography has is completed with its key, and its entry is offered", async () => {
    const { items } = await complete("latex", String.raw`\cite{lonely|}`);
    const item = items.find(({ command }) => command?.command === "marginalia.citations.offerEntry");
    assert.ok(item);
    assert.equal(item.insertText, "lonelylibrary");
    assert.deepEqual(item.command?.arguments?.[0], lonely.id);
  });

  const problems = async (
    name: string,
    isThere: (found: readonly vscode.Diagnostic[]) => boolean,
  ): Promise<readonly vscode.Diagnostic[]> => {
    const document = await open(name);
    await vscode.window.showTextDocument(document);
    return until(`the diagnostics of ${name}`, () => {
      const found = vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ source }) => source === "Marginalia");
      return isThere(found) ? found : undefined;
    });
  };
  const told = (found: readonly vscode.Diagnostic[]): readonly string[] =>
    found.map(({ range, code }) => `${range.start.line + 1}: ${typeof code === "string" ? code : ""}`).sort();

  test("unknown keys are told in LaTeX and Markdown, and nothing that only looks like one", async () => {
    const tex = await problems("main.tex", (found) => found.length > 0);
    assert.deepEqual(told(tex), ["14: unknown-key"]);
    assert.match(tex[0]?.message ?? "", /Did you mean “vaswani2017attention”/u);
    assert.deepEqual(told(await problems("notes.md", (found) => found.length > 0)), ["15: unknown-key"]);
    assert.deepEqual(told(await problems("model.py", (found) => found.length > 0)), ["1: newer-version"]);
    assert.deepEqual(told(await problems("chapters/method.tex", (found) => found.length > 0)), [
      "4: unknown-key",
    ]);
  });

  test("a broken entry is told at its line, doubled ones at theirs, and the others are read", async () => {
    const found = await problems("refs.bib", (each) => each.length > 0);
    assert.deepEqual(told(found), ["17: broken-entry", "30: same-paper"]);
  });

  const fixesAt = async (
    document: vscode.TextDocument,
    words: string,
  ): Promise<readonly vscode.CodeAction[]> => {
    const position = at(document, words);
    return run<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(position, position),
      vscode.CodeActionKind.QuickFix.value,
    );
  };

  test("a slip is mended by a quick fix", async () => {
    const document = await open("main.tex");
    await problems("main.tex", (found) => found.length > 0);
    const fix = (await fixesAt(document, "vaswani2017atention")).find(({ title }) =>
      title.startsWith("Change to"),
    );
    assert.equal(fix?.title, "Change to “vaswani2017attention”");
    assert.ok(fix.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.doesNotMatch(document.getText(), /atention/u);
    await document.save();
    await problems("main.tex", (found) => found.length === 0);
  });

  test("a key that only the library knows gets its entry into the bibliography that the document names", async () => {
    const method = await open("chapters/method.tex");
    const edit = new vscode.WorkspaceEdit();
    const position = at(method, "lonely2024library");
    const range = method.getWordRangeAtPosition(position, /\w+/u);
    assert.ok(range);
    edit.replace(method.uri, range, "lonelylibrary");
    await vscode.workspace.applyEdit(edit);
    await problems("chapters/method.tex", (found) => found.some(({ code }) => code === "missing-entry"));
    const fix = (await fixesAt(method, "lonelylibrary")).find(({ title }) =>
      title.startsWith("Add its entry"),
    );
    assert.ok(fix?.edit, "no fix is offered");
    await vscode.workspace.applyEdit(fix.edit);
    const bib = await open("refs.bib");
    assert.match(bib.getText(), /\n\n@misc\{lonelylibrary,\n {2}title = \{A Lonely Library Paper\},\n/u);
    assert.match(bib.getText(), /^% What the draft cites/u);
    await problems("chapters/method.tex", (found) => found.length === 0);
    await vscode.workspace.saveAll(false);
  });

  test("renaming a key renames it in the bibliography and in every file, notebooks too, and in nothing else", async () => {
    const document = await open("main.tex");
    const position = at(document, "nawrot2025sparse");
    const edit = await run<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      position,
      "sparse:2025",
    );
    const files = edit.entries().map(([uri, edits]) => `${uri.path.split("/draft/")[1]} ${edits.length}`);
    assert.deepEqual([...files].sort(), [
      "chapters/method.tex 1",
      "experiments.ipynb 1",
      "main.tex 1",
      "notes.md 1",
      "refs.bib 1",
      "summary.typ 1",
    ]);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match((await open("refs.bib")).getText(), /@article\{sparse:2025,/u);
    assert.match((await open("notes.md")).getText(), /\[@sparse:2025, sec\. 3\]/u);
    assert.match((await open("summary.typ")).getText(), /@sparse:2025\[p\. 4\]/u);
    await until("the new key to be known", async () =>
      (await hoverAt(document, "sparse:2025")).includes("The Sparse Border"),
    );
  });

  test("a key cannot be renamed to another's, to one that cannot be cited, or where it stands in no bibliography", async () => {
    const document = await open("main.tex");
    const rename = (words: string, name: string): Promise<unknown> =>
      Promise.resolve(run("vscode.executeDocumentRenameProvider", document.uri, at(document, words), name));
    await assert.rejects(rename("vaswani2017attention", "lewis2020rag"), /key of another entry/u);
    await assert.rejects(rename("vaswani2017attention", "two words"), /cannot be a key/u);
    await assert.rejects(rename("Introduction", "x"), /Only citation keys/u);
  });

  test("an entry is renamed in a Latin-1 file without harm to its other letters", async () => {
    const citing = vscode.Uri.joinPath(folder(), "older.md");
    await vscode.workspace.fs.writeFile(citing, Buffer.from("See [@müller1999].\n"));
    const document = await vscode.workspace.openTextDocument(citing);
    const edit = await run<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      at(document, "müller1999"),
      "mueller1999",
    );
    const files = edit.entries().flatMap(([{ path }]) => path.split("/draft/")[1] ?? []);
    assert.deepEqual(new Set(files), new Set(["older.bib", "older.md"]));
    assert.ok(await vscode.workspace.applyEdit(edit));
    const bib = await open("older.bib");
    assert.ok(await bib.save(), "it was not saved");
    const bytes = await vscode.workspace.fs.readFile(bib.uri);
    const text = Buffer.from(bytes).toString("latin1");
    assert.match(text, /@book\{mueller1999,/u);
    assert.match(text, /Über Größen/u);
  });

  test("a version that is not the newest is told, and changed by a quick fix", async () => {
    const document = await open("model.py");
    await problems("model.py", (found) => found.length > 0);
    const fix = (await fixesAt(document, "2504.17768v1")).find(({ title }) => title === "Change to v3");
    assert.ok(fix?.edit, "no fix is offered");
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /arXiv:2504\.17768v3, section 3/u);
    await document.save();
    await problems("model.py", (found) => found.length === 0);
  });

  test("where a cited preprint was published is hinted at its entry, and taken over by a quick fix", async () => {
    await run("marginalia.papers.correct", sparse.id, undefined, { doi: "10.1234/icml.2025.7" });
    const hinted = (found: readonly vscode.Diagnostic[]): boolean =>
      found.some(({ code }) => code === "published-version");
    const found = await problems("refs.bib", hinted);
    const hint = found.find(({ code }) => code === "published-version");
    assert.equal(hint?.message, "This preprint was published.");
    assert.equal(hint.severity, vscode.DiagnosticSeverity.Hint);
    const document = await open("refs.bib");
    const fix = (await fixesAt(document, "sparse:2025")).find(({ title }) => title.startsWith("Take over"));
    assert.ok(fix?.edit, "no fix is offered");
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /@article\{sparse:2025,[^@]+doi\s*= \{10\.1234\/icml\.2025\.7\}/u);
    await document.save();
    await problems("refs.bib", (each) => !hinted(each));
  });

  test("entries that nothing cites are hinted where the setting asks for it, and only there", async () => {
    const settings = vscode.workspace.getConfiguration("marginalia.citations");
    const unused = (found: readonly vscode.Diagnostic[]): readonly string[] =>
      found.flatMap(({ code, message }) => (code === "never-cited" ? [message] : []));
    const before = await problems("refs.bib", (found) => found.length > 0);
    assert.deepEqual(unused(before), []);
    await settings.update("neverCited", true, vscode.ConfigurationTarget.Workspace);
    try {
      const found = unused(await problems("refs.bib", (each) => unused(each).length > 0));
      assert.ok(
        found.some((message) => message.includes("vaswani2017again")),
        found.join("\n"),
      );
      assert.ok(!found.some((message) => message.includes("vaswani2017attention")), found.join("\n"));
    } finally {
      await settings.update("neverCited", undefined, vscode.ConfigurationTarget.Workspace);
    }
    await problems("refs.bib", (each) => unused(each).length === 0);
  });
});

async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain for ${what}`);
}
