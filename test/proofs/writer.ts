/**
 * A process of its own that writes notes and says so: `node writer.js <library> <name> <paper> <count> <largest comment>`.
 *
 * It prints "ready", then the id of each note once that is on the disk, and nothing before. It ends when all are.
 */
import { writeSync } from "node:fs";
import { systemClock } from "../../src/base/clock.ts";
import { paperId } from "../../src/domain/paperId.ts";
import { Notes } from "../../src/notes/notes.ts";
import { DiskFiles } from "../fakes/diskFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";

const [folder = "", name = "", id = "", count = "0", longest = "0"] = process.argv.slice(2);
const paper = paperId(id);
if (paper === undefined) throw new Error(`${id} is not a paper's id`);
const files = new DiskFiles(folder);
const notes = new Notes({
  shelves: new MemoryShelves(files),
  shelfOf: () => files,
  author: () => Promise.resolve({ name }),
  clock: systemClock,
  log: new SilentLog(),
});
// Its own, at once: what is said must be out before the process can be killed.
const say = (line: string): void => void writeSync(1, `${line}\n`);

/** Long ones are written page by page, so that a kill can come in between. */
const commentOf = (at: number): string =>
  at % 8 === 7 ? `long ${at} ${"é".repeat(Math.floor(Number(longest) / 2))}` : `note ${at} of ${name}`;

await notes.load();
say("ready");
/** What is not on the disk yet waits in memory; it is said when it is. */
const waiting: string[] = [];
notes.onDidChangeTrouble((why) => {
  if (why !== undefined) return say(`trouble ${why}`);
  for (const each of waiting.splice(0)) say(each);
  say("fine");
});
for (let at = 0; at < Number(count); at++) {
  const { id: made } = await notes.add({ paper, comment: commentOf(at) });
  if (notes.trouble === undefined) say(made);
  else waiting.push(made);
}
while (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
notes.dispose();
