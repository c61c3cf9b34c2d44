/**
 * Git changes every paper of a library at once while someone searches and edits: the search answers all the while, and in the
 * end it finds just what the files say.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { mapLimited } from "../../src/base/limited.ts";
import type { Paper } from "../../src/domain/paper.ts";
import { newPaper } from "../../src/library/merge.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { GitClone } from "../fakes/gitClone.ts";
import { SearchWindow } from "./searchWindow.ts";

export interface CheckoutOutcome {
  /** How many questions were answered while the papers changed. */
  readonly asked: number;
  readonly longestAnswerMs: number;
  /** Until everything was found as it is now. */
  readonly seconds: number;
  readonly faults: readonly string[];
}

const filesAtOnce = 64;
/** A watcher tells of so many changes in some batches. */
const batches = 4;

/** @param around is told of the part in which papers change. */
export async function checkoutTrial(
  folder: string,
  count: number,
  around: (work: () => Promise<void>) => Promise<void> = (work) => work(),
): Promise<CheckoutOutcome> {
  const clone = await GitClone.init(folder);
  const few = Math.floor(count / 100);
  const papers = Array.from({ length: count }, (_, at) =>
    newPaper(
      {
        title: `Zebra number ${at}`,
        abstract: `It has stripes. Its name is z${at}.`,
        source: { kind: "test" },
      },
      "2026-01-01T00:00:00.000Z",
    ),
  );
  await writeAll(clone, "stripes", papers.slice(0, -few));
  await clone.commit("stripes");
  await clone.git("checkout", "-qb", "spots");
  for (const { id } of papers.slice(0, few)) await clone.files.remove(paperPath(id));
  await writeAll(clone, "spots", papers.slice(few));
  await clone.commit("spots");
  await clone.git("checkout", "-q", "main");
  const difference = await clone.git("diff", "--name-only", "--no-renames", "main", "spots");
  const changed = difference.match(/papers\/[^/\n]+\.json/gu) ?? [];

  const window = new SearchWindow(folder);
  try {
    const faults: string[] = [];
    const expect = async (query: string, wanted: number): Promise<void> => {
      const found = await window.count(query);
      if (found !== wanted) faults.push(`${query}: ${found} instead of ${wanted}`);
    };
    if (changed.length !== count) faults.push(`${changed.length} files changed`);
    await expect("stripes", count - few);
    await clone.git("checkout", "-q", "spots");
    const start = performance.now();
    const asking = new Asking(window);
    await around(async () => {
      const edited = papers[count >> 1];
      const editing = edited && window.library.change(edited.id, (paper) => ({ ...paper, tags: ["mine"] }));
      const length = Math.ceil(changed.length / batches);
      for (let at = 0; at < changed.length; at += length)
        window.files.tell(...changed.slice(at, at + length));
      await editing;
      await untilFollowed(window, papers.at(-1));
      await window.search.whenComplete();
    });
    const seconds = (performance.now() - start) / 1000;
    await asking.end();
    await expect("spots", count - few);
    await expect('"stripes" ', 0);
    await expect("zebra", count - few);
    await expect(`"z${count - 1}" `, 1);
    await expect('"z0" ', 0);
    await expect("tag:mine spots", 1);
    if (asking.asked === 0) faults.push("nothing was answered meanwhile");
    return { asked: asking.asked, longestAnswerMs: asking.longestMs, seconds, faults };
  } finally {
    window.close();
  }
}

async function writeAll(clone: GitClone, word: string, papers: readonly Paper[]): Promise<void> {
  await mkdir(clone.files.at("papers"), { recursive: true });
  await mapLimited(papers, filesAtOnce, async (paper) => {
    const abstract = paper.abstract.replace("stripes", word);
    await writeFile(clone.files.at(paperPath(paper.id)), writePaperFile({ ...paper, abstract }, {}));
  });
}

/** What was told of last is in the library: every wish before it was fulfilled by then. */
async function untilFollowed({ library }: SearchWindow, last: Paper | undefined): Promise<void> {
  if (last === undefined) return;
  await library.change(last.id, (paper) => paper).catch(() => undefined);
}

/** Someone who asks the next question as soon as there is an answer. */
class Asking {
  asked = 0;
  longestMs = 0;
  #isOver = false;
  readonly #asking: Promise<void>;

  constructor(window: SearchWindow) {
    this.#asking = this.#ask(window);
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#asking;
  }

  async #ask({ search }: SearchWindow): Promise<void> {
    while (!this.#isOver) {
      const start = performance.now();
      const { papers } = await search.ask("zebra number", 30);
      this.longestMs = Math.max(this.longestMs, performance.now() - start);
      if (papers.length > 0) this.asked++;
    }
  }
}
