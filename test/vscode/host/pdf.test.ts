/** PDFs of papers, inside a real extension host: attached, downloaded, renamed, removed, opened. */
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";

const pdf = samplePdf({ pages: [{ lines: ["A paper."] }, { lines: ["Its end."] }] });

suite("PDFs of papers", () => {
  let api: MarginaliaApi;
  let folder: vscode.Uri;
  let server: Server;
  let home = "";
  const elsewhere = mkdtempSync(join(tmpdir(), "marginalia-pdfs-"));

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    await api.importPapers(vscode.Uri.joinPath(extension.extensionUri, "media/sample/daily-papers.txt"));
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = workspace.uri;
    server = createServer((request, response) => {
      if (request.url === "/paper.pdf") response.end(pdf);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const bound = server.address();
    home = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`;
  });
  suiteTeardown(() => {
    server.closeAllConnections();
    server.close();
  });

  const paperAt = async (index: number): Promise<Paper> => {
    const paper = (await api.papers())[index];
    assert.ok(paper);
    return paper;
  };
  const run = (command: string, ...args: unknown[]): Thenable<vscode.Uri | undefined> =>
    vscode.commands.executeCommand(`marginalia.papers.${command}`, ...args);
  const bytesOf = async (uri: vscode.Uri | undefined): Promise<Uint8Array> => {
    assert.ok(uri);
    return new Uint8Array(await vscode.workspace.fs.readFile(uri));
  };

  test("a file from elsewhere is copied into the library, once; what is no PDF is refused", async () => {
    const { id } = await paperAt(0);
    const file = join(elsewhere, "a.pdf");
    writeFileSync(file, pdf);
    const kept = await run("attachPdf", id, vscode.Uri.file(file));
    assert.deepEqual(await bytesOf(kept), pdf);
    assert.equal(kept?.path, `${folder.path}/.marginalia/pdfs/${id}.pdf`);
    await run("attachPdf", id, vscode.Uri.file(file));
    const [attached, ...others] = (await paperAt(0)).pdfs;
    assert.equal(attached?.path, `.marginalia/pdfs/${id}.pdf`);
    assert.equal(attached?.bytes, pdf.length);
    assert.deepEqual(others, []);
    writeFileSync(file, "<html>Log in first</html>");
    await assert.rejects(
      Promise.resolve(run("attachPdf", id, vscode.Uri.file(file))),
      /a\.pdf was not attached: it is a web page/u,
    );
    assert.deepEqual((await paperAt(0)).pdfs, [attached]);
  });

  test("a file of the workspace stays where it is, and its paper follows when it is renamed", async () => {
    const { id } = await paperAt(1);
    const file = vscode.Uri.joinPath(folder, "reading/my paper.pdf");
    await vscode.workspace.fs.writeFile(file, pdf);
    await run("attachPdf", id, file);
    assert.equal((await paperAt(1)).pdfs[0]?.path, "reading/my paper.pdf");
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.joinPath(folder, "reading"), vscode.Uri.joinPath(folder, "read"));
    assert.ok(await vscode.workspace.applyEdit(edit));
    for (let wait = 0; wait < 100 && (await paperAt(1)).pdfs[0]?.path?.startsWith("reading") === true; wait++)
      await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal((await paperAt(1)).pdfs[0]?.path, "read/my paper.pdf");
  });

  test("a download is kept with its address, and a failed one changes nothing", async () => {
    const { id } = await paperAt(2);
    await assert.rejects(Promise.resolve(run("downloadPdf", id, `${home}/none.pdf`)), /answered 404/u);
    assert.deepEqual((await paperAt(2)).pdfs, []);
    assert.deepEqual(await bytesOf(await run("downloadPdf", id, `${home}/paper.pdf`)), pdf);
    assert.equal((await paperAt(2)).pdfs[0]?.url, `${home}/paper.pdf`);
  });

  test("a paper's PDF opens in the editor for PDFs, at a page; the abstract takes its place and gives it back", async () => {
    const { id } = await paperAt(0);
    const shown = (): string => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom ? input.viewType : "";
    };
    await api.open(id, { page: 2 });
    assert.equal(shown(), "marginalia.pdf");
    const before = vscode.window.tabGroups.activeTabGroup.tabs.length;
    await run("switchRendition");
    assert.equal(shown(), "marginalia.paper");
    assert.equal(vscode.window.tabGroups.activeTabGroup.tabs.length, before);
    await run("switchRendition");
    assert.equal(shown(), "marginalia.pdf");
    assert.equal(vscode.window.tabGroups.activeTabGroup.tabs.length, before);
  });

  test("with a PDF in front, commands on papers mean its paper", async () => {
    const { id } = await paperAt(0);
    await api.open(id, { page: 1 });
    await run("markReading");
    assert.equal((await paperAt(0)).reading, "reading");
    await run("markUnread");
    assert.equal((await paperAt(0)).reading, "unread");
  });

  test("notes are written into a copy of the PDF, which opens elsewhere; the PDF itself is never written", async () => {
    const { id, pdfs } = await paperAt(0);
    const own = vscode.Uri.joinPath(folder, pdfs[0]?.path ?? "");
    const target = vscode.Uri.file(join(elsewhere, "with notes.pdf"));
    const exported = (): Thenable<{ notes: number; leftOut: { onAbstract: number } }> =>
      vscode.commands.executeCommand("marginalia.papers.exportPdf", id, target);
    await assert.rejects(Promise.resolve(exported()), /no notes on this paper yet/u);
    await api.annotate(id, { comment: "Worth reading twice" });
    const { abstract } = await paperAt(0);
    await api.annotate(id, { quote: abstract.slice(0, 40), comment: "On the abstract" });
    const { notes, leftOut } = await exported();
    assert.deepEqual([notes, leftOut.onAbstract], [1, 1]);
    const copy = await bytesOf(target);
    assert.deepEqual(copy.slice(0, pdf.length), new Uint8Array(pdf));
    assert.ok(copy.length > pdf.length);
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand("marginalia.papers.exportPdf", id, own)),
      /own PDF, which is never changed/u,
    );
    assert.deepEqual(await bytesOf(own), new Uint8Array(pdf));
  });

  test("a PDF is taken from its paper, and the file stays", async () => {
    const { id, pdfs } = await paperAt(2);
    await run("removePdf", id);
    assert.deepEqual((await paperAt(2)).pdfs, []);
    assert.deepEqual(await bytesOf(vscode.Uri.joinPath(folder, pdfs[0]?.path ?? "")), pdf);
  });
});
