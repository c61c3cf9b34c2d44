/** Papers and notes go out as files and come back, inside a real extension host. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";

const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`marginalia.${command}`, ...args);

suite("papers and notes as files for others", () => {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  const made = ["out.bib", "out.json", "out.jsonld", "out.rdf", "zotero.json"].map((name) =>
    join(home, name),
  );
  let api: MarginaliaApi;
  let paper: Paper;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension, "Marginalia is not installed");
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    const [first] = await api.papers();
    assert.ok(first);
    paper = first;
  });

  suiteTeardown(async () => {
    for (const file of [...made, join(home, "out")]) rmSync(file, { force: true, recursive: true });
    await vscode.commands.executeCommand("notifications.clearAll");
  });

  test("a paper is copied in the style that a key is bound to", async () => {
    const text = await run<string>("papers.copyAs", paper.id, undefined, "acl");
    assert.equal(await vscode.env.clipboard.readText(), text);
    assert.ok(text.includes(paper.title.replace(/\.$/u, "")), text);
  });

  test("a bibliography is written, and never over a file that is there", async () => {
    const all = (await api.papers()).map(({ id }) => id);
    const [bib = "", json = ""] = made;
    const told = await run<{ papers: number }>(
      "papers.exportBibliography",
      all,
      undefined,
      "bibtex",
      vscode.Uri.file(bib),
    );
    assert.equal(told.papers, all.length);
    assert.equal((readFileSync(bib, "utf8").match(/^@/gmu) ?? []).length, all.length);
    await run("papers.exportBibliography", all, undefined, "cslJson", vscode.Uri.file(json));
    assert.equal((JSON.parse(readFileSync(json, "utf8")) as unknown[]).length, all.length);
    await assert.rejects(
      Promise.resolve(run("papers.exportBibliography", all, undefined, "ris", vscode.Uri.file(bib))),
      /out\.bib is there already/u,
    );
  });

  test("notes go out as Web Annotations, and come back where they were removed only by undo", async () => {
    const note = await api.annotate(paper.id, { comment: "To be taken along", tags: ["out"] });
    const [, , file = ""] = made;
    const out = await run<{ annotations: number }>(
      "notes.exportAnnotations",
      paper.id,
      undefined,
      vscode.Uri.file(file),
    );
    assert.ok(out.annotations > 0 && existsSync(file));
    const before = await api.annotations(paper.id);
    const again = await run<{ added: number; known: number }>(
      "notes.importAnnotations",
      vscode.Uri.file(file),
    );
    assert.deepEqual([again.added, again.known], [0, out.annotations]);
    assert.deepEqual(await api.annotations(paper.id), before);
    await run("notes.remove", paper.id, note.id);
    const removed = await run<{ removedHere: number }>("notes.importAnnotations", vscode.Uri.file(file));
    assert.equal(removed.removedHere, 1);
    assert.ok(!(await api.annotations(paper.id)).some(({ id }) => id === note.id));
  });

  test("what goes out for Zotero names the PDF from where it is written", async () => {
    const { id } = (await api.papers())[46] ?? paper;
    const [pdf = "", rdf = "", json = ""] = ["a #1.pdf", "out/papers.rdf", "out/notes.json"].map((name) =>
      join(home, name),
    );
    writeFileSync(pdf, samplePdf({ pages: [{ lines: ["Off to Zotero"] }] }));
    await run("papers.attachPdf", id, vscode.Uri.file(pdf));
    await run("papers.exportBibliography", id, undefined, "zoteroRdf", vscode.Uri.file(rdf));
    assert.match(readFileSync(rdf, "utf8"), /<z:path rdf:resource="\.\.\/a%20%231\.pdf"\/>/u);
    await api.annotate(id, { comment: "With its file" });
    await run("notes.exportAnnotations", id, undefined, vscode.Uri.file(json), "zotero");
    assert.match(readFileSync(json, "utf8"), /"path": "\.\.\/a #1\.pdf"/u);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("papers with their notes go out for Zotero, and are known when they come back", async () => {
    const note = await api.annotate(paper.id, { comment: "Goes to Zotero" });
    const [, , , rdf = "", json = ""] = made;
    for (const [file, format] of [
      [rdf, "zoteroRdf"],
      [json, "zotero"],
    ] as const) {
      const uri = vscode.Uri.file(file);
      const out = await run<{ annotations: number }>(
        ...(["notes.exportAnnotations", paper.id, undefined, uri, format] as const),
      );
      assert.ok(out.annotations > 0, format);
      assert.match(readFileSync(file, "utf8"), /Goes to Zotero/u);
      const before = (await api.papers()).length;
      await api.importPapers(uri);
      assert.equal((await api.papers()).length, before, format);
      const back = await run<{ added: number; known: number }>("notes.importAnnotations", uri);
      assert.deepEqual([back.added, back.known], [0, out.annotations], format);
    }
    await run("notes.remove", paper.id, note.id);
  });
});
