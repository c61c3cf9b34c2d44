/**
 * Importers and readers of sources under a million damaged inputs: none throws, none hangs, and each paper that comes out can be
 * stored and read again. Arguments: how many inputs in all, and the number of the first.
 */
import { fuzz, targets } from "../fakes/importFuzz.ts";
import { table } from "./figures.ts";

const inputs = Math.ceil(Number(process.argv[2] ?? 1_000_000) / targets.length);
const start = Number(process.argv[3] ?? 1_000_000);
const rows = targets.map((target) => {
  const before = performance.now();
  const done = fuzz(target, inputs, start);
  const seconds = (performance.now() - before) / 1000;
  console.log(`${target.name}: ${seconds.toFixed(0)} s`);
  return [
    target.name,
    String(done.inputs),
    String(done.drafts),
    ((seconds / done.inputs) * 1e6).toFixed(0),
    done.longestMs.toFixed(0),
  ];
});
table(
  `${inputs * targets.length} damaged inputs from number ${start} on: nothing thrown, nothing that could not be stored`,
  ["what", "inputs", "papers read", "µs each", "longest, ms"],
  rows,
);
