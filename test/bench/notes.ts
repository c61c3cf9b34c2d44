/**
 * What notes cost at 100,000 of them in 2,000 papers, on a real disk: counting them, with and without the counts of the last
 * window, opening one paper, and one edit as the number of notes grows, of one paper or of many.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { v7 as uuid } from "uuid";
import { systemClock } from "../../src/base/clock.ts";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { logName, type Author } from "../../src/notes/author.ts";
import { composeNote, edited } from "../../src/notes/compose.ts";
import { countsPath } from "../../src/notes/countsFile.ts";
import { asStored, logFolder, writeLine } from "../../src/notes/log.ts";
import { Notes } from "../../src/notes/notes.ts";
import { asRevision } from "../../src/notes/revision.ts";
import { DiskFiles } from "../fakes/diskFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { median, table } from "./figures.ts";

const authors: readonly Author[] = [{ name: "Ann", email: "ann@example.org" }, { name: "Bob" }];
const runs = 5;
const edits = 60;
const text =
  "We study sparse mixtures of experts and find that a trainable gate scales up to vision. ".repeat(12);

const paperAt = (at: number): PaperId => `title-${at.toString(16).padStart(16, "0")}` as PaperId;

/** One note, and for every fifth an edit of it: the lines and their author. */
function linesOf(paper: PaperId, at: number): { readonly author: Author; readonly lines: string } {
  const author = authors[at % 2] ?? { name: "Ann" };
  const start = (at * 37) % (text.length - 60);
  const made = { id: `urn:uuid:${uuid()}` as AnnotationId, now: systemClock.now(), author };
  const note = composeNote(
    {
      paper,
      passage: { text, span: { start, end: start + 40 } },
      comment: at % 3 === 0 ? "" : `Note ${at}: does the gate collapse without the balancing loss?`,
      tags: at % 4 === 0 ? ["method", `topic-${at % 40}`] : [],
    },
    made,
  );
  const first = asStored(asRevision(note, { revision: `a${at}`, basedOn: [], editor: author }));
  const second = asRevision(edited(first, { color: "pink" }, made.now), {
    revision: `b${at}`,
    basedOn: [`a${at}`],
    editor: author,
  });
  return { author, lines: writeLine(first) + (at % 5 === 0 ? writeLine(asStored(second)) : "") };
}

async function fill(folder: string, notes: number, papers: number): Promise<void> {
  const logs = new Map<string, string[]>();
  for (let at = 0; at < notes; at++) {
    const paper = paperAt(at % papers);
    const { author, lines } = linesOf(paper, Math.floor(at / papers) * 7 + (at % 7));
    const path = `${logFolder(paper)}/${logName(author)}`;
    const known = logs.get(path);
    if (known === undefined) logs.set(path, [lines]);
    else known.push(lines);
  }
  for (const [path, lines] of logs) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), lines.join(""));
  }
}

function windowOn(folder: string, keep: boolean): Notes {
  const files = new DiskFiles(folder);
  return new Notes({
    shelves: new MemoryShelves(files),
    shelfOf: () => files,
    author: () => Promise.resolve(authors[0] ?? { name: "Ann" }),
    clock: systemClock,
    log: new SilentLog(),
    keepCountsAfterMs: keep ? 200 : undefined,
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function medianOf(times: number, work: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let run = 0; run < times; run++) measured.push(await work());
  return median(measured);
}

/** Edits of one note after another, each until its line is on the disk, and until it is in memory. */
async function editing(folder: string, paper: PaperId): Promise<{ disk: number; memory: number }> {
  const notes = windowOn(folder, false);
  await notes.checked();
  await notes.open(paper);
  const ids = notes.annotations(paper).map(({ id }) => id);
  const disk: number[] = [];
  const memory: number[] = [];
  let started = 0;
  notes.onDidChange(() => void memory.push(performance.now() - started));
  for (let at = 0; at < edits; at++) {
    const id = ids[(at * 31) % ids.length];
    if (id === undefined) continue;
    started = performance.now();
    await notes.edit(paper, id, { comment: `Edited ${at}`, tags: [`edited-${at % 5}`] });
    disk.push(performance.now() - started);
  }
  notes.dispose();
  return { disk: median(disk.slice(10)), memory: median(memory.slice(10)) };
}

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "marginalia-notes-"));
  try {
    const large = join(folder, "large");
    await fill(large, 100_000, 2_000);
    const cold = await medianOf(runs, async () => {
      const notes = windowOn(large, false);
      const time = await timed(() => notes.ready());
      notes.dispose();
      return time;
    });
    const keeping = windowOn(large, true);
    await keeping.checked();
    while ((await new DiskFiles(large).read(countsPath)) === undefined)
      await new Promise((resolve) => setTimeout(resolve, 100));
    keeping.dispose();
    let checked: number[] = [];
    const cached = await medianOf(runs, async () => {
      const notes = windowOn(large, true);
      const time = await timed(() => notes.ready());
      checked = [...checked, time + (await timed(() => notes.checked()))];
      notes.dispose();
      return time;
    });
    let paper = 0;
    const opening = await medianOf(20, async () => {
      const notes = windowOn(large, false);
      const time = await timed(() => notes.open(paperAt(paper++)));
      notes.dispose();
      return time;
    });
    table(
      "100,000 notes in 2,000 papers, medians in milliseconds",
      ["what", "time"],
      [
        ["counts, without those of the last window", ms(cold)],
        ["counts from the last window", ms(cached)],
        ["… checked against every file", ms(median(checked))],
        ["one paper opened", ms(opening)],
      ],
    );
    const rows: string[][] = [];
    const first: number[] = [];
    for (const [notes, papers] of [
      [10, 1],
      [1_000, 1],
      [100_000, 1],
      [1_000, 20],
      [100_000, 2_000],
    ] as const) {
      const place = join(folder, `${notes}-${papers}`);
      await fill(place, notes, papers);
      const { disk, memory } = await editing(place, paperAt(0));
      first.push(disk, memory);
      const ratio = (value: number, base = Number.NaN): string => (value / base).toFixed(2);
      rows.push([
        ...[notes.toLocaleString("en"), papers.toLocaleString("en")],
        ...[ms(memory), ratio(memory, first[1]), ms(disk), ratio(disk, first[0])],
      ]);
    }
    table(
      `One edit, medians of ${edits - 10} in milliseconds, and how many times as long as among 10 notes`,
      ["notes", "papers", "in memory", "ratio", "on disk", "ratio"],
      rows,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await run();
