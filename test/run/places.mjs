// Where things are. Works from the source tree and from a bundle of it, since both are below the same package.json.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = folderAbove(fileURLToPath(import.meta.url));
/** What takes long to fetch, and demo profiles. Ignored by git; may be deleted at any time. */
export const kept = join(root, ".vscode-test");

function folderAbove(file) {
  const folder = dirname(file);
  return existsSync(join(folder, "package.json")) ? folder : folderAbove(folder);
}
