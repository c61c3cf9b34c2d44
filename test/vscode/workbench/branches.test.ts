/** Git changes the notes below an open reader: branches, merges and stashes neither lose a note nor show one twice. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { AnnotationId } from "../../../src/domain/annotation.ts";
import { importDailyPapers } from "../../../src/library/importers/dailyPapers.ts";
import { newPaper } from "../../../src/library/merge.ts";
import { paperPath, writePaperFile } from "../../../src/library/paperFile.ts";
import { composeNote } from "../../../src/notes/compose.ts";
import { logFolder, writeLine } from "../../../src/notes/log.ts";
import { asRevision } from "../../../src/notes/revision.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const { drafts } = importDailyPapers(readFileSync("media/sample/daily-papers.txt", "utf8"), "2026-07-31");
const [draft] = drafts;
if (draft === undefined) throw new Error("The sample holds no papers");
const paper = newPaper(draft, "2026-07-31T08:00:00.000Z");
const bob = { name: "Bob", email: "bob@example.org" };

let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench({
    files: { [`.marginalia/${paperPath(paper.id)}`]: writePaperFile(paper) },
    settings: { "marginalia.author.name": "Ann", "marginalia.author.email": "ann@example.org" },
  });
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "Ann");
  git("config", "user.email", "ann@example.org");
  await workbench.showPapers();
  await workbench.page
    .locator(".part.sidebar .monaco-list-row", { hasText: paper.title.slice(0, 20) })
    .first()
    .click();
});
after(() => workbench.dispose());

const git = (...args: readonly string[]): string =>
  execFileSync("git", args, { cwd: workbench.folder, encoding: "utf8" });

function commitAll(): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", "Notes");
}

/** A note as it comes from somebody else's machine. */
function writtenByBob(comment: string): void {
  const made = { id: "urn:uuid:01a20a46-0000-7000-8000-00000000000b" as AnnotationId, author: bob };
  const note = composeNote({ paper: paper.id, comment }, { ...made, now: "2026-07-31T09:00:00.000Z" });
  const folder = join(workbench.folder, ".marginalia", logFolder(paper.id));
  mkdirSync(folder, { recursive: true });
  const line = writeLine(asRevision(note, { revision: "b0", basedOn: [], editor: bob }));
  writeFileSync(join(folder, "bob-00000000.jsonl"), line);
}

/** Waits until the open reader shows just these comments. */
async function shows(...comments: readonly string[]): Promise<void> {
  const reader = await workbench.readerFrame("Abstract");
  const shown = async () =>
    (await reader.locator(".note > .comment").allInnerTexts()).map((text) => text.trim());
  const wanted = [...comments].sort();
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    if (JSON.stringify((await shown()).sort()) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.deepEqual((await shown()).sort(), wanted);
}

async function write(comment: string): Promise<void> {
  const reader = await workbench.readerFrame("Abstract");
  await reader.locator(".abstract").focus();
  await workbench.page.keyboard.press("Control+Home");
  await workbench.page.keyboard.press("Control+Shift+ArrowRight");
  await workbench.page.keyboard.press("c");
  await reader.locator(".text-area").waitFor();
  await workbench.page.keyboard.type(comment);
  await workbench.page.keyboard.press("Control+Enter");
  await reader.locator(".note > .comment", { hasText: comment }).waitFor();
  await isOnDisk(comment);
}

/** The reader shows a note before it is stored, and git sees only what is. */
async function isOnDisk(comment: string): Promise<void> {
  const folder = join(workbench.folder, ".marginalia", logFolder(paper.id));
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const logs = existsSync(folder) ? readdirSync(folder) : [];
    if (logs.some((name) => readFileSync(join(folder, name), "utf8").includes(comment))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`"${comment}" was not stored`);
}

test("notes come and go with branches, and a merge brings all of them together", async () => {
  await write("on main");
  await shows("on main");
  commitAll();
  git("switch", "--quiet", "--create", "theirs");
  writtenByBob("on the other branch");
  commitAll();
  await shows("on main", "on the other branch");
  git("switch", "--quiet", "main");
  await shows("on main");
  await write("while the other is away");
  commitAll();
  git("merge", "--quiet", "--no-edit", "theirs");
  await shows("on main", "on the other branch", "while the other is away");
});

test("what is stashed goes out of the reader, and comes back once, beside what was written meanwhile", async () => {
  const before = ["on main", "on the other branch", "while the other is away"];
  await write("to be stashed");
  git("stash", "--quiet");
  await shows(...before);
  await write("meanwhile");
  commitAll();
  git("stash", "pop", "--quiet");
  await shows(...before, "to be stashed", "meanwhile");
  assert.equal(git("diff", "--name-only", "--diff-filter=U"), "");
});
