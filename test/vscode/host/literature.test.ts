import assert from "node:assert/strict";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";

const title = "Notes on Notes, a Literature Study";
const page = `Daily Papers\n\nJul 30\n\n${title}\n\nNotes are studied here at some length. We measure what it costs, e.g. in time, and what it brings. The second part asks why. A third part compares it with everything that came before it, on every benchmark that we could find.\n`;

suite("literature notes", () => {
  let api: MarginaliaApi;
  let paper: Paper;
  const file = (...names: readonly string[]): vscode.Uri => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    return vscode.Uri.joinPath(first.uri, ...names);
  };
  const write = async (): Promise<vscode.TextDocument> => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>("marginalia.papers.writeNote", paper.id);
    return vscode.workspace.openTextDocument(uri);
  };

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    await api.importPapers(page);
    const found = (await api.papers()).find((each) => each.title === title);
    assert.ok(found);
    paper = found;
    await api.annotate(paper.id, { quote: "We measure what it costs", comment: "How?" });
  });
  suiteTeardown(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.workspace.fs.delete(file("notes"), { recursive: true });
    await vscode.workspace.fs.delete(file(".marginalia", "note-template.md"));
    await vscode.commands.executeCommand("marginalia.papers.remove", paper.id);
  });

  test("a note is made from the template, with the highlights and links to them", async () => {
    const document = await write();
    assert.match(document.uri.path, /\/notes\/notesnotes\.md$/u);
    const text = document.getText();
    assert.match(text, /^# Notes on Notes, a Literature Study$/mu);
    assert.match(
      text,
      /^> We measure what it costs \[↗\]\(.+:\/\/marginalia\.marginalia\/open\?paper=.+&annotation=.+\)$/mu,
    );
    assert.match(text, /^How\?$/mu);
  });

  test("renewing adds new highlights, leaves what is around them, and can be undone", async () => {
    const document = await write();
    const own = new vscode.WorkspaceEdit();
    const heading = document.positionAt(document.getText().indexOf("## What I make of it"));
    own.insert(document.uri, heading, "My own words.\n\n");
    own.insert(document.uri, document.positionAt(document.getText().length), "\nThe end.\n");
    await vscode.workspace.applyEdit(own);
    const before = document.getText();
    await api.annotate(paper.id, { quote: "The second part asks why", comment: "Because." });
    await vscode.commands.executeCommand("marginalia.papers.renewHighlights");
    const after = document.getText();
    assert.match(after, /^> The second part asks why/mu);
    assert.match(after, /^My own words\.$/mu);
    assert.ok(after.endsWith("\nThe end.\n"));
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), before);
    await vscode.commands.executeCommand("redo");
    await document.save();
    assert.equal((await write()).getText(), after, "asking for the note again changes nothing");
  });

  test("above the highlights stands whether they are up to date", async () => {
    const document = await write();
    const lenses = async (): Promise<readonly string[]> => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        document.uri,
        10,
      );
      return found.flatMap(({ command }) => command?.title ?? []);
    };
    assert.deepEqual(await lenses(), ["Highlights are up to date"]);
    await api.annotate(paper.id, { quote: "what it brings", comment: "" });
    assert.deepEqual(await lenses(), ["Renew highlights"]);
    await vscode.commands.executeCommand("marginalia.papers.renewHighlights");
    assert.deepEqual(await lenses(), ["Highlights are up to date"]);
    await document.save();
  });

  test("a part whose end is missing is told, and the file is left as it is", async () => {
    const document = await write();
    const text = document.getText();
    const at = text.indexOf("<!-- /marginalia:highlights -->");
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 10)));
    await vscode.workspace.applyEdit(edit);
    const broken = document.getText();
    await assert.rejects(
      async () => vscode.commands.executeCommand("marginalia.papers.renewHighlights"),
      /end mark is missing/u,
    );
    assert.equal(document.getText(), broken);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), text);
    await document.save();
  });

  test("the template can be changed, and the next note follows it", async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>("marginalia.papers.editNoteTemplate");
    const template = await vscode.workspace.openTextDocument(uri);
    assert.match(template.getText(), /\{\{\{highlights\}\}\}/u);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, template.lineCount, 0), "Mine: {{title}}\n");
    edit.deleteFile(file("notes", "notesnotes.md"));
    await vscode.workspace.applyEdit(edit);
    await template.save();
    assert.equal((await write()).getText(), `Mine: ${title}\n`);
  });
});
