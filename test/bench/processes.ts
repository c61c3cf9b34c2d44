/** Whether notes outlive company: four processes that write a thousand notes each into one library. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processTrial } from "../proofs/processTrial.ts";
import { table } from "./figures.ts";

const count = Number(process.env["MARGINALIA_NOTES"] ?? 1000);
const kinds = [
  { what: "four people", names: ["Ann", "Bob", "Carol", "Dan"], longest: 0 },
  { what: "one person in four windows", names: ["Ann", "Ann", "Ann", "Ann"], longest: 0 },
  { what: "the same, every eighth note of 100 kB", names: ["Ann", "Ann", "Ann", "Ann"], longest: 100_000 },
] as const;

const rows: string[][] = [];
for (const { what, names, longest } of kinds) {
  const library = await mkdtemp(join(tmpdir(), "marginalia-processes-"));
  const { notes, seconds, faults } = await processTrial(library, names, count, longest);
  rows.push([
    what,
    (names.length * count).toLocaleString("en"),
    notes.toLocaleString("en"),
    String(faults.length),
    (notes / seconds).toFixed(0),
  ]);
  for (const fault of faults.slice(0, 10)) console.log(`${what}: ${fault}`);
  await rm(library, { recursive: true, force: true });
}
table(
  "Processes that write into one library",
  ["who", "notes written", "notes there", "faults", "notes/s"],
  rows,
);
