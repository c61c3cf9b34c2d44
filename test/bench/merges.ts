/**
 * Whether git's merges lose notes: randomised histories of two to four people, with real merges, rebases, picks and
 * criss-crosses, judged by a ledger that knows everything that was done. `MARGINALIA_MERGES` says how many (2,000).
 */
import { rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Randomness } from "../fakes/randomness.ts";
import { mergeTrial, type TrialOutcome } from "../proofs/mergeTrial.ts";
import { gitAttributes } from "../proofs/gitTeam.ts";
import { table } from "./figures.ts";

const wanted = Number(process.env["MARGINALIA_MERGES"] ?? 2000);
const atOnce = 2;

const outcomes: TrialOutcome[] = [];
const faults: string[] = [];
let seed = Number(process.env["MARGINALIA_SEED"] ?? 1);
const merges = (): number => outcomes.reduce((sum, each) => sum + each.merges, 0);

async function worker(): Promise<void> {
  while (merges() < wanted) {
    const mine = seed++;
    const folder = await mkdtemp(join(tmpdir(), "marginalia-merges-"));
    const ends: (() => void)[] = [];
    try {
      const outcome = await mergeTrial(folder, gitAttributes(), new Randomness(mine), {
        after: (end) => void ends.push(end),
      });
      outcomes.push(outcome);
      faults.push(...outcome.faults.map((fault) => `seed ${mine}: ${fault}`));
    } catch (thrown) {
      faults.push(`seed ${mine}: ${String(thrown)}`);
    }
    for (const end of ends) end();
    await rm(folder, { recursive: true, force: true });
  }
}

const began = performance.now();
await Promise.all(Array.from({ length: atOnce }, worker));
const seconds = (performance.now() - began) / 1000;
const sum = (of: (each: TrialOutcome) => number): number => outcomes.reduce((all, each) => all + of(each), 0);
const count = (of: (each: TrialOutcome) => number): string => sum(of).toLocaleString("en");

table(
  "Randomised histories of .marginalia, merged by git",
  [
    "histories",
    "merges",
    "stopped picks",
    "operations",
    "notes at the end",
    "fields in conflict",
    "faults",
    "merges/s",
    "ms of git a merge",
  ],
  [
    [
      String(outcomes.length),
      count((each) => each.merges),
      count((each) => each.stops),
      count((each) => each.operations),
      count((each) => each.notes),
      count((each) => each.conflicts),
      String(faults.length),
      (merges() / seconds).toFixed(1),
      (sum((each) => each.gitMs) / merges()).toFixed(1),
    ],
  ],
);
for (const fault of faults.slice(0, 20)) console.log(fault);
