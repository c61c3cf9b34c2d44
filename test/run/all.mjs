// Installs what is missing and runs every test, or one part: node test/run/all.mjs [check|unit|webview|vscode]
import "./nodeVersion.mjs";
import { installDependencies } from "./dependencies.mjs";
import { end } from "./processes.mjs";
import { step } from "./say.mjs";

const asked = process.argv[2];
await installDependencies();
const { build, runChecks } = await import("./checks.mjs");
const { runNodeTests } = await import("./nodeTests.mjs");
const { runHostSuite } = await import("./hostSuite.mjs");
const { runWebHostSuite } = await import("./webHostSuite.mjs");
const { makePackage } = await import("./package.mjs");

/** In the order in which they run: what is quick to tell comes first. */
const suites = [
  { part: "check", name: "types, lint, format, build", run: runChecks },
  { part: "unit", name: "unit tests", run: () => runNodeTests("dist/test/unit") },
  { part: "webview", name: "reader's page in Chromium", run: () => runNodeTests("dist/test/webview") },
  {
    part: "vscode",
    name: "package (.vsix)",
    run: () => makePackage().then(() => ({ passed: 1, failures: [] })),
  },
  { part: "vscode", name: "extension host of VS Code", run: runHostSuite },
  { part: "vscode", name: "extension host of a browser", run: runWebHostSuite },
  { part: "vscode", name: "workbench of VS Code", run: () => runNodeTests("dist/test/vscode/workbench") },
];

const chosen = suites.filter(({ part }) => asked === undefined || part === asked);
if (chosen.length === 0) {
  const parts = [...new Set(suites.map(({ part }) => part))];
  console.error(`There is no part "${asked}"; there are ${parts.join(", ")}.`);
  process.exit(2);
}
if (!chosen.some(({ part }) => part === "check")) {
  step("Building");
  if ((await build()) !== 0) process.exit(1);
}

const rows = [];
for (const { name, run } of chosen) {
  step(`Running ${name}`);
  rows.push({ name, ...(await outcomeOf(run)) });
}
const total = sumUp(rows);
await end(total.failed === 0 ? 0 : 1);

async function outcomeOf(run) {
  try {
    const { passed, failures, skipped = 0 } = await run();
    const ranNothing = passed + failures.length === 0;
    return { passed, skipped, failures: ranNothing ? ["nothing ran"] : failures };
  } catch (failure) {
    console.error(failure);
    return { passed: 0, skipped: 0, failures: [`could not run: ${failure.message ?? failure}`] };
  }
}

function sumUp(rows) {
  const total = { passed: 0, skipped: 0, failed: 0 };
  const line = (name, ...cells) =>
    console.log(name.padEnd(46) + cells.map((cell) => String(cell).padStart(9)).join(""));
  console.log();
  line("", "ran", "passed", "failed", "skipped");
  for (const { name, passed, skipped, failures } of rows) {
    line(name, passed + failures.length, passed, failures.length, skipped);
    total.passed += passed;
    total.skipped += skipped;
    total.failed += failures.length;
  }
  for (const { name, failures } of rows) {
    for (const failure of failures) console.log(`  ✖ ${name}: ${failure}`);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total;
}
