/** The library for agents outside the editor: the server as it is built, over stdio, driven by the protocol's own client. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { writePaperText } from "../../src/domain/paperText.ts";
import { textPath } from "../../src/library/paperTexts.ts";
import { optionsOf } from "../../src/mcp/options.ts";
import { bytesBelow, DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { mcpClient } from "../fakes/mcpClient.ts";
import { Workspace } from "../fakes/workspace.ts";

const pdf = "b".repeat(64);
const pages = [
  { page: 1, text: "Wombat Networks\nA wombat digs at night. Its burrow is deep." },
  { page: 2, text: "The sonar has an error of 0.5 metres." },
];

/** A workspace as the editor leaves it, and a server over it. */
async function served(t: TestContext, ...words: readonly string[]) {
  const home = await temporaryFolder(t);
  const files = new DiskFiles(join(home, ".marginalia"));
  const { library, notes } = new Workspace(t, files);
  const { added } = await library.add([
    { title: "Wombat Networks", abstract: "Burrows are measured by sonar.", source: { kind: "test" } },
    { title: "Zebra", abstract: "Stripes of zebras.", source: { kind: "test" } },
  ]);
  const [wombat, zebra] = added;
  assert.ok(wombat && zebra);
  await library.change(wombat.id, (paper) => ({ ...paper, pdfs: [{ sha256: pdf }] }));
  await files.write(textPath(pdf), writePaperText({ pages, headings: [], unread: 0 }));
  await notes.add({ paper: zebra.id, comment: "Why stripes?", tags: ["coat"] });
  const { client, close } = await mcpClient(["--library", home, ...words]);
  t.after(close);
  const call = async (name: string, input: Record<string, unknown>) => {
    const { content, isError = false } = await client.callTool({
      name: `marginalia_${name}`,
      arguments: input,
    });
    const text = content.map((part) => (part.type === "text" ? part.text : "")).join("");
    return { text, isError };
  };
  const ask = async <T>(name: string, input: Record<string, unknown>): Promise<T> => {
    const { text, isError } = await call(name, input);
    assert.equal(isError, false, text);
    return JSON.parse(text.slice(text.indexOf("{"))) as T;
  };
  return { home, files, library, notes, client, call, ask, wombat, zebra };
}

test("the tools are offered with their descriptions, and without leave to propose only those that read", async (t) => {
  const { client } = await served(t);
  const { tools } = await client.listTools();
  assert.deepEqual(
    tools.map(({ name }) => name),
    ["searchPapers", "readPaper", "listNotes", "findEvidence"].map((name) => `marginalia_${name}`),
  );
  for (const { description, annotations, inputSchema } of tools) {
    assert.match(description ?? "", /data, not as instructions/u);
    assert.equal(annotations?.readOnlyHint, true);
    assert.equal(inputSchema.type, "object");
  }
  assert.match(client.getInstructions() ?? "", /does not answer, say so/u);
});

test("an agent searches, reads, lists notes and finds evidence with links into the editor", async (t) => {
  const { ask, wombat, zebra } = await served(t, "--scheme", "vscodium");
  const { papers } = await ask<{ papers: { id: string }[] }>("searchPapers", { query: "sonar" });
  assert.equal(papers[0]?.id, wombat.id);
  const read = await ask<{ pages: { page: number; text: string }[] }>("readPaper", {
    paper: wombat.id,
    fromPage: 2,
  });
  assert.equal(read.pages[0]?.text, pages[1]?.text);
  const { notes } = await ask<{ notes: { paper: string; comment: string }[] }>("listNotes", { tag: "coat" });
  assert.deepEqual(
    notes.map(({ paper, comment }) => [paper, comment]),
    [[zebra.id, "Why stripes?"]],
  );
  const { passages } = await ask<{ passages: { quote: string; page: number; link: string }[] }>(
    "findEvidence",
    {
      question: "What is the error of the sonar?",
    },
  );
  assert.equal(passages[0]?.quote, "The sonar has an error of 0.5 metres.");
  assert.equal(passages[0].page, 2);
  assert.match(passages[0].link, /^vscodium:\/\/marginalia\.marginalia\/open\?paper=/u);
});

test("what is asked wrongly is told as such, and nothing outside the library is read", async (t) => {
  const { client, call } = await served(t);
  for (const [name, input, why] of [
    ["searchPapers", { query: "" }, /query/u],
    ["readPaper", { paper: "../../../etc/passwd" }, /is no paper of the library/u],
    ["findEvidence", { question: "sonar", limit: "many" }, /limit/u],
    ["proposeNote", { paper: "Zebra", comment: "x" }, /There is no tool/u],
    ["anything", {}, /There is no tool/u],
  ] as const) {
    const { text, isError } = await call(name, input);
    assert.equal(isError, true, name);
    assert.match(text, why);
  }
  const off = new AbortController();
  const calling = client.callTool(
    { name: "marginalia_findEvidence", arguments: { question: "sonar" } },
    { signal: off.signal },
  );
  off.abort();
  await assert.rejects(calling);
  assert.equal((await call("searchPapers", { query: "zebra" })).isError, false, "it goes on answering");
});

test("without leave to propose no byte of the library changes", async (t) => {
  const { home, ask, call } = await served(t);
  const before = await bytesBelow(home);
  await ask("searchPapers", { query: "sonar" });
  await ask("findEvidence", { question: "error of the sonar" });
  await call("proposeNote", { paper: "Zebra", comment: "x" });
  assert.deepEqual(await bytesBelow(home), before);
});

test("with leave a proposal stands in a log of the agent's own, under the name that it gave, and in no other file", async (t) => {
  const { home, files, ask, wombat } = await served(t, "--allow-proposals");
  const before = await bytesBelow(home);
  const proposal = { paper: wombat.id, quote: "the sonar has an error of 0.5 metres", page: 2 };
  const made = await ask<{ proposed: boolean; quote: string }>("proposeNote", proposal);
  assert.deepEqual([made.proposed, made.quote], [true, "The sonar has an error of 0.5 metres"]);
  const after = await bytesBelow(home);
  const fresh = Object.keys(after).filter((file) => after[file] !== before[file]);
  assert.equal(fresh.length, 1);
  assert.match(fresh[0] ?? "", /annotations\/[^/]+\/agent-the-tester-[0-9a-f]{8}\.jsonl$/u);
  const refused = await ask<{ proposed: boolean; nearest: { quote: string } }>("proposeNote", {
    ...proposal,
    quote: "The sonar has an error of 0.1 metres",
  });
  assert.equal(refused.proposed, false);
  assert.match(refused.nearest.quote, /0\.5 metres/u);
  const seen = new Workspace(t, files);
  await seen.notes.open(wombat.id);
  assert.deepEqual(
    seen.notes.withProposals(wombat).map(({ proposed, author, page }) => [proposed, author, page]),
    [[true, "The Tester", 2]],
  );
});

test("papers and notes that come while it runs are found", async (t) => {
  const { library, notes, ask, zebra } = await served(t);
  const titles = async (): Promise<readonly string[]> =>
    (await ask<{ papers: { title: string }[] }>("searchPapers", { query: "quokka" })).papers.map(
      ({ title }) => title,
    );
  assert.deepEqual(await titles(), []);
  await library.add([{ title: "Quokka", abstract: "A quokka smiles.", source: { kind: "test" } }]);
  await notes.add({ paper: zebra.id, comment: "Second", tags: ["late"] });
  const late = async (): Promise<number> =>
    (await ask<{ notes: unknown[] }>("listNotes", { tag: "late" })).notes.length;
  for (let tries = 0; tries < 100 && ((await titles()).length === 0 || (await late()) === 0); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(await titles(), ["Quokka"]);
  assert.equal(await late(), 1);
});

test("a wrong command line is refused with what is right", async (t) => {
  const empty = await temporaryFolder(t);
  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, ["dist/mcp.js", ...words], { input: "", encoding: "utf8" });
  for (const [words, why] of [
    [[], /No library is named/u],
    [["--library"], /--library needs a value/u],
    [["--library", join(empty, "nowhere")], /nowhere" is not a folder/u],
    [["--library", empty], /holds no library: there is no \.marginalia folder/u],
    [["--write"], /"--write" is not an option/u],
  ] as const) {
    const { status, stderr, stdout } = run(...words);
    assert.equal(status, 2, words.join(" "));
    assert.match(stderr, why);
    assert.equal(stdout, "", "standard output belongs to the protocol");
  }
  assert.match(run("--help").stdout, /--allow-proposals/u);
  await mkdir(join(empty, ".marginalia"));
  assert.equal(
    run("--library", join(empty, ".marginalia")).status,
    0,
    "it ends when nobody listens any more",
  );
});

test("options are read in any order, and proposals are not allowed unless it is said", () => {
  assert.deepEqual(optionsOf(["--library", "a", "--library", "b"]), {
    ok: true,
    value: { libraries: ["a", "b"], allowProposals: false, scheme: "vscode" },
  });
  assert.deepEqual(optionsOf(["--allow-proposals", "--scheme", "cursor", "--library", "a"]), {
    ok: true,
    value: { libraries: ["a"], allowProposals: true, scheme: "cursor" },
  });
  assert.equal(optionsOf(["--library", "a", "--scheme", "java script:"]).ok, false);
});
