/** A library as one ZIP: out, and into another library, on a real disk, without a byte lost or a file harmed. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { test, type TestContext } from "node:test";
import fc from "fast-check";
import { strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import { sinkInMemory, sourceOf } from "../../src/base/byteStreams.ts";
import { openArchive, type Archive } from "../../src/exchange/archive.ts";
import { belongs, isSafePath } from "../../src/exchange/belongs.ts";
import { bringIn, type BroughtIn } from "../../src/exchange/bringIn.ts";
import { manifestPath, sha256Of, writeManifest } from "../../src/exchange/manifest.ts";
import { filesOf } from "../../src/exchange/libraryFiles.ts";
import { pack, type Packed } from "../../src/exchange/pack.ts";
import { countOf, planImport } from "../../src/exchange/plan.ts";
import { DiskPlace } from "../fakes/diskPlace.ts";

const now = "2026-05-01T10:00:00.000Z";
const quietly = { signal: new AbortController().signal, onProgress: () => undefined };

/** A folder with these files; removed with the test. */
function folderWith(t: TestContext, files: Readonly<Record<string, string | Uint8Array>> = {}): DiskPlace {
  const folder = mkdtempSync(join(tmpdir(), "marginalia-archive-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return new DiskPlace(folder);
}

/** Every file below the folder as it is. */
function snapshot({ folder }: DiskPlace): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
  return Object.fromEntries(
    files
      .sort((a, b) => (a < b ? -1 : 1))
      .map((path) => [relative(folder, path), readFileSync(path).toString("latin1")]),
  );
}

const pdf = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 251);
const log = '{"id":"urn:a","marginalia:format":2}\n{"id":"urn:b","text":"ünï"}\r\n{"torn';
const library = {
  ".marginalia/papers/arxiv-1706.03762.json": '{"title":"Attention"}\n',
  ".marginalia/papers/title-1.json": '{"title":"With a byte order mark"}',
  ".marginalia/annotations/arxiv-1706.03762/zoe-1.jsonl": log,
  ".marginalia/annotations/title-1/zoe-1.jsonl": "",
  ".marginalia/pictures/arxiv-1706.03762/a.png": Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
  ".marginalia/searches.json": '{"format":1}',
  ".marginalia/note-template.md": "# {{title}}\n",
  ".marginalia/.gitignore": "cache/\npdfs/\n",
  ".marginalia/.gitattributes": "annotations/**/*.jsonl merge=union\n",
  "papers/attention.pdf": pdf,
  ".marginalia/pdfs/loaded.pdf": pdf,
};
const notTaken = {
  ".marginalia/cache/notes.json": "{}",
  ".marginalia/backup/then/x.json": "{}",
  ".marginalia/trash/title-9.json": "{}",
  ".marginalia/papers/title-1.json.abc.tmp": "half",
  "thesis.tex": "mine",
  "papers/other.pdf": "named by no paper",
};
const pdfs = ["papers/attention.pdf", ".marginalia/pdfs/loaded.pdf"];

async function packed(place: DiskPlace, named: readonly string[] = pdfs): Promise<Uint8Array> {
  const { own, pdfs: there } = await filesOf(place, named);
  return (await packedFrom(place, [...own, ...there])).zip;
}

async function packedFrom(
  place: Pick<DiskPlace, "bytes">,
  paths: readonly string[],
  mostBytes = 2 ** 32,
): Promise<{ readonly zip: Uint8Array; readonly told: Packed }> {
  let zip = new Uint8Array();
  const sink = sinkInMemory(mostBytes, (bytes) => {
    zip = bytes;
    return Promise.resolve();
  });
  const told = await pack(place as DiskPlace, paths, now, sink, quietly);
  await sink.finish();
  return { zip, told };
}

async function opened(zip: Uint8Array): Promise<Archive> {
  const archive = await openArchive(sourceOf(zip));
  assert.ok(archive.ok, archive.ok ? "" : archive.why);
  return archive.value;
}

async function brought(zip: Uint8Array, place: DiskPlace, takeTheirs = false): Promise<BroughtIn> {
  const archive = await opened(zip);
  const plan = await planImport(archive, place, quietly);
  return bringIn(archive, plan, place, { ...quietly, takeTheirs, now });
}

const whyNot = async (zip: Uint8Array): Promise<string> => {
  const archive = await openArchive(sourceOf(zip));
  assert.ok(!archive.ok);
  return archive.why;
};

/** An archive whose list is in order, whatever its files are. */
async function archiveOf(files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  const listed = await Promise.all(
    Object.entries(files).map(async ([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: await sha256Of(bytes),
    })),
  );
  return zipSync({ ...files, [manifestPath]: strToU8(writeManifest(now, listed)) });
}

test("a library in an empty folder on another machine is the same, byte for byte, and nothing else is taken along", async (t) => {
  const [here, there] = [folderWith(t, { ...library, ...notTaken }), folderWith(t)];
  const done = await brought(await packed(here), there);
  assert.equal(done.added, Object.keys(library).length);
  assert.deepEqual(snapshot(there), snapshot(folderWith(t, library)));
});

test("any program unpacks it, and the same library makes the same bytes", async (t) => {
  const here = folderWith(t, { ...library, ...notTaken });
  const zip = await packed(here);
  const files = unzipSync(zip);
  assert.deepEqual(
    Object.keys(files).sort((a, b) => (a < b ? -1 : 1)),
    [...Object.keys(library), manifestPath].sort((a, b) => (a < b ? -1 : 1)),
  );
  assert.deepEqual(await packed(folderWith(t, library)), zip);
});

test("a second import changes nothing", async (t) => {
  const [here, there] = [folderWith(t, library), folderWith(t)];
  const zip = await packed(here);
  await brought(zip, there);
  const before = snapshot(there);
  const again = await brought(zip, there);
  assert.deepEqual([again.added, again.extended, again.replaced, again.kept], [0, 0, 0, []]);
  assert.deepEqual(snapshot(there), before);
});

test("notes of both stay, each line once; what else differs stays as it is here, and is named", async (t) => {
  const path = ".marginalia/annotations/arxiv-1706.03762/zoe-1.jsonl";
  const paper = ".marginalia/papers/title-1.json";
  const here = folderWith(t, { [path]: '{"id":"1"}\n{"id":"2"}\n', [paper]: "theirs" });
  const there = folderWith(t, {
    [path]: '{"id":"2"}\n{"id":"3"}',
    [paper]: "mine",
    "papers/attention.pdf": "mine",
  });
  const zip = await packed(here);
  const plan = await planImport(await opened(zip), there, quietly);
  assert.equal(countOf(plan, "lines").notes, 1);
  assert.equal(countOf(plan, "differs").papers, 1);
  const done = await brought(zip, there);
  assert.deepEqual([done.added, done.extended, done.replaced, done.kept], [0, 1, 0, [paper]]);
  assert.equal(snapshot(there)[path], '{"id":"2"}\n{"id":"3"}\n{"id":"1"}\n');
  assert.equal(snapshot(there)[paper], "mine");
});

test("theirs comes where that was chosen, and a copy of mine is kept", async (t) => {
  const paper = ".marginalia/papers/title-1.json";
  const there = folderWith(t, { [paper]: "mine" });
  const done = await brought(await packed(folderWith(t, { [paper]: "theirs" })), there, true);
  assert.equal(done.replaced, 1);
  assert.equal(snapshot(there)[paper], "theirs");
  assert.equal(snapshot(there)[`${done.copies}/papers/title-1.json`], "mine");
});

test("a PDF that is here with other bytes stays, whatever is chosen: notes are on it", async (t) => {
  const there = folderWith(t, { "papers/attention.pdf": "mine" });
  const zip = await packed(folderWith(t, library));
  assert.equal(countOf(await planImport(await opened(zip), there, quietly), "stays").pdfs, 1);
  const done = await brought(zip, there, true);
  assert.deepEqual(done.kept, ["papers/attention.pdf"]);
  assert.equal(snapshot(there)["papers/attention.pdf"], "mine");
});

test("logs come together by their bytes: a line that was torn within a letter is neither lost nor changed", async (t) => {
  const path = ".marginalia/annotations/title-1/zoe-1.jsonl";
  const [letter, torn] = [strToU8("é\n"), Uint8Array.of(0x61, 0xe2, 0x82)];
  const there = folderWith(t, { [path]: Buffer.concat([letter, torn]) });
  await brought(
    await packed(folderWith(t, { [path]: Buffer.concat([Uint8Array.of(0x62, 0xe2, 0x0a), letter]) })),
    there,
    true,
  );
  assert.equal(snapshot(there)[path], "\xc3\xa9\na\xe2\x82\nb\xe2\n");
});

test("two libraries that went apart: each has every line of both, in either direction", async (t) => {
  const path = ".marginalia/annotations/title-1/zoe-1.jsonl";
  const log = fc.array(fc.stringMatching(/^[^\r\n\ud800-\udfff]{1,8}$/u), { maxLength: 12 });
  const lines = ({ [path]: text = "" }: Readonly<Record<string, string>>): readonly string[] =>
    text.split("\n").filter((line) => line.trim() !== "");
  await fc.assert(
    fc.asyncProperty(log, log, fc.boolean(), async (a, b, isEnded) => {
      const [here, there] = [a, b].map((each) =>
        folderWith(t, { [path]: each.join("\n") + (isEnded ? "\n" : "") }),
      );
      assert.ok(here && there);
      const all = new Set([...lines(snapshot(here)), ...lines(snapshot(there))]);
      const [ours, before] = [await packed(here), lines(snapshot(there))];
      await brought(await packed(there), here);
      await brought(ours, there);
      assert.deepEqual(new Set(lines(snapshot(here))), all);
      assert.deepEqual(new Set(lines(snapshot(there))), all);
      assert.deepEqual(lines(snapshot(there)).slice(0, before.length), before);
    }),
    { numRuns: 60 },
  );
});

test("an import that breaks off says at which file, and what came until then can be taken back", async (t) => {
  const there = folderWith(t);
  const archive = await opened(await packed(folderWith(t, library)));
  const plan = await planImport(archive, there, quietly);
  const [replace, full] = [there.replace.bind(there), ".marginalia/papers/title-1.json"];
  there.replace = (path, bytes) =>
    path === full ? Promise.reject(new Error("the disk is full")) : replace(path, bytes);
  const done = await bringIn(archive, plan, there, { ...quietly, takeTheirs: false, now });
  assert.equal(done.failure, `“${full}” could not be written: the disk is full`);
  assert.equal(done.added, Object.keys(library).length - 1);
  await done.undo();
  assert.deepEqual(snapshot(there), {});
});

test("a folder in the place of a file is found out before anything is written", async (t) => {
  const there = folderWith(t, { "papers/attention.pdf/x.txt": "mine" });
  await assert.rejects(brought(await packed(folderWith(t, library)), there), /attention\.pdf” is a folder/u);
  assert.deepEqual(Object.keys(snapshot(there)), ["papers/attention.pdf/x.txt"]);
});

test("what goes out comes in again: names that not every disk takes, or tells apart, are left out and told", async (t) => {
  const odd = ["papers/What is it?.pdf", "papers/ATTENTION.pdf", ".marginalia/annotations/x:y/zoe.jsonl"];
  const here = folderWith(t, { ...library, ...Object.fromEntries(odd.map((path) => [path, "odd"])) });
  const found = await filesOf(here, [...pdfs, ...odd.slice(0, 2)]);
  const kept = found.pdfs.map((path) => path.toLowerCase());
  assert.deepEqual(kept, [".marginalia/pdfs/loaded.pdf", "papers/attention.pdf"]);
  assert.equal(found.leftOut.length, 3);
  await opened((await packedFrom(here, [...found.own, ...found.pdfs])).zip);
});

test("what tells git how to merge goes along, wherever in the library it is", async (t) => {
  const path = ".marginalia/seen/.gitattributes";
  const there = folderWith(t);
  await brought(await packed(folderWith(t, { [path]: "*.jsonl merge=union\n" })), there);
  assert.deepEqual(Object.keys(snapshot(there)), [path]);
});

test("a library of more files than the ZIP of old can count goes out and comes in", async () => {
  const paths = Array.from({ length: 66_000 }, (_, at) => `.marginalia/papers/title-${at}.json`);
  const { zip, told } = await packedFrom({ bytes: () => Promise.resolve(strToU8("{}")) }, paths);
  assert.deepEqual([told.files, told.papers, told.bytes], [paths.length, paths.length, zip.length]);
  assert.equal((await opened(zip)).files.length, paths.length);
  assert.equal(Object.keys(unzipSync(zip)).length, paths.length + 1);
});

test("what is too large for its place is refused before it is written", async (t) => {
  const here = folderWith(t, library);
  await assert.rejects(
    packedFrom(here, Object.keys(library), 4_000),
    /larger than .*Export it without PDFs/u,
  );
});

test("an import is taken back; what was changed since stays", async (t) => {
  const path = ".marginalia/annotations/title-1/zoe-1.jsonl";
  const there = folderWith(t, { [path]: '{"id":"3"}\n', ".marginalia/papers/title-1.json": "mine" });
  const before = snapshot(there);
  const done = await brought(
    await packed(folderWith(t, { ...library, [path]: '{"id":"1"}\n' })),
    there,
    true,
  );
  const changed = ".marginalia/searches.json";
  await there.replace(changed, strToU8("of now"));
  assert.deepEqual(await done.undo(), [changed]);
  const after = Object.entries(snapshot(there)).filter(([name]) => !name.startsWith(".marginalia/backup/"));
  assert.deepEqual(Object.fromEntries(after), { ...before, [changed]: "of now" });
});

test("when it is called off, what came until then is whole, and papers come last", async (t) => {
  const [here, there] = [folderWith(t, library), folderWith(t)];
  const archive = await opened(await packed(here));
  const plan = await planImport(archive, there, quietly);
  const stop = new AbortController();
  const onProgress = (done: number): void => (done === 5 ? stop.abort() : undefined);
  const done = await bringIn(archive, plan, there, {
    signal: stop.signal,
    onProgress,
    takeTheirs: false,
    now,
  });
  assert.ok(done.isCancelled);
  assert.equal(done.added, 5);
  const whole = snapshot(here);
  for (const [path, text] of Object.entries(snapshot(there))) {
    assert.equal(text, whole[path]);
    assert.ok(!path.startsWith(".marginalia/papers/"));
  }
  await done.undo();
  assert.deepEqual(snapshot(there), {});
  await assert.rejects(
    pack(
      here,
      Object.keys(library),
      now,
      sinkInMemory(1e9, () => Promise.resolve()),
      { ...quietly, signal: AbortSignal.abort() },
    ),
    /abort/iu,
  );
});

test("a PDF that a paper names is only taken from the folder", async (t) => {
  const here = folderWith(t, library);
  const named = [
    "../../etc/passwd.pdf",
    "/etc/passwd.pdf",
    "thesis.tex",
    ".git/x.pdf",
    "papers/gone.pdf",
    ...pdfs,
  ];
  const found = await filesOf(here, named);
  assert.deepEqual(
    found.pdfs,
    [...pdfs].sort((a, b) => (a < b ? -1 : 1)),
  );
  assert.deepEqual(found.missing, ["papers/gone.pdf"]);
  assert.deepEqual(found.leftOut, named.slice(0, 4));
});

test("no path leads out of the folder, nor to what is no part of a library", () => {
  const outside = [
    "../x.pdf",
    "/x.pdf",
    "C:/x.pdf",
    "a/../../x.pdf",
    "a\\x.pdf",
    "a//x.pdf",
    "./x.pdf",
    "a/nul.pdf",
    "COM1.pdf",
    "a /x.pdf",
    "x\u0000.pdf",
    "\ud800.pdf",
  ];
  for (const path of outside) assert.ok(!isSafePath(path) && !belongs(path), path);
  const foreign = [
    ".git/hooks/pre-commit",
    ".vscode/settings.json",
    "package.json",
    ".marginalia/run.sh",
    ".marginalia/cache/http/x.json",
    ".marginalia/Trash/x.json",
    ".marginalia/backup/x.json",
    ".hidden/x.pdf",
  ];
  for (const path of foreign) assert.ok(!belongs(path), path);
  for (const path of Object.keys(library)) assert.ok(belongs(path), path);
});

test("archives that are hostile, damaged or of others are refused whole, with the reason", async (t) => {
  const good = unzipSync(await packed(folderWith(t, library)));
  const put = (more: Zippable): Uint8Array => zipSync({ ...good, ...more });
  assert.match(await whyNot(strToU8("no zip")), /no ZIP file that can be read/u);
  assert.match(await whyNot(zipSync({ "a.txt": strToU8("x") })), /no library that Marginalia has exported/u);
  assert.match(await whyNot(put({ [manifestPath]: strToU8("{") })), /not JSON/u);
  assert.match(await whyNot(put({ [manifestPath]: strToU8('{"format":2,"files":7}') })), /newer Marginalia/u);
  assert.match(
    await whyNot(put({ ".marginalia/searches.json": strToU8("longer than it says") })),
    /cut or changed/u,
  );
  for (const path of ["../evil.pdf", ".git/config", ".marginalia/../../evil.json", "evil.sh"])
    assert.match(await whyNot(await archiveOf({ [path]: strToU8("x") })), /no file of a library/u);
  assert.match(
    await whyNot(await archiveOf({ "A.pdf": strToU8("x"), "a.pdf": strToU8("x") })),
    /in it twice/u,
  );
  const huge = [1, 2].map((n) => ({ path: `${n}.pdf`, bytes: 1_000_000_000, sha256: "0".repeat(64) }));
  assert.match(
    await whyNot(zipSync({ [manifestPath]: strToU8(writeManifest(now, huge)) })),
    /cut or changed/u,
  );
});

/** The archive with another number in the directory's entry of one file. */
function tampered(zip: Uint8Array, name: string, change: (entry: DataView) => void): Uint8Array {
  const copy = zip.slice();
  const at = Buffer.from(copy).lastIndexOf(name) - 46;
  change(new DataView(copy.buffer, copy.byteOffset + at));
  return copy;
}

test("links, encrypted files, files in each other's place and files that would fill the memory are named", async (t) => {
  const zip = await packed(folderWith(t, library));
  const name = ".marginalia/searches.json";
  const why = (change: (entry: DataView) => void): Promise<string> => whyNot(tampered(zip, name, change));
  assert.match(await why((entry) => entry.setUint16(8, 1, true)), /searches\.json” in it is encrypted/u);
  assert.match(await why((entry) => entry.setUint32(38, 0xa1ff0000, true)), /is a link to another file/u);
  assert.match(await why((entry) => entry.setUint16(10, 12, true)), /packed in a way .* \(12\)/u);
  assert.match(await why((entry) => entry.setUint32(24, 0xffffffff, true)), /Zip64/u);
  assert.match(await why((entry) => entry.setUint32(24, 400_000_000, true)), /unreasonably large/u);
  assert.match(await why((entry) => entry.setUint32(20, 2_000_000, true)), /damaged/u);
  assert.match(await why((entry) => entry.setUint32(42, zip.length, true)), /cut off|damaged/u);
  assert.match(
    await whyNot(await archiveOf({ "a.pdf": strToU8("x"), "a.pdf/b.pdf": strToU8("y") })),
    /“a\.pdf” in it is a file and a folder/u,
  );
  const bomb = zipSync({ [manifestPath]: new Uint8Array(20_000_000) });
  assert.match(await whyNot(bomb), /unreasonably large/u);
});

test("a file with other bytes of the same length is found out before anything is written", async (t) => {
  const good = unzipSync(await packed(folderWith(t, library)));
  const zip = zipSync({ ...good, ".marginalia/searches.json": strToU8('{"format":9}') });
  const there = folderWith(t, { ".marginalia/searches.json": "mine" });
  await assert.rejects(brought(zip, there), /searches\.json” in it is damaged/u);
  assert.deepEqual(snapshot(there), { ".marginalia/searches.json": "mine" });
});

test("whatever happens to an archive on its way: it comes in whole, or not at all", async (t) => {
  const zip = await packed(folderWith(t, library));
  const whole = snapshot(folderWith(t, library));
  const bytes = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(bytes, fc.option(fc.nat(zip.length)), async (changes, cut) => {
      const damaged = zip.slice(0, cut ?? zip.length);
      for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
      const there = folderWith(t, { "thesis.tex": "mine" });
      const archive = await openArchive(sourceOf(damaged));
      if (archive.ok) {
        const plan = await planImport(archive.value, there, quietly).catch((thrown: unknown) => {
          assert.match(String(thrown), /^Error: “.*” in it is damaged/u);
          return undefined;
        });
        if (plan !== undefined)
          await bringIn(archive.value, plan, there, { ...quietly, takeTheirs: true, now });
      }
      const { "thesis.tex": mine, ...rest } = snapshot(there);
      assert.equal(mine, "mine");
      if (Object.keys(rest).length > 0) assert.deepEqual(rest, whole);
    }),
    { numRuns: 300 },
  );
});
