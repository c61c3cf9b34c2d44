/** Every paper's way in, inside a real extension host: files of each format, and papers fetched from sites of our own. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";
import { fails, json, sends, Sites } from "../../fakes/sites.ts";

suite("Adding papers", () => {
  const realFetch = globalThis.fetch;
  const ends: (() => void)[] = [];
  let api: MarginaliaApi;
  let sites: Sites;
  let folder: string;
  const before = new Set<string>();

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    const fixtures = process.env["MARGINALIA_FIXTURES"];
    assert.ok(extension && fixtures);
    api = await extension.activate();
    for (const { id } of await api.papers()) before.add(id);
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    mkdirSync(join(folder, "exports/papers"), { recursive: true });
    for (const name of ["library.bib", "export.ris", "csl.json", "zotero.json"])
      // Their names say nothing, their content does.
      copyFileSync(join(fixtures, "sources", name), join(folder, "exports", name.replace(/\..*$/u, ".txt")));
    writeFileSync(join(folder, "exports/papers/looms.pdf"), samplePdf({ pages: [{ lines: ["Looms"] }] }));
    sites = await Sites.start({ after: (end) => void ends.push(end) });
    sites.when(
      "export.arxiv.org/api/query",
      sends("application/atom+xml", readFileSync(join(fixtures, "sources/arxiv.xml"), "utf8")),
    );
    // The package's code and these tests run in one process.
    globalThis.fetch = sites.fetch as typeof fetch;
  });
  suiteTeardown(async () => {
    globalThis.fetch = realFetch;
    for (const end of ends) end();
    for (const { id } of await added()) await vscode.commands.executeCommand("marginalia.papers.remove", id);
  });

  const added = async (): Promise<readonly Paper[]> =>
    (await api.papers()).filter(({ id }) => !before.has(id));
  const add = (text: string): Thenable<readonly string[]> =>
    vscode.commands.executeCommand<readonly string[]>("marginalia.papers.add", text);
  const paper = async (id: string | undefined): Promise<Paper> => {
    const found = (await api.papers()).find((each) => each.id === id);
    assert.ok(found, `${id} is not in the library`);
    return found;
  };

  test("files of every format are imported, again without change, and the PDF beside them is attached", async () => {
    for (const name of ["library", "export", "csl", "zotero"]) {
      const file = vscode.Uri.file(join(folder, "exports", `${name}.txt`));
      const first = await api.importPapers(file);
      assert.ok(first.added.length + first.updated.length > 0, name);
      assert.ok(first.problems.length > 0, `${name}: its broken entry is not named`);
      const again = await api.importPapers(file);
      assert.deepEqual([again.added.length, again.updated.length], [0, 0], name);
    }
    const looms = (await added()).find(({ title }) => title.startsWith("Looms that Learn"));
    assert.deepEqual(
      looms?.pdfs.map(({ path }) => path),
      ["exports/papers/looms.pdf"],
    );
  });

  test("what a source says now is taken over, but not over what a person has typed", async () => {
    const [id = ""] = await add("arXiv:2106.01234");
    const was = await paper(id);
    await vscode.commands.executeCommand("marginalia.papers.correct", id, undefined, { year: "2022" });
    const fresh = readFileSync(join(process.env["MARGINALIA_FIXTURES"] ?? "", "sources/arxiv.xml"), "utf8")
      .replace("We teach looms.", "We teach looms again.")
      .replaceAll("v3<", "v4<");
    sites.when("export.arxiv.org/api/query", sends("application/atom+xml", fresh));
    rmSync(join(folder, ".marginalia/cache/http"), { recursive: true, force: true });
    const changed = await vscode.commands.executeCommand("marginalia.papers.update", id);
    assert.deepEqual(changed, [id]);
    const now = await paper(id);
    assert.match(now.abstract, /^We teach looms again\./u);
    assert.deepEqual([now.year, was.year], [2022, 2021]);
  });

  test("a paper is fetched by its arXiv id, and is then known", async () => {
    const [id] = await add("https://arxiv.org/abs/hep-th/9901001v1");
    const cogs = await paper(id);
    assert.equal(cogs.title, "On Cogs");
    assert.match(cogs.withdrawn ?? "", /withdrawn by the author/u);
    assert.deepEqual(await add("arXiv:hep-th/9901001"), [id]);
    assert.equal(readdirSync(join(folder, ".marginalia/cache/http")).length > 0, true);
    assert.match(String(sites.headers[0]?.["user-agent"]), /^Marginalia\/\d/u);
  });

  test("where one site refuses the next is asked, and a title is taken when the very one is found", async () => {
    const looms = {
      title: "Weaving by Gradient Descent",
      authors: [{ name: "Ada Lovelace" }],
      abstract: "We weave.",
      externalIds: { DOI: "10.5555/weave" },
    };
    sites.when("api.crossref.org/", fails(403));
    sites.when("api.semanticscholar.org/graph/v1/paper/DOI:10.5555/weave", json(looms));
    sites.when("api.semanticscholar.org/graph/v1/paper/search/match", json({ data: [looms] }));
    const [byDoi] = await add("10.5555/weave");
    assert.equal((await paper(byDoi)).title, looms.title);
    assert.deepEqual(await add("Weaving by gradient descent"), [byDoi]);
    assert.deepEqual(await add("A Title That Nobody Has Written"), []);
  });

  test("entries are added without asking anybody, and a text that names nothing says so", async () => {
    const asked = sites.asked.length;
    const [id] = await add("@misc{shuttle2020, title = {The Flying Shuttle}, author = {Kay, John}}");
    assert.deepEqual((await paper(id)).authors, ["John Kay"]);
    assert.equal(sites.asked.length, asked);
    await assert.rejects(Promise.resolve(add("???")), /names no paper/u);
  });

  test("a list of papers is not imported as if it told something of them", async () => {
    const { problems } = await api.importPapers("1706.03762\n2005.14165\n");
    assert.match(problems[0]?.why ?? "", /Add Paper… fetches/u);
  });
});
