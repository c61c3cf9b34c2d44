// Measures speed: prints tables, judges nothing. `npm run bench [name]` runs one of test/bench/*.ts; what follows is for it.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "./checks.mjs";
import { installDependencies } from "./dependencies.mjs";
import { makePackage } from "./package.mjs";
import { root } from "./places.mjs";
import { run } from "./processes.mjs";
import { step } from "./say.mjs";

const helpers = new Set([
  "figures.js",
  "extractionScores.js",
  "changedQuotes.js",
  "collections.js",
  "pdfPieces.js",
  "versionQuotes.js",
  "withoutFloor.js",
  "libraries.js",
]);

await installDependencies();
const wanted = process.argv[2];
const folder = join(root, "dist/test/bench");
await makePackage();
if ((await build()) !== 0) process.exit(1);
const names = readdirSync(folder).filter((name) => name.endsWith(".js") && !helpers.has(name));
let failed = false;
for (const name of names.filter((each) => wanted === undefined || each === `${wanted}.js`)) {
  step(`Measuring: ${name.replace(/\.js$/, "")}`);
  failed = (await run(process.execPath, [join(folder, name), ...process.argv.slice(3)])) !== 0 || failed;
}
process.exit(failed ? 1 : 0);
