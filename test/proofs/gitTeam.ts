/** Some people, or one person at several machines, who keep notes in working copies of one repository. */
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Paper } from "../../src/domain/paper.ts";
import type { Author } from "../../src/notes/author.ts";
import { GitClone } from "../fakes/gitClone.ts";
import type { Randomness } from "../fakes/randomness.ts";
import { ann, bob, Workspace } from "../fakes/workspace.ts";
import { root } from "../run/places.mjs";

export interface Mate {
  readonly branch: string;
  readonly clone: GitClone;
  readonly author: Author;
  /** How far this machine's clock is off. */
  readonly skewMs: number;
}

const people: readonly Author[] = [ann, bob, { name: "Carol" }];
const largestSkewMs = 120_000;

/** Everything that ends when the trial ends. */
export interface Ending {
  after(end: () => void): void;
}

export async function gitTeam(
  folder: string,
  attributes: string,
  paper: Paper,
  random: Randomness,
  ending: Ending,
): Promise<readonly Mate[]> {
  const size = 2 + random.below(3);
  const first = await GitClone.init(join(folder, "p0"), "p0");
  await first.files.write(".gitattributes", attributes);
  const window = new Workspace(ending, first.files);
  await window.library.add([{ title: paper.title, abstract: paper.abstract, source: { kind: "test" } }]);
  await first.commit("begin");
  const mates: Mate[] = [];
  for (let at = 0; at < size; at++) {
    const branch = `p${at}`;
    mates.push({
      branch,
      clone: at === 0 ? first : await first.worktree(join(folder, branch), branch),
      author: random.pick(people),
      skewMs: random.below(2) === 0 ? 0 : random.below(largestSkewMs),
    });
  }
  return mates;
}

/** What the extension itself writes beside the notes, taken from where it is written. */
export function gitAttributes(): string {
  const source = readFileSync(join(root, "src/host/workspace/workspaceFiles.ts"), "utf8");
  const literal = /"\.gitattributes": ("(?:[^"\\]|\\.)*")/u.exec(source)?.[1];
  if (literal === undefined) throw new Error("The source names no .gitattributes");
  return JSON.parse(literal) as string;
}

/** The lines of all logs of a paper, as they are on the disk. */
export async function linesOf({ clone }: Mate, paper: Paper): Promise<ReadonlySet<string>> {
  const folder = clone.files.at(`annotations/${paper.id}`);
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return new Set(texts.flatMap((text) => text.split("\n")).filter((line) => line !== ""));
}
