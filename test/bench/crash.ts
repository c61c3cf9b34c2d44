/**
 * Whether notes outlive what kills: processes at work ended by SIGKILL at random moments (`MARGINALIA_KILLS`, 1,000), and
 * disks that are full.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Randomness } from "../fakes/randomness.ts";
import { crashTrial, type CrashOutcome } from "../proofs/crashTrial.ts";
import { diskTrial, takenBy, type DiskOutcome } from "../proofs/diskTrial.ts";
import { canLimitFiles, limitedFiles, mountSmallDisk } from "../proofs/limitedDisk.ts";
import { table } from "./figures.ts";

const wanted = Number(process.env["MARGINALIA_KILLS"] ?? 1000);
const kinds = [
  { what: "one writer", names: ["Ann"], longest: 0 },
  { what: "one writer, notes of 1 MB", names: ["Ann"], longest: 1_000_000 },
  { what: "two people at once", names: ["Ann", "Bob"], longest: 1_000_000 },
  { what: "one person in two windows", names: ["Ann", "Ann"], longest: 1_000_000 },
] as const;
const roundsALibrary = 10;
/** Of these every eighth has 3 kB. */
const notesOnFullDisk = 500;

async function killing(
  { names, longest }: (typeof kinds)[number],
  seed: number,
): Promise<readonly CrashOutcome[]> {
  const random = new Randomness(seed);
  const outcomes: CrashOutcome[] = [];
  let kills = 0;
  while (kills < wanted / kinds.length) {
    const library = await mkdtemp(join(tmpdir(), "marginalia-crash-"));
    const outcome = await crashTrial(library, names, roundsALibrary, longest, random);
    kills += outcome.kills;
    outcomes.push(outcome);
    await rm(library, { recursive: true, force: true });
  }
  return outcomes;
}

async function killed(): Promise<void> {
  const rows: string[][] = [];
  for (const [at, kind] of kinds.entries()) {
    const began = performance.now();
    const outcomes = await killing(kind, at + 1);
    const sum = (of: (each: CrashOutcome) => number): number =>
      outcomes.reduce((all, each) => all + of(each), 0);
    const seconds = (performance.now() - began) / 1000;
    faults.push(...outcomes.flatMap((each) => each.faults.map((fault) => `${kind.what}: ${fault}`)));
    rows.push([
      kind.what,
      sum((each) => each.kills).toLocaleString("en"),
      sum((each) => each.saved).toLocaleString("en"),
      String(sum((each) => each.torn)),
      String(sum((each) => each.faults.length)),
      (sum((each) => each.kills) / seconds).toFixed(1),
    ]);
  }
  table(
    "Writers killed in the middle of their work",
    ["writers", "kills", "notes said to be saved", "torn lines", "faults", "kills/s"],
    rows,
  );
}

async function filled(): Promise<void> {
  const rows: string[][] = [];
  const add = (what: string, { notes, waited, faults: found }: DiskOutcome): void => {
    rows.push([what, String(notes), String(waited), String(found.length)]);
    faults.push(...found.map((fault) => `${what}: ${fault}`));
  };
  for (const kilobytes of [200, 400, 600]) {
    const library = await mkdtemp(join(tmpdir(), "marginalia-disk-"));
    const unmount = await mountSmallDisk(library, kilobytes);
    if (unmount !== undefined) {
      const disk = takenBy(library, 120_000);
      add(`a file system of ${kilobytes} kB`, await diskTrial(library, notesOnFullDisk, disk));
      await unmount();
    }
    await rm(library, { recursive: true, force: true });
  }
  for (const bytes of canLimitFiles() ? [10_000, 50_001, 99_999] : []) {
    const library = await mkdtemp(join(tmpdir(), "marginalia-disk-"));
    add(`files of ${bytes} bytes at most`, await diskTrial(library, notesOnFullDisk, limitedFiles(bytes)));
    await rm(library, { recursive: true, force: true });
  }
  table("Disks that are full and have room again", ["disk", "notes there", "waited", "faults"], rows);
}

const faults: string[] = [];
await killed();
await filled();
for (const fault of faults.slice(0, 20)) console.log(fault);
