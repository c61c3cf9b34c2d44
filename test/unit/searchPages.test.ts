/** What stands on the pages of PDFs is searched like titles and abstracts, and an answer says where it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Paper } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import type { IndexStore } from "../../src/librarySearch/indexKeeper.ts";
import { LibrarySearch, type FoundPaper } from "../../src/librarySearch/librarySearch.ts";
import { rowsOf } from "../../src/host/search/searchRows.ts";
import { Library } from "../../src/library/library.ts";
import { PaperTexts, textPath } from "../../src/library/paperTexts.ts";
import { restoreIndex } from "../../src/search/engine/storedIndex.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { WorkerLine } from "../fakes/workerLine.ts";

const [firstPdf, secondPdf] = ["a".repeat(64), "b".repeat(64)];

/** Where the index is kept between windows. */
class MemoryStore implements IndexStore {
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  get passages(): number {
    const restored = this.#bytes === undefined ? undefined : restoreIndex(this.#bytes.slice());
    return restored?.ok === true ? restored.value.passages.size : 0;
  }
  read(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return Promise.resolve(this.#bytes?.slice());
  }
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#bytes = bytes;
    return Promise.resolve();
  }
}

class Shelf {
  readonly files = new MemoryFiles();
  readonly log = new SilentLog();
  readonly library: Library;
  readonly texts: PaperTexts;
  readonly search: LibrarySearch;
  readonly window: (store?: MemoryStore) => LibrarySearch;
  readonly workers: WorkerLine[] = [];

  constructor(test: { after(end: () => void): void }) {
    const clock = new ManualClock();
    this.library = new Library(new MemoryShelves(this.files), clock, this.log);
    this.texts = new PaperTexts(this.library, this.log);
    this.window = (store) => {
      const search = new LibrarySearch({
        ...{ library: this.library, texts: this.texts, clock, log: this.log, quietMs: 1 },
        ...(store === undefined ? {} : { store }),
        startIndex: () => {
          const worker = new WorkerLine();
          this.workers.push(worker);
          return remoteIndex(worker);
        },
      });
      test.after(() => search.dispose());
      return search;
    };
    this.search = this.window();
  }

  async paper(title: string, abstract: string, ...pdfs: readonly string[]): Promise<PaperId> {
    const { added } = await this.library.add([{ title, abstract, source: { kind: "test" } }]);
    const [paper] = added;
    assert.ok(paper);
    await this.attach(paper.id, ...pdfs);
    return paper.id;
  }

  async attach(id: PaperId, ...pdfs: readonly string[]): Promise<void> {
    const attached = pdfs.map((sha256) => ({ path: `${sha256.slice(0, 4)}.pdf`, sha256 }));
    await this.library.change(id, (paper: Paper) => ({ ...paper, pdfs: attached }));
  }

  keep(id: PaperId, sha256: string, ...pages: readonly string[]): Promise<void> {
    return this.texts.keep(id, sha256, {
      pages: pages.map((text, at) => ({ page: at + 1, text })),
      headings: [],
      unread: 0,
    });
  }

  find(query: string): Promise<readonly FoundPaper[]> {
    return this.search.search(query, 10);
  }

  async titles(query: string): Promise<readonly string[]> {
    return (await this.find(query)).map(({ paper }) => paper.title);
  }
}

test("words that only a page has find its paper, and the answer names the page and shows the sentence", async (t) => {
  const shelf = new Shelf(t);
  await shelf.paper("Lions", "About cats.");
  const id = await shelf.paper("Zebras", "About stripes.", firstPdf);
  await shelf.keep(
    id,
    firstPdf,
    "An introduction.",
    "We begin elsewhere. Oxpeckers eat ticks off their backs. The end.",
  );
  const [found, ...others] = await shelf.find("oxpecker tick");
  assert.deepEqual(others, []);
  assert.equal(found?.paper.id, id);
  assert.deepEqual(found.fields, ["page"]);
  assert.deepEqual(found.page, { number: 2, quote: "Oxpeckers eat ticks off their backs." });
  assert.match(found.snippet, /^Oxpeckers eat ticks/u);
  assert.deepEqual(
    found.found.map(({ start, end }) => found.snippet.slice(start, end)),
    ["Oxpeckers", "ticks"],
  );
  const [row] = rowsOf([found], "en");
  assert.match(row?.detail ?? "", /^\$\(file-pdf\) p\. 2 · Oxpeckers eat ticks/u);
  assert.equal(row?.label, "Zebras");
});

test("a page is shown only where it has more of the words than title and abstract", async (t) => {
  const shelf = new Shelf(t);
  const id = await shelf.paper("Zebras", "About black stripes. They confuse flies.", firstPdf);
  await shelf.keep(id, firstPdf, "Zebras have stripes that confuse flies and lions.");
  const [inAbstract] = await shelf.find("stripes flies");
  assert.equal(inAbstract?.page, undefined);
  assert.equal(inAbstract?.quote, "stripes.");
  const [inTitle] = await shelf.find("zebra");
  assert.equal(inTitle?.quote, undefined);
  const [onPage] = await shelf.find("zebra stripes lions");
  assert.equal(onPage?.page?.number, 1);
});

test("“text:” asks for pages, and shows them whatever the abstract says", async (t) => {
  const shelf = new Shelf(t);
  await shelf.paper("Stripes in the abstract", "Stripes.");
  const id = await shelf.paper("Zebras", "About stripes.", firstPdf);
  await shelf.keep(id, firstPdf, "Nothing here.", "Stripes are vertical.");
  assert.deepEqual(await shelf.titles("text:stripes"), ["Zebras"]);
  assert.equal((await shelf.find("text:stripes"))[0]?.page?.number, 2);
  assert.deepEqual(await shelf.titles('text:"are vertical"'), ["Zebras"]);
});

test("a text that is read while the search is open is found, and so is one read before it", async (t) => {
  const shelf = new Shelf(t);
  const before = await shelf.paper("Read before", "", firstPdf);
  await shelf.keep(before, firstPdf, "gnu");
  assert.deepEqual(await shelf.titles("gnu"), ["Read before"]);
  const later = await shelf.paper("Read later", "", secondPdf);
  assert.deepEqual(await shelf.titles("okapi"), []);
  await shelf.keep(later, secondPdf, "okapi");
  assert.deepEqual(await shelf.titles("okapi"), ["Read later"]);
});

test("another PDF, one that was taken away, and a paper that was removed are followed", async (t) => {
  const shelf = new Shelf(t);
  const id = await shelf.paper("Zebras", "", firstPdf);
  await shelf.keep(id, firstPdf, "old words: quagga");
  assert.deepEqual(await shelf.titles("quagga"), ["Zebras"]);
  await shelf.attach(id, secondPdf);
  assert.deepEqual(await shelf.titles("quagga"), [], "the new PDF was not read yet");
  await shelf.keep(id, secondPdf, "new words: okapi");
  assert.deepEqual(await shelf.titles("okapi"), ["Zebras"]);
  await shelf.attach(id);
  assert.deepEqual(await shelf.titles("okapi"), []);
  await shelf.attach(id, firstPdf);
  assert.deepEqual(await shelf.titles("quagga"), ["Zebras"], "it is still in the cache");
  await shelf.library.remove([id]);
  assert.deepEqual(await shelf.titles("quagga"), []);
});

test("a page that is only being typed towards is shown too, and a slip of the finger is forgiven", async (t) => {
  const shelf = new Shelf(t);
  const id = await shelf.paper("Zebras", "About stripes.", firstPdf);
  await shelf.keep(id, firstPdf, "Their enemies are crocodiles.");
  assert.equal((await shelf.find("croco"))[0]?.page?.number, 1);
  const [found] = await shelf.find("crocodlies ");
  assert.equal(found?.page?.number, 1);
});

test("a stored index knows the pages, and only what changed since is read again", async (t) => {
  const shelf = new Shelf(t);
  const ids = [];
  for (const [name, pdf] of [
    ["One", firstPdf],
    ["Two", secondPdf],
    ["Three", "c".repeat(64)],
  ] as const) {
    const id = await shelf.paper(name, "", pdf);
    await shelf.keep(id, pdf, `okapi ${name}`);
    ids.push(id);
  }
  const store = new MemoryStore();
  assert.equal((await shelf.window(store).search("okapi", 5)).length, 3);
  while (store.passages !== 3) await new Promise((resolve) => setTimeout(resolve, 2));

  const [one, two, three] = ids;
  assert.ok(one && two && three);
  await shelf.keep(two, secondPdf, "quagga");
  await shelf.attach(three);
  const texts: string[] = [];
  const read = shelf.files.read.bind(shelf.files);
  shelf.files.read = (path) => {
    if (path.startsWith("cache/text/")) texts.push(path);
    return read(path);
  };
  const next = shelf.window(store);
  await next.whenComplete();
  assert.deepEqual(texts, [textPath(secondPdf)]);
  const titles = async (query: string) => (await next.search(query, 5)).map(({ paper }) => paper.title);
  assert.deepEqual(await titles("okapi"), ["One"]);
  assert.deepEqual(await titles("quagga"), ["Two"]);
});

test("papers are answered while pages are still being told, and the answer says that it is not complete", async (t) => {
  const shelf = new Shelf(t);
  const id = await shelf.paper("Zebras", "About stripes.", firstPdf);
  await shelf.keep(id, firstPdf, "okapi");
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const read = shelf.files.read.bind(shelf.files);
  shelf.files.read = async (path) => {
    if (path === textPath(firstPdf)) await held;
    return read(path);
  };
  const early = await shelf.search.ask("zebras", 10);
  assert.equal(early.papers.length, 1);
  assert.equal(early.isComplete, false);
  goOn();
  await shelf.search.whenComplete();
  const late = await shelf.search.ask("okapi", 10);
  assert.equal(late.papers.length, 1);
  assert.equal(late.isComplete, true);
});

test("a text in the cache that is damaged is left out, and the rest is found", async (t) => {
  const shelf = new Shelf(t);
  const broken = await shelf.paper("Broken", "", firstPdf);
  const whole = await shelf.paper("Whole", "", secondPdf);
  await shelf.keep(broken, firstPdf, "okapi");
  await shelf.keep(whole, secondPdf, "okapi");
  shelf.files.editUnseen(textPath(firstPdf), '{"format":1,"pages":[');
  assert.deepEqual(await shelf.titles("okapi"), ["Whole"]);
});

test("a worker that ends while pages are told is replaced, and the pages are told again", async (t) => {
  const shelf = new Shelf(t);
  const id = await shelf.paper("Zebras", "", firstPdf);
  await shelf.find("zebras");
  shelf.workers[0]?.end("out of memory");
  await shelf.keep(id, firstPdf, "okapi");
  await assert.rejects(shelf.find("okapi"));
  assert.deepEqual(await shelf.titles("okapi"), ["Zebras"]);
});
