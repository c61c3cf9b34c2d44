import assert from "node:assert/strict";
import { suite, suiteSetup, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";

const abstractOf = (words: string): string =>
  `${words} is studied here at some length. We measure what it costs, e.g. in time, and what it brings. The second part asks why. A third part compares it with everything that came before it, on every benchmark that we could find.`;
const titles = ["Inline Notes in Text Editors", "Evil [x](command:workbench.action.quit) <img src=x>"];
const page = `Daily Papers\n\nJul 30\n\n${titles.map((title) => `${title}\n\n${abstractOf(`What “${title}” says`)}\n`).join("\n")}`;

suite("notes inline", () => {
  let api: MarginaliaApi;
  let paper: Paper;
  let evil: Paper;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension, "Marginalia is not installed");
    api = await extension.activate();
    await api.importPapers(page);
    const papers = await api.papers();
    const named = (title: string | undefined): Paper => {
      const found = papers.find((each) => each.title === title);
      assert.ok(found, `${title} was not imported`);
      return found;
    };
    [paper, evil] = [named(titles[0]), named(titles[1])];
    await api.annotate(paper.id, { quote: "We measure what it costs", comment: "How, though?" });
    await api.annotate(evil.id, { comment: "[y](command:workbench.action.quit) <b>z</b>" });
  });

  const textOf = async (id: string): Promise<vscode.TextDocument> => {
    await vscode.commands.executeCommand("marginalia.papers.openAsText", id);
    return until("the paper's text", () => {
      const editor = vscode.window.visibleTextEditors.find(({ document }) =>
        document.uri.path.startsWith(`/${id}/`),
      );
      return editor?.document;
    });
  };

  test("a paper opens as Markdown, a sentence of its abstract a line", async () => {
    const document = await textOf(paper.id);
    assert.equal(document.uri.scheme, "marginalia-paper");
    assert.equal(document.languageId, "markdown");
    const lines = document.getText().split("\n");
    assert.equal(lines[0], "# Inline Notes in Text Editors");
    assert.ok(lines.includes("We measure what it costs, e.g. in time, and what it brings."));
    assert.ok(lines.includes("The second part asks why."));
  });

  test("its text follows the paper", async () => {
    const document = await textOf(paper.id);
    for (const [command, words] of [
      ["marginalia.papers.markRead", "- Reading: read\n"],
      ["marginalia.papers.markUnread", "- Reading: unread\n"],
    ] as const) {
      await vscode.commands.executeCommand(command, paper.id);
      await until(words, () => document.getText().includes(words));
    }
  });

  test("a paper that is not in the library has a text that says so", async () => {
    const uri = vscode.Uri.from({ scheme: "marginalia-paper", path: "/arxiv-0000.00000/Nothing.md" });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /not in the library/u);
  });

  test("words that carry a note show it in a hover, others show nothing", async () => {
    const document = await textOf(paper.id);
    const noted = document.positionAt(document.getText().indexOf("measure what it costs"));
    assert.match(await hoverAt(document, noted), /“We measure what it costs”.*\n? *How, though\\?\?/u);
    const other = document.positionAt(document.getText().indexOf("second part"));
    assert.equal(await hoverAt(document, other), "");
  });

  for (const [language, line, word] of [
    ["markdown", "See [@inlinenotes] and others.", "inlinenotes"],
    ["latex", String.raw`Text \citep[see][]{inlinenotes,other}.`, "inlinenotes"],
    ["python", "x = 1  # [[Inline notes in text editors]]", "text editors"],
    ["plaintext", "(@inlinenotes)", "inlinenotes"],
    ["bibtex", "@misc{inlinenotes,", "inlinenotes"],
  ] as const) {
    test(`a mention in ${language} shows paper and notes in a hover, and is a link that opens the paper`, async () => {
      const document = await vscode.workspace.openTextDocument({ language, content: `nothing\n${line}\n` });
      const hover = await hoverAt(document, new vscode.Position(1, line.indexOf(word) + 1));
      assert.match(hover, /\*\*Inline Notes in Text Editors\*\*/u);
      assert.match(hover, /How, though/u);
      const [link, ...more] = await linksIn(document);
      assert.deepEqual(more, []);
      assert.equal(link?.target?.path, "marginalia.papers.open");
      assert.deepEqual(JSON.parse(decodeURIComponent(link?.target?.query ?? "")), [paper.id]);
      assert.equal(link?.range.start.line, 1);
    });
  }

  test("a hover on a hostile paper links our commands only, and may run no others", async () => {
    const content = `[[${evil.title}]]`;
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    const [contents] = await hoverContents(document, new vscode.Position(0, 3));
    assert.ok(contents instanceof vscode.MarkdownString, "there is no hover");
    const links = [...contents.value.matchAll(/(?<!\\)\]\(([a-z]+:[\w.]+)/gu)].map(([, target]) => target);
    assert.deepEqual(links, [
      "command:marginalia.notes.open",
      "command:marginalia.papers.open",
      "command:marginalia.papers.openToSide",
      "command:marginalia.notes.addHere",
      "command:marginalia.papers.markReading",
    ]);
    assert.doesNotMatch(contents.value, /(?<!\\)[<>]/u);
    assert.notEqual(contents.supportHtml, true);
  });

  test("a document that mentions no paper has neither hovers nor links of ours", async () => {
    const content = "mail@inlinenotes, inlinenotes, [[Inline Notes]] and arXiv:2407.12345\n";
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    assert.equal(await hoverAt(document, new vscode.Position(0, 8)), "");
    assert.deepEqual(await linksIn(document), []);
  });

  test("a note cannot be added where no paper is mentioned, and the reason is told", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: "Nothing.\n" });
    await vscode.window.showTextDocument(document);
    await assert.rejects(
      async () => vscode.commands.executeCommand("marginalia.notes.addHere"),
      /mentions no paper of the library/u,
    );
  });
});

async function hoverContents(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly (vscode.MarkdownString | vscode.MarkedString)[]> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers.flatMap(({ contents }) => contents);
}

async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const contents = await hoverContents(document, position);
  return contents.map((each) => (each instanceof vscode.MarkdownString ? each.value : "")).join("\n");
}

async function linksIn({ uri }: vscode.TextDocument): Promise<readonly vscode.DocumentLink[]> {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    "vscode.executeLinkProvider",
    uri,
  );
  return links.filter(({ target }) => target?.scheme === "command");
}

async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited in vain for ${what}`);
}
