/**
 * Groups of JabRef as collections. A comment of the file holds the tree, a line for each group with its depth before it:
 * "2 StaticGroup:Transformers\\;0\\;1\\;;"; entries name theirs in the field "groups" (docs.jabref.org, "Groups").
 */

const mostGroups = 2_000;

/** The whole name, such as "vision/detection", by each group's own. */
export function groupsIn(text: string): ReadonlyMap<string, string> {
  const tree =
    /@comment\s{0,10}\{\s{0,10}jabref-meta:\s{0,10}grouping:([\s\S]{0,200000}?)\n\}/iu.exec(text)?.[1] ?? "";
  const groups = new Map<string, string>();
  const above: string[] = [];
  for (const line of tree.split(/\r?\n/u)) {
    const [, depth = "", kind = "", name = ""] =
      /^\s*(\d{1,2}) (\w+):((?:[^;\\]|\\(?!;).)*)/u.exec(line) ?? [];
    if (name === "" || kind === "AllEntriesGroup" || groups.size >= mostGroups) continue;
    const level = Number(depth) - 1;
    if (level < 0 || level > above.length) continue;
    const plain = name.replace(/\\(.)/gu, "$1").replace(/\//gu, " ").trim();
    above.length = level;
    above.push(plain);
    if (!groups.has(plain)) groups.set(plain, above.join("/"));
  }
  return groups;
}

/** The collections of an entry, of its field "groups". */
export const collectionsIn = (field: string, groups: ReadonlyMap<string, string>): readonly string[] => [
  ...new Set(
    field
      .split(/\s*,\s*/u)
      .filter((name) => name !== "")
      .map((name) => groups.get(name.replace(/\//gu, " ")) ?? name.replace(/\//gu, " ")),
  ),
];
