import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { idFor, paperId } from "../../src/domain/paperId.ts";
import { readPaperFile, writePaperFile, type StoredPaper } from "../../src/library/paperFile.ts";
import { root } from "../run/places.mjs";
import { samplePapers } from "../fakes/sample.ts";

const stored = readFileSync(join(root, "test/fixtures/paper.v1.json"), "utf8");

function read(text: string): StoredPaper {
  const result = readPaperFile(text);
  assert.ok(result.ok, result.ok ? "" : result.why);
  return result.value;
}

const whyNot = (text: string): string => {
  const result = readPaperFile(text);
  return result.ok ? "" : result.why;
};
const changed = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...(JSON.parse(stored) as object), ...fields });

test("a stored paper of format 1 reads as it always has", () => {
  const { paper, writable } = read(stored);
  assert.equal(writable, true);
  assert.deepEqual(paper, {
    id: "arxiv-2504.17768",
    title: "The Sparse Frontier: Sparse Attention Trade-offs in Transformer LLMs",
    abstract: "Sparse attention offers a promising strategy. See https://github.com/a/b.",
    authors: ["Piotr Nawrot", "Zoë Müller"],
    year: 2025,
    venue: "ACL",
    identifiers: ["arxiv:2504.17768", "bibtex:nawrot2025sparse"],
    resources: [
      { kind: "code", url: "https://github.com/a/b" },
      { kind: "other", url: "https://video.example.org/1" },
    ],
    pdfs: [],
    tags: ["sparse", "to read"],
    reading: "reading",
    sources: [
      { kind: "daily-papers", date: "2026-07-30", rank: 6, imported: "2026-07-31T08:00:00.000Z" },
      { kind: "future-list", imported: "2026-08-01T08:00:00.000Z" },
    ],
    added: "2026-07-31T08:00:00.000Z",
  });
});

test("a stored paper is written back with the same bytes, with all that is not known of it", () => {
  const { paper, raw } = read(stored);
  assert.equal(writePaperFile(paper, raw), stored);
});

test("after an edit only the edited field differs", () => {
  const { paper, raw } = read(stored);
  const text = writePaperFile({ ...paper, reading: "read" }, raw);
  assert.equal(text, stored.replace('"reading": "reading"', '"reading": "read"'));
});

test("what is added to a list stands behind what was read, which stays as it was", () => {
  const { paper, raw } = read(stored);
  const extra = { kind: "project", url: "https://a.github.io/b" } as const;
  const again = read(writePaperFile({ ...paper, resources: [...paper.resources, extra] }, raw));
  assert.deepEqual(again.raw["resources"], [...(raw["resources"] as unknown[]), extra]);
});

test("every paper of the sample is read as it was written", () => {
  for (const paper of samplePapers) {
    const text = writePaperFile(paper);
    const again = read(text);
    assert.equal(writePaperFile(again.paper, again.raw), text);
    assert.deepEqual(JSON.parse(JSON.stringify(again.paper)), JSON.parse(JSON.stringify(paper)));
  }
});

test("a byte order mark and Windows line ends do not matter", () => {
  assert.deepEqual(read(`\uFEFF${stored.replaceAll("\n", "\r\n")}`).paper, read(stored).paper);
});

test("fields named like parts of every object are kept as fields", () => {
  const text = changed({}).replace(/^\{/u, '{"__proto__":{"polluted":true},"constructor":1,"toString":"x",');
  const { paper, raw } = read(text);
  const again = JSON.parse(writePaperFile(paper, raw)) as Record<string, unknown>;
  assert.deepEqual(Object.getOwnPropertyDescriptor(again, "__proto__")?.value, { polluted: true });
  assert.equal(again["constructor"], 1);
  assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
});

test("a newer format is read and not to be written", () => {
  for (const format of [2, 99, "2", {}]) assert.equal(read(changed({ format })).writable, false);
  assert.equal(read(changed({ format: 1 })).writable, true);
});

const broken: readonly (readonly [what: string, text: string, why: RegExp])[] = [
  ["an empty file", "", /not JSON/u],
  ["half a file", stored.slice(0, 200), /not JSON/u],
  ["a merge conflict", `{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> other\n}`, /merge conflict/u],
  ["a list", "[]", /id/u],
  ["null", "null", /Object/iu],
  ["a number", "12", /Object/iu],
  ["no title", changed({ title: undefined }), /title/u],
  ["an empty title", changed({ title: "  " }), /title/u],
  ["a title that is no text", changed({ title: 5 }), /title/u],
  ["no id", changed({ id: undefined }), /id/u],
  ["an id that leads elsewhere", changed({ id: "arxiv-../../x" }), /id/u],
  ["a reading state that is none", changed({ reading: "skimmed" }), /reading/u],
  ["tags that are no list", changed({ tags: "sparse" }), /tags/u],
];
for (const [what, text, why] of broken)
  test(`${what} is refused with a reason`, () => assert.match(whyNot(text), why));

test("ids are safe file names, the same for the same paper, different for different ones", () => {
  const id = (title: string, ...identifiers: string[]): string => idFor({ title, identifiers });
  assert.equal(id("X", "arxiv:2407.12345", "doi:10.1/x"), "arxiv-2407.12345");
  assert.match(id("X", "arxiv:hep-th/9901001"), /^arxiv-hep-th_9901001-[0-9a-f]{16}$/u);
  assert.match(id("X", "doi:10.1145/3292500.3330701"), /^doi-10\.1145_3292500\.3330701-/u);
  assert.equal(id("X", "doi:10.1/ABC"), id("Y", "doi:10.1/abc"));
  assert.equal(id("Sparse  Attention!"), id("sparse attention"));
  assert.equal(id("Naïve Models"), id("Naive models"));
  assert.notEqual(id("PROP: a"), id("B-PROP: a"));
  assert.notEqual(id("稀疏"), id("注意力"));
  assert.notEqual(id("???"), id("!!!"));
  const names = ["../../x", "CON", "a/b\\c:d*e", "x".repeat(5_000), "😀", "..", ".", "\0"];
  for (const name of names)
    for (const made of [id(name), id("X", `doi:${name}`), id("X", `arxiv:${name}`)])
      assert.equal(paperId(made), made, `${name} made ${made}`);
});

test("a star and collections are stored only where there are some, and apart from what else people change", () => {
  const { paper, raw } = read(stored);
  const marked = writePaperFile({ ...paper, starred: true, collections: ["thesis/related"] }, raw);
  const names = [...marked.matchAll(/^ {2}"(\w+)":/gmu)].map(([, name = ""]) => name);
  const edited = ["starred", "reading", "collections", "tags"].map((name) => names.indexOf(name));
  for (const [at, place] of edited.entries())
    assert.ok(place >= 0 && (at === 0 || place > (edited[at - 1] ?? 0) + 1), names.join(" "));
  const again = read(marked);
  assert.deepEqual([again.paper.starred, again.paper.collections], [true, ["thesis/related"]]);
  assert.equal(writePaperFile({ ...again.paper, starred: false, collections: [] }, again.raw), stored);
});
