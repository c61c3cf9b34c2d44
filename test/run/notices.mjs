// Which packages ended up in the bundles, and the licence texts that must go along with them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders of the packages whose code is in the bundles, by name. */
export function packagesIn(metafiles) {
  const folders = new Map();
  for (const file of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const found = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file);
    if (found) folders.set(found[1], found[0]);
  }
  return folders;
}

export function noticesFor(metafiles) {
  const packages = [...packagesIn(metafiles)].sort(([a], [b]) => a.localeCompare(b));
  const notices = packages.map(([name, folder]) => {
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return [`${name} ${version} (${license})`, "", ...licenceTexts(folder)].join("\n");
  });
  const heading = "Marginalia contains code of the packages below, each under its own licence.";
  return [heading, ...notices].join(`\n\n${"-".repeat(80)}\n\n`) + "\n";
}

function licenceTexts(folder) {
  const names = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|notice|copying)/i.test(name))
    .sort();
  return names.map((name) => readFileSync(join(folder, name), "utf8").trim());
}
