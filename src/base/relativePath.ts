/** How one file names another: "../papers/a.pdf". Paths as URIs have them, from the root. */

/** The whole path where the two lie on different drives. */
export function relativePath(from: string, to: string): string {
  const [folders, target] = [from.split("/").slice(1, -1), to.split("/").slice(1)];
  if (driveOf(folders) !== driveOf(target)) return to;
  let shared = 0;
  while (shared < folders.length && shared < target.length - 1 && folders[shared] === target[shared])
    shared++;
  return [...folders.slice(shared).map(() => ".."), ...target.slice(shared)].join("/");
}

const driveOf = ([first = ""]: readonly string[]): string =>
  /^[A-Za-z]:$/u.test(first) ? first.toLowerCase() : "";
