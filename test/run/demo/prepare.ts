/** Fills a folder with the demo: documents that mention papers, the sample library, and some notes of a colleague. */
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../../../src/base/clock.ts";
import { importDailyPapers } from "../../../src/library/importers/dailyPapers.ts";
import { Library } from "../../../src/library/library.ts";
import type { NoteDraft } from "../../../src/notes/compose.ts";
import { Notes } from "../../../src/notes/notes.ts";
import { DiskFiles } from "../../fakes/diskFiles.ts";
import { MemoryShelves } from "../../fakes/memoryShelves.ts";
import { SilentLog } from "../../fakes/silentLog.ts";
import { root } from "../places.mjs";

interface Remark extends Pick<NoteDraft, "color" | "style" | "comment"> {
  /** How the paper's title begins. */
  readonly title: string;
  readonly quote: string;
}

const colleague = { name: "A colleague" };

const remarks: readonly Remark[] = [
  {
    title: "Mistral-SPLADE",
    quote:
      "decoder only models that have seen much higher magnitudes of data are better equipped to learn keyword expansions",
    color: "yellow",
    comment:
      "Posited, not tested. An encoder of the same size on the same data would tell the architecture from the data.",
  },
  {
    title: "The Sparse Frontier",
    quote:
      "for very long sequences, larger and highly sparse models are preferable to smaller and dense ones",
    color: "green",
    comment: "The sentence our draft leans on. Where does *very long* begin?",
  },
  {
    title: "The Sparse Frontier",
    quote: "The level of sparsity attainable while statistically guaranteeing accuracy preservation",
    color: "yellow",
    comment: "",
  },
  {
    title: "The Sparse Frontier",
    quote: "sparse attention is not a universal solution",
    style: "underline",
    color: "pink",
    comment: "Which task was it? See the table with $\\geq 10\\times$ compression.",
  },
  {
    title: "ProSparse",
    quote: "we obtain high sparsity of 89.32% and 88.80% for LLaMA2-7B and LLaMA2-13B",
    color: "blue",
    comment: "To reproduce first: one model, one number.",
  },
];

/** @param folder is made if it is not there */
export async function prepareDemo(folder: string): Promise<void> {
  await cp(join(root, "test/run/demo/files"), folder, { recursive: true });
  await cp(join(root, "test/fixtures/pdf/papermage.pdf"), join(folder, "papers/papermage.pdf"));
  const shelves = new MemoryShelves(new DiskFiles(join(folder, ".marginalia")));
  const log = new SilentLog();
  const library = new Library(shelves, systemClock, log);
  const notes = new Notes({
    shelves,
    shelfOf: (paper) => library.shelfOf(paper),
    author: () => Promise.resolve(colleague),
    clock: systemClock,
    log,
  });
  const page = await readFile(join(root, "media/sample/daily-papers.txt"), "utf8");
  const { drafts } = importDailyPapers(page, systemClock.now().slice(0, 10));
  const { added } = await library.add(drafts);
  for (const { title, quote, ...remark } of remarks) {
    const paper = added.find((each) => each.title.startsWith(title));
    const start = paper?.abstract.indexOf(quote) ?? -1;
    if (paper === undefined || start === -1) throw new Error(`The sample no longer holds "${quote}"`);
    const passage = { text: paper.abstract, span: { start, end: start + quote.length } };
    await notes.add({ paper: paper.id, passage, ...remark });
  }
  notes.dispose();
  library.dispose();
}
