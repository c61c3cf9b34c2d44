/** What the pictures show: the sample library some hours into someone's day, with a colleague who has read along. */
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../../src/base/ports.ts";
import type { Paper, ReadingState } from "../../../src/domain/paper.ts";
import { importDailyPapers } from "../../../src/library/importers/dailyPapers.ts";
import { Library } from "../../../src/library/library.ts";
import { Notes } from "../../../src/notes/notes.ts";
import { ManualClock } from "../../fakes/manualClock.ts";
import { MemoryFiles } from "../../fakes/memoryFiles.ts";
import { MemoryShelves } from "../../fakes/memoryShelves.ts";
import { SilentLog } from "../../fakes/silentLog.ts";
import { root } from "../places.mjs";
import { remarks } from "./remarks.ts";

export const reader = { name: "Mira Lindqvist", email: "mira@example.org" };
const colleague = { name: "Jonas Weber", email: "jonas@example.org" };

const looks: readonly { paper: string; reading: ReadingState; tags?: readonly string[] }[] = [
  { paper: "The Sparse Frontier", reading: "reading", tags: ["sparse-attention", "long-context"] },
  { paper: "Mistral-SPLADE", reading: "reading", tags: ["retrieval"] },
  { paper: "ProSparse", reading: "reading", tags: ["activation-sparsity"] },
  { paper: "Sparsing Law", reading: "read", tags: ["activation-sparsity", "scaling"] },
  { paper: "FlexPrefill", reading: "read", tags: ["sparse-attention"] },
  { paper: "R-Sparse", reading: "read", tags: ["activation-sparsity"] },
];

const documents = join(root, "test/run/demo/files");
const pdf = join(root, "test/fixtures/pdf/papermage.pdf");

/** The files of the workspace, by path. */
export async function sceneFiles(): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const files = new MemoryFiles();
  const clock = new ManualClock(minutesBefore(240));
  await fill(files, clock);
  const library = Object.entries(files.snapshot()).map(([path, text]) => [`.marginalia/${path}`, text]);
  const drafts = readdirSync(documents).map((name) => [name, readFileSync(join(documents, name), "utf8")]);
  return { ...Object.fromEntries([...drafts, ...library]), "papers/papermage.pdf": await readFile(pdf) };
}

async function fill(files: MemoryFiles, clock: ManualClock): Promise<void> {
  const shelves = new MemoryShelves(files);
  const log = new SilentLog();
  const library = new Library(shelves, clock, log);
  const page = readFileSync(join(root, "media/sample/daily-papers.txt"), "utf8");
  const { added } = await library.add(importDailyPapers(page, clock.now().slice(0, 10)).drafts);
  for (const { paper, reading, tags = [] } of looks)
    await library.change(titled(added, paper).id, (before) => ({ ...before, reading, tags }));

  const writers = {
    reader: writer(reader, shelves, files, clock),
    colleague: writer(colleague, shelves, files, clock),
  };
  for (const remark of remarks) {
    const { by, minutesAgo, answer, quote, comment, color, style, tags } = remark;
    const paper = titled(added, remark.paper);
    clock.set(minutesBefore(minutesAgo));
    const passage = quote === undefined ? undefined : passageIn(paper, quote);
    const { id } = await writers[by].add({ paper: paper.id, passage, comment, color, style, tags });
    if (answer === undefined) continue;
    clock.advance(15 * 60_000);
    const other = writers[by === "reader" ? "colleague" : "reader"];
    await other.load();
    await told();
    await other.reply(paper.id, id, answer);
  }
  for (const notes of Object.values(writers)) notes.dispose();
  library.dispose();
}

const writer = (author: typeof reader, shelves: MemoryShelves, files: MemoryFiles, clock: Clock): Notes =>
  new Notes({
    shelves,
    shelfOf: () => files,
    author: () => Promise.resolve(author),
    clock,
    log: new SilentLog(),
  });

/** Until the other one's store has heard of what was written. */
const told = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

const minutesBefore = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

function titled(papers: readonly Paper[], beginning: string): Paper {
  const paper = papers.find(({ title }) => title.startsWith(beginning));
  if (paper === undefined) throw new Error(`The sample no longer holds "${beginning}"`);
  return paper;
}

function passageIn({ abstract, title }: Paper, quote: string) {
  const start = abstract.indexOf(quote);
  if (start === -1) throw new Error(`"${title}" no longer says "${quote}"`);
  return { text: abstract, span: { start, end: start + quote.length } };
}
