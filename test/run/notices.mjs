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
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return `${name} ${manifest.version} (${manifest.license})\n\n${licenceText(folder, manifest)}`;
  });
  const heading = "Marginalia contains code of the packages below, each under its own licence.";
  return [heading, ...notices].join(`\n\n${"-".repeat(80)}\n\n`) + "\n";
}

function licenceText(folder, { name, license, author }) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (files.length > 0)
    return files
      .sort()
      .map((file) => readFileSync(join(folder, file), "utf8").trim())
      .join("\n\n");
  // A few packages leave the file out. The words are known; only the holder differs.
  const holder = `Copyright (c) ${author?.name ?? author ?? `the authors of ${name}`}`;
  if (license === "ISC") return `ISC License\n\n${holder}\n\n${isc}`;
  if (license !== "MIT") throw new Error(`${name} (${license}) carries no licence text`);
  return readFileSync("LICENSE", "utf8")
    .trim()
    .replace(/^Copyright.*$/m, holder);
}

/** https://opensource.org/license/isc-license-txt */
const isc = `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`;
