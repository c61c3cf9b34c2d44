/** Notes go out as Markdown, and out again when there is more, inside a real extension host. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { ExportedNotes } from "../../../src/host/literature/exportReport.ts";

const pageOf = (title: string, abstract: string): string =>
  `Daily Papers\n\nJul 30\n\n${title}\n\n${abstract}\n`;
const wombats =
  "Wombats are exported here at some length. We measure what it costs, e.g. in time, and what it brings. The second part asks why. A third part compares it with everything that came before it, on every benchmark that we could find.";
const zebras =
  "Zebras come after wombats in any list that is sorted by names. They have stripes, which we count. The second part counts them again, and a third part compares both counts with all that was counted before on every benchmark.";

suite("notes exported as Markdown", () => {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const file = (name: string): string => join(home, "notes", name);
  const text = (name: string): string => readFileSync(file(name), "utf8");
  let api: MarginaliaApi;
  let ids: readonly string[];
  const out = (as: string, which: readonly string[] = ids): Thenable<ExportedNotes> =>
    vscode.commands.executeCommand("marginalia.notes.exportMarkdown", which, undefined, as);
  const counts = async (as: string): Promise<readonly number[]> => {
    const { written, renewed, upToDate, leftAlone } = await out(as);
    return [written, renewed, upToDate, leftAlone.length];
  };

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    await api.importPapers(pageOf("Exported Wombats", wombats));
    await api.importPapers(pageOf("Exported Zebras", zebras));
    const all = await api.papers();
    ids = ["Exported Wombats", "Exported Zebras"].map(
      (title) => all.find((each) => each.title === title)?.id ?? "",
    );
    await api.annotate(ids[0] ?? "", { quote: "Wombats are exported", comment: "One" });
    await api.annotate(ids[1] ?? "", { quote: "Zebras come after", comment: "One" });
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(join(home, "notes"), { recursive: true, force: true });
    for (const id of ids) await vscode.commands.executeCommand("marginalia.papers.remove", id);
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  test("a note for each paper is written, and a second time nothing is", async () => {
    assert.deepEqual(await counts("papers"), [2, 0, 0, 0]);
    assert.match(text("exportedwombats.md"), /^title: "Exported Wombats"$/mu);
    assert.match(text("exportedwombats.md"), /^> Wombats are exported \[↗\]/mu);
    assert.deepEqual(await counts("papers"), [0, 0, 2, 0]);
  });

  test("only what is generated is written anew; the line ends, and what a person wrote, stay", async () => {
    const mine = text("exportedwombats.md")
      .replace("## What it says\n", "## What it says\n\nMy own words.\n")
      .replaceAll("\n", "\r\n");
    writeFileSync(file("exportedwombats.md"), `\uFEFF${mine}`);
    await api.annotate(ids[0] ?? "", { comment: "Two" });
    await api.annotate(ids[1] ?? "", { comment: "Two" });
    assert.deepEqual(await counts("papers"), [0, 2, 0, 0]);
    const now = text("exportedwombats.md");
    assert.ok(now.startsWith("\uFEFF---\r\n") && !/[^\r]\n/u.test(now));
    assert.match(now, /My own words\./u);
    assert.match(now, /^Two\r$/mu);
  });

  test("a part that was changed by hand, a broken one, and a file of a person's own are left alone and named", async () => {
    const byHand = text("exportedwombats.md").replace("Two", "Two, and I think");
    writeFileSync(file("exportedwombats.md"), byHand);
    const broken = text("exportedzebras.md").replace(/<!-- \/marginalia.*/u, "");
    writeFileSync(file("exportedzebras.md"), broken);
    await api.annotate(ids[0] ?? "", { comment: "Three" });
    const { leftAlone, written, renewed } = await out("papers");
    assert.deepEqual([written, renewed], [0, 0]);
    assert.deepEqual(
      leftAlone.map(({ why }) => /written between|end mark is missing/u.exec(why)?.[0]),
      ["written between", "end mark is missing"],
    );
    assert.equal(text("exportedwombats.md"), byHand);
    assert.equal(text("exportedzebras.md"), broken);
    writeFileSync(file("exportedzebras.md"), "# Mine\n");
    assert.match((await out("papers")).leftAlone[1]?.why ?? "", /no part of it is generated/u);
    assert.equal(text("exportedzebras.md"), "# Mine\n");
  });

  test("an editor with unsaved words is changed in place, and what is in it stays unsaved", async () => {
    rmSync(file("exportedzebras.md"));
    await out("papers");
    const files = vscode.workspace.getConfiguration("files");
    await files.update("autoSave", "off", vscode.ConfigurationTarget.Global);
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file("exportedzebras.md")));
    await editor.edit((edit) => edit.insert(new vscode.Position(editor.document.lineCount, 0), "Unsaved.\n"));
    await api.annotate(ids[1] ?? "", { comment: "Four" });
    await out("papers");
    assert.ok(editor.document.isDirty);
    assert.match(editor.document.getText(), /^Four$[\s\S]*Unsaved\.\n$/mu);
    assert.doesNotMatch(text("exportedzebras.md"), /Four|Unsaved/u);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await files.update("autoSave", undefined, vscode.ConfigurationTarget.Global);
  });

  test("how a highlight reads is a template of its own; one that cannot be read is named, and nothing is written", async () => {
    const template = join(home, ".marginalia/highlights-template.md");
    rmSync(file("exportedwombats.md"));
    writeFileSync(
      template,
      "{{#groups}}{{#notes}}* {{quote}}{{what}}, {{color}}\r\n{{/notes}}{{/groups}}\r\n",
    );
    await out("papers");
    assert.match(text("exportedwombats.md"), /^\* Wombats are exportedOn the paper, yellow$/mu);
    const before = text("exportedzebras.md");
    writeFileSync(template, "{{#groups}}");
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { leftAlone } = await out("papers");
    assert.match(leftAlone[0]?.why ?? "", /highlights-template\.md cannot be read/u);
    assert.equal(text("exportedzebras.md"), before);
    rmSync(template);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await out("papers");
    assert.match(text("exportedwombats.md"), /^> Wombats are exported \[↗\]/mu);
  });

  test("new notes are grouped as it is asked for, and keep that way", async () => {
    rmSync(file("exportedwombats.md"));
    const asked = ["marginalia.notes.exportMarkdown", ids.slice(0, 1), undefined, "papers"] as const;
    await vscode.commands.executeCommand(...asked, "color");
    const grouped = text("exportedwombats.md");
    assert.match(grouped, /^### Yellow$/mu);
    await vscode.commands.executeCommand(...asked, "none");
    assert.equal(text("exportedwombats.md"), grouped);
  });

  test("one note has all of them; a paper that comes later is put at its end", async () => {
    const one = await out("Thesis", ids.slice(0, 1));
    assert.equal(one.written, 1);
    const before = text("Thesis.md");
    assert.match(before, /^## Exported Wombats$/mu);
    const both = await out("Thesis");
    assert.equal(both.renewed, 1);
    assert.ok(text("Thesis.md").startsWith(before));
    assert.match(text("Thesis.md").slice(before.length), /^## Exported Zebras$/mu);
    assert.equal((await out("Thesis")).upToDate, 1);
    assert.ok(!existsSync(join(home, "notes/images")));
  });

  test("a note whose file would be another paper's has one of its own", async () => {
    const [wombat = "", zebra = ""] = ids;
    const about = text("exportedzebras.md").replaceAll(zebra, wombat);
    writeFileSync(file("exportedzebras.md"), about);
    const uri = await vscode.commands.executeCommand<vscode.Uri>("marginalia.papers.writeNote", zebra);
    assert.ok(uri.path.endsWith(`/exportedzebras-${zebra}.md`));
    assert.equal(text("exportedzebras.md"), about);
    assert.deepEqual((await out("papers", [zebra])).upToDate, 1);
  });

  test("the picture of an area lies beside the note, and is written only when it changed", async () => {
    const paper = ids[0] ?? "";
    const fixture = join(process.env["MARGINALIA_FIXTURES"] ?? "", "notes/kinds.v2.jsonl");
    const line = readFileSync(fixture, "utf8").split("\n")[4] ?? "";
    const picture = join(home, ".marginalia/pictures", paper, "01910000.png");
    mkdirSync(dirname(picture), { recursive: true });
    writeFileSync(picture, Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1));
    const log = join(home, ".marginalia/annotations", paper, "ann-00000000.jsonl");
    writeFileSync(log, `${line.replaceAll("title-0123456789abcdef", paper)}\n`);
    rmSync(file("exportedwombats.md"));
    const image = /!\[An area of page 2\]\((images\/exportedwombats-[0-9a-f]{8}\.png)\)/u;
    for (
      let tries = 0;
      !image.test(existsSync(file("exportedwombats.md")) ? text("exportedwombats.md") : "");
      tries++
    ) {
      assert.ok(tries < 50, "the note is heard of");
      await new Promise((resolve) => setTimeout(resolve, 200));
      rmSync(file("exportedwombats.md"), { force: true });
      await out("papers");
    }
    const [, name = ""] = image.exec(text("exportedwombats.md")) ?? [];
    assert.deepEqual(readFileSync(file(name)), readFileSync(picture));
    const { mtimeMs } = statSync(file(name));
    await out("papers");
    assert.equal(statSync(file(name)).mtimeMs, mtimeMs);
    rmSync(dirname(picture), { recursive: true });
    await out("papers");
    assert.match(text("exportedwombats.md"), /^An area of the page \[p\. 2 ↗\]/mu);
    assert.doesNotMatch(text("exportedwombats.md"), /!\[/u);
  });

  test("a note that names a picture outside of the library's pictures takes nothing along", async () => {
    const [paper = ""] = ids;
    const log = join(home, ".marginalia/annotations", paper, "ann-00000000.jsonl");
    writeFileSync(log, readFileSync(log, "utf8").replace(/pictures\/[^"]+\.png/u, "../../secret.png"));
    rmSync(join(home, "notes/images"), { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const { leftAlone } = await out("papers");
    assert.deepEqual(leftAlone, []);
    assert.ok(!existsSync(join(home, "notes/images")));
  });
});
