/**
 * How long 10,000 entries take to become papers on disk, and the longest that anything else has to wait meanwhile: read in
 * slices as the extension does it, then added to a library in a temporary folder.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { inSlices } from "../../src/base/slices.ts";
import { Library } from "../../src/library/library.ts";
import { importText } from "../../src/sources/recognise.ts";
import { DiskFiles } from "../fakes/diskFiles.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { table } from "./figures.ts";

const count = Number(process.argv[2] ?? 10_000);
const abstract =
  "We study how looms learn, and find that they do so slowly but surely, given enough thread. ".repeat(12);
const numbers = Array.from({ length: count }, (_, number) => number);

const texts: Readonly<Record<string, string>> = {
  BibTeX: numbers
    .map(
      (n) =>
        `@article{key${n},\n  title = {{Loom} number ${n} and its G\\"odel machine},\n  author = {Lovelace, Ada and Babbage, Charles},\n  year = {${1900 + (n % 120)}},\n  journal = {Journal of Looms},\n  doi = {10.5555/loom.${n}},\n  abstract = {${abstract}}\n}\n`,
    )
    .join("\n"),
  RIS: numbers
    .map(
      (n) =>
        `TY  - JOUR\nTI  - Loom number ${n}\nAU  - Lovelace, Ada\nPY  - 2020\nDO  - 10.5555/loom.${n}\nAB  - ${abstract}\nER  - \n`,
    )
    .join("\n"),
  "CSL-JSON": JSON.stringify(
    numbers.map((n) => ({
      title: `Loom number ${n}`,
      author: [{ family: "Lovelace", given: "Ada" }],
      issued: { "date-parts": [[2020]] },
      DOI: `10.5555/loom.${n}`,
      abstract,
    })),
  ),
};

interface Spent {
  readonly ms: number;
  /** Of the processor, all threads together: on a busy machine the better figure. */
  readonly cpu: number;
  readonly longestBlock: number;
}

async function spent<T>(work: () => Promise<T>): Promise<Spent & { readonly value: T }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const [start, before] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  await new Promise((resolve) => setTimeout(resolve, 5));
  delay.disable();
  return { ms, cpu: (user + system) / 1000, longestBlock: delay.max / 1e6, value };
}

const rows: string[][] = [];
for (const [format, text] of Object.entries(texts)) {
  const read = await spent(() => inSlices(importText(text, "2026-07-31"), () => false));
  const { drafts = [] } = read.value ?? {};
  const folder = await mkdtemp(join(tmpdir(), "marginalia-bench-"));
  const shelves = new MemoryShelves(new DiskFiles(folder));
  const add = async (): Promise<Spent & { readonly value: unknown }> => {
    const library = new Library(shelves, new ManualClock(), new SilentLog());
    await library.load();
    const done = await spent(() => library.add(drafts));
    library.dispose();
    return done;
  };
  const first = await add();
  const again = await add();
  await rm(folder, { recursive: true });
  const cells = [read, first, again].flatMap(({ ms, cpu, longestBlock }) => [
    `${Math.round(ms)} ms (${Math.round(cpu)})`,
    `${Math.round(longestBlock)} ms`,
  ]);
  rows.push([format, `${(text.length / 1e6).toFixed(1)} MB`, String(drafts.length), ...cells]);
}
table(
  "Papers imported from a text; in brackets processor time, behind each the longest block",
  ["format", "text", "papers", "read", "block", "added to disk", "block", "again, unchanged", "block"],
  rows,
);
