/**
 * Evidence for a question in a library of full papers, warm: from the question to what a model gets, against MiniSearch over
 * the same pages in the same process, which answers with pages only and knows no words of them.
 *
 * Papers lie on the disk as the extension keeps them. Each has its own abstract and pages of other real abstracts; questions
 * are sentences of some of these.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import MiniSearch from "minisearch";
import { findEvidence } from "../../src/agents/findEvidence.ts";
import type { Desk } from "../../src/agents/tool.ts";
import { systemClock } from "../../src/base/clock.ts";
import { sentencesOf } from "../../src/base/sentences.ts";
import { writePaperText, type PaperText } from "../../src/domain/paperText.ts";
import { Library } from "../../src/library/library.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { PaperTexts, textPath } from "../../src/library/paperTexts.ts";
import { LibrarySearch } from "../../src/librarySearch/librarySearch.ts";
import { Notes } from "../../src/notes/notes.ts";
import { DiskFiles } from "../fakes/diskFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { searchThread } from "../fakes/searchThread.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { median, percentile, table } from "./figures.ts";
import { manyPapers } from "./libraries.ts";

const [paperCount, pagesEach, abstractsOnPage] = [1_000, 15, 3];
const [questionCount, rounds] = [60, 5];

async function main(): Promise<void> {
  const texts = manyPapers(paperCount * 8).map(({ abstract }) => abstract.replace(/\s+/gu, " "));
  const papers = manyPapers(paperCount).map((paper, at) => ({ ...paper, pdfs: [{ sha256: digestOf(at) }] }));
  const pagesOf = (at: number): PaperText["pages"] =>
    Array.from({ length: pagesEach }, (_, page) => ({
      page: page + 1,
      text: Array.from(
        { length: abstractsOnPage },
        (_unused, place) => texts[(at * 31 + page * 7 + place * 1_013) % texts.length] ?? "",
      ).join("\n"),
    }));
  const folder = await mkdtemp(join(tmpdir(), "marginalia-evidence-"));
  try {
    const files = new DiskFiles(folder);
    const mini = new MiniSearch<{ readonly id: string; readonly text: string }>({ fields: ["text"] });
    for (const [at, paper] of papers.entries()) {
      const pages = pagesOf(at);
      await files.write(paperPath(paper.id), writePaperFile(paper));
      await files.write(textPath(digestOf(at)), writePaperText({ pages, headings: [], unread: 0 }));
      mini.addAll(pages.map(({ page, text }) => ({ id: `${paper.id} ${page}`, text })));
    }
    const questions = texts.slice(0, questionCount).map((text) => {
      const { start, end } = sentencesOf(text)[1] ?? { start: 0, end: 120 };
      return text.slice(start, Math.min(end, start + 200));
    });
    const { desk, dispose } = deskOver(files);
    const never = new AbortController().signal;
    let passages = 0;
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= rounds; round++)
      for (const question of questions) {
        const started = performance.now();
        const answer = await findEvidence.answer({ question }, desk, never);
        const between = performance.now();
        mini.search(question).slice(0, 8);
        if (round === 0) continue; // warms up
        ours.push(between - started);
        theirs.push(performance.now() - between);
        passages += answer.split('"quote"').length - 1;
      }
    dispose();
    const ms = (value: number): string => value.toFixed(1);
    table(
      `Evidence in ${paperCount.toLocaleString("en")} papers of ${pagesEach} pages, warm, in ms`,
      ["questions", "passages each", "median", "p95", "most", "MiniSearch, median", "ratio of medians"],
      [
        [
          String(ours.length),
          (passages / ours.length).toFixed(1),
          ...[median(ours), percentile(ours, 0.95), Math.max(...ours), median(theirs)].map(ms),
          (median(ours) / median(theirs)).toFixed(2),
        ],
      ],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function deskOver(files: DiskFiles): { readonly desk: Desk; readonly dispose: () => void } {
  const [shelves, log] = [new MemoryShelves(files), new SilentLog()];
  const library = new Library(shelves, systemClock, log);
  const texts = new PaperTexts(library, log);
  const notes = new Notes({
    ...{ shelves, clock: systemClock, log },
    shelfOf: (paper) => library.shelfOf(paper),
    author: () => Promise.resolve({ name: "Bench" }),
  });
  const search = new LibrarySearch({
    library,
    notes,
    texts,
    startIndex: searchThread,
    clock: systemClock,
    log,
  });
  return {
    desk: { library, notes, texts, search, linkTo: ({ id }, { page }) => `${id} ${page ?? ""}` },
    dispose: () => {
      search.dispose();
      notes.dispose();
      texts.dispose();
      library.dispose();
    },
  };
}

const digestOf = (at: number): string => at.toString(16).padStart(64, "0");

await main();
