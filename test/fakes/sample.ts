/** The sample page, and its papers as an independent and simpler reading has them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Paper } from "../../src/domain/paper.ts";
import { importDailyPapers } from "../../src/library/importers/dailyPapers.ts";
import { newPaper } from "../../src/library/merge.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { root } from "../run/places.mjs";

export interface Entry {
  readonly title: string;
  readonly abstract: string;
}

export const samplePage = readFileSync(join(root, "media/sample/daily-papers.txt"), "utf8");

/** Everything below the date comes in pairs of lines; empty lines mean nothing. */
export const sampleEntries: readonly Entry[] = (() => {
  const lines = samplePage.split("\n").filter((line) => line !== "");
  const below = lines.slice(lines.indexOf("Jul 30") + 1);
  return below.flatMap((title, at) => (at % 2 === 0 ? [{ title, abstract: below[at + 1] ?? "" }] : []));
})();

const { drafts } = importDailyPapers(samplePage, "2026-07-31");
const imported = "2026-07-31T08:00:00.000Z";

export const samplePapers: readonly Paper[] = drafts.map((draft) => newPaper(draft, imported));

/** The paper whose title begins so. */
export function samplePaper(titleStart: string): Paper {
  const found = samplePapers.find(({ title }) => title.startsWith(titleStart));
  if (found === undefined) throw new Error(`The sample has no paper "${titleStart}"`);
  return found;
}

/** The files of a library of this size, by path: the sample's papers, repeated under other titles until there are enough. */
export function libraryFiles(count: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let at = 0; at < count; at++) {
    const draft = drafts[at % drafts.length];
    if (draft === undefined) throw new Error("The sample holds no papers");
    const title = at < drafts.length ? draft.title : `${draft.title} (${at})`;
    const paper = newPaper({ ...draft, title }, imported);
    files[`.marginalia/${paperPath(paper.id)}`] = writePaperFile(paper);
  }
  return files;
}
