/**
 * Whether notes find their words again: `npm run bench anchoring [folder]`.
 *
 * The folder of data is the argument, else MARGINALIA_DATA, else shared/data beside the checkout. Of it are used
 * papers.jsonl.gz (abstracts, one JSON object a line), pdf-pairs (two versions of a document: name-old.pdf, name-new.pdf) and
 * pdf. Older versions of pdf.js are taken from MARGINALIA_OLD_PDFJS, a folder outside of the project, such as
 * `npm install --prefix /tmp/old a@npm:pdfjs-dist@5.4.296 b@npm:pdfjs-dist@3.11.174` makes.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run/places.mjs";
import { measureChangedQuotes } from "./changedQuotes.ts";
import { measureSpeed, measureUpgrades, measureVersions } from "./versionQuotes.ts";

const folder = process.argv[2] ?? process.env["MARGINALIA_DATA"] ?? join(root, "..", "shared", "data");

/** Each with the module that is pdf.js for Node. */
function olderVersions(installed: string): readonly (readonly [string, string])[] {
  const modules = join(installed, "node_modules");
  return readdirSync(modules).flatMap((name) => {
    const builds = ["legacy/build/pdf.mjs", "legacy/build/pdf.js"].map((file) => join(modules, name, file));
    const module = builds.find((file) => existsSync(file));
    if (module === undefined) return [];
    const manifest = readFileSync(join(modules, name, "package.json"), "utf8");
    const { version } = JSON.parse(manifest) as { readonly version: string };
    return [[`pdf.js ${version}`, module] as const];
  });
}

const older = process.env["MARGINALIA_OLD_PDFJS"];
const abstracts = join(folder, "papers.jsonl.gz");
if (existsSync(folder)) {
  measureSpeed(folder);
  measureVersions(folder);
  if (older === undefined) console.log("\nNo older pdf.js: MARGINALIA_OLD_PDFJS names no folder.");
  else measureUpgrades(folder, olderVersions(older));
} else console.log(`No data: there is no ${folder}. Name the folder as the argument.`);
if (existsSync(abstracts)) measureChangedQuotes(abstracts);
else console.log(`No abstracts to quote from: there is no ${abstracts}.`);
