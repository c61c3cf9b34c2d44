// Runs test files with Node's own runner and counts what ran.
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { root } from "./places.mjs";
import { atEnd } from "./processes.mjs";

/** @param {string} folder holds the built tests, relative to the project */
export async function runNodeTests(folder) {
  const files = testsBelow(join(root, folder));
  const result = { passed: 0, skipped: 0, failures: [] };
  if (files.length === 0) return result;
  const stop = new AbortController();
  const forget = atEnd(async () => stop.abort());
  const events = run({ files, concurrency: true, signal: stop.signal });
  events.on("test:pass", (event) => {
    if (event.details.type === "suite") return;
    // A file in which no test ran counts as a test of Node's, under its own name.
    if (resolve(event.name) === event.file) result.failures.push(`${event.name} holds no tests`);
    else if (event.skip !== undefined || event.todo !== undefined) result.skipped++;
    else result.passed++;
  });
  events.on("test:fail", (event) => {
    const onlyForAnother = event.details.error?.failureType === "subtestsFailed";
    if (!onlyForAnother) result.failures.push(event.name);
  });
  await new Promise((done, fail) => {
    const report = events.compose(spec);
    report.once("end", done).once("error", fail).pipe(process.stdout, { end: false });
  });
  forget();
  return result;
}

function testsBelow(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".test.js")).map((name) => join(folder, name));
}
