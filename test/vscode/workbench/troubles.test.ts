/** What goes wrong on real machines, in the real workbench: hostile and broken files, no folder, several, an untrusted one. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { importDailyPapers } from "../../../src/library/importers/dailyPapers.ts";
import { newPaper } from "../../../src/library/merge.ts";
import { paperPath, writePaperFile } from "../../../src/library/paperFile.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const now = "2026-07-31T08:00:00.000Z";
const { drafts } = importDailyPapers(readFileSync("media/sample/daily-papers.txt", "utf8"), now.slice(0, 10));
const papers = drafts.slice(0, 3).map((draft) => newPaper(draft, now));
const [first, second] = papers;
if (first === undefined || second === undefined) throw new Error("The sample holds no papers");

const asFiles = (list: typeof papers): Record<string, string> =>
  Object.fromEntries(list.map((paper) => [`.marginalia/${paperPath(paper.id)}`, writePaperFile(paper)]));

const highlight = (id: string, exact: string, comment = ""): string =>
  JSON.stringify({
    "@context": ["http://www.w3.org/ns/anno.jsonld", { marginalia: "urn:marginalia:1:" }],
    id: `urn:uuid:01a20a46-0000-7000-8000-00000000000${id}`,
    type: "Annotation",
    motivation: "commenting",
    created: now,
    modified: now,
    creator: { type: "Person", name: "Ada" },
    body:
      comment === ""
        ? []
        : [{ type: "TextualBody", value: comment, format: "text/markdown", purpose: "commenting" }],
    target: {
      source: `marginalia-paper:/${first.id}/abstract`,
      styleClass: "highlight yellow",
      selector: [{ type: "TextQuoteSelector", exact, prefix: "", suffix: "" }],
    },
  });

const row = ({ page }: Workbench, text: string) =>
  page.locator(".part.sidebar .monaco-list-row", { hasText: text }).first();

test("a log with a broken line and conflict markers shows its notes and names the lines; not a byte of it changes", async () => {
  const words = first.abstract.slice(0, 40);
  const log = [
    highlight("1", words, "before the conflict"),
    '{"half": ',
    "<<<<<<< HEAD",
    highlight("2", words, "our side"),
    "=======",
    highlight("3", words, "their side"),
    ">>>>>>> topic",
    highlight("4", words, "after the conflict").replace("urn:marginalia:1:", "urn:marginalia:9:"),
    "",
  ].join("\n");
  const path = `.marginalia/annotations/${first.id}/ada-00000000.jsonl`;
  await using workbench = await openWorkbench({ files: { ...asFiles(papers), [path]: log } });
  await workbench.showPapers();
  await row(workbench, first.title.slice(0, 20)).click();
  const reader = await workbench.readerFrame("before the conflict");
  for (const comment of ["our side", "their side", "after the conflict"])
    await reader.locator(".note").getByText(comment).waitFor();
  await workbench.runCommand("View: Toggle Problems");
  const problems = workbench.page.locator(".markers-panel");
  await problems.getByText("not JSON").waitFor();
  await problems.getByText("an unresolved merge conflict").first().waitFor();
  const newer = reader.locator(".note", { hasText: "after the conflict" });
  await newer.hover();
  assert.equal(
    await newer.locator('[aria-label*="Edit"], [title*="Edit"]').count(),
    0,
    "a newer note is only read",
  );
  assert.equal(readFileSync(join(workbench.folder, path), "utf8"), log);
});

test("hostile titles, abstracts and notes are text: nothing runs, nothing is a link that should not be", async () => {
  const hostile = newPaper(
    {
      title: 'Pwned <img src=x onerror="parent.hacked=1"> [click](command:workbench.action.quit) $(bug)',
      abstract:
        'A <script>parent.hacked=1</script> abstract with javascript:alert(1) and [a](command:workbench.action.quit) in it. <a href="javascript:alert(1)">x</a>',
      source: { kind: "daily-papers" },
    },
    now,
  );
  const note = highlight(
    "1",
    "abstract with",
    "<img src=x onerror=parent.hacked=1> [a](command:x) [b](javascript:alert(1)) [c](https://example.org)",
  );
  await using workbench = await openWorkbench({
    files: {
      ...asFiles([hostile]),
      [`.marginalia/annotations/${hostile.id}/ada-00000000.jsonl`]: `${note.replaceAll(first.id, hostile.id)}\n`,
      "draft.md": `[[${hostile.title}]]\n`,
    },
  });
  const dialogs: string[] = [];
  workbench.page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await workbench.showPapers();
  await row(workbench, "Pwned <img").click();
  const reader = await workbench.readerFrame("Pwned <img");
  await reader.locator(".note").first().waitFor();
  const links = await reader
    .locator("a[href]")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  for (const link of links) assert.match(link ?? "", /^https?:/u);
  assert.equal(await reader.locator(".abstract script, .abstract img, .note img, .note script").count(), 0);
  await workbench.runCommand("Marginalia: Search Papers");
  await workbench.page.locator('.quick-input-widget input[placeholder^="Search papers"]').fill("pwned");
  await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "Pwned" }).first().waitFor();
  const [found] = await workbench.quickInputRows();
  assert.equal(found?.label, hostile.title);
  await workbench.page.keyboard.press("Escape");
  assert.equal(await workbench.page.evaluate(() => "hacked" in window), false);
  assert.deepEqual(dialogs, []);
});

test("a log that cannot be written keeps the note, says so, and writes it when the disk allows", async () => {
  await using workbench = await openWorkbench({ files: asFiles(papers) });
  await workbench.showPapers();
  await row(workbench, first.title.slice(0, 20)).click();
  const reader = await workbench.readerFrame("Abstract");
  // A file stands where the folder of logs should be: like a full or read-only disk, also for an administrator.
  const annotations = join(workbench.folder, ".marginalia/annotations");
  mkdirSync(annotations, { recursive: true });
  writeFileSync(join(annotations, first.id), "");
  await reader.locator(".abstract").focus();
  await workbench.page.keyboard.press("Control+Home");
  await workbench.page.keyboard.press("Control+Shift+ArrowRight");
  await workbench.page.keyboard.press("1");
  await workbench.page.locator(".notifications-toasts").getByText("not on disk yet").waitFor();
  await reader.locator(".note").first().waitFor();
  await reader.getByText("Not saved yet").waitFor();
  rmSync(join(annotations, first.id));
  await workbench.page.locator(".notifications-toasts").getByText("Try Again").click();
  await reader.getByText("Not saved yet").waitFor({ state: "detached" });
  const [log = ""] = readdirSync(join(annotations, first.id));
  const lines = readFileSync(join(annotations, first.id, log), "utf8")
    .trimEnd()
    .split("\n");
  assert.equal(lines.length, 1);
});

test("a paper's file that cannot be read is named and left alone, and the rest of the library works", async () => {
  const broken = `.marginalia/${paperPath(second.id)}`;
  const text = `<<<<<<< HEAD\n${writePaperFile(second)}=======\n>>>>>>> topic\n`;
  await using workbench = await openWorkbench({ files: { ...asFiles(papers), [broken]: text } });
  await workbench.showPapers();
  await row(workbench, "2 unread").waitFor();
  await workbench.runCommand("View: Toggle Problems");
  await workbench.page.locator(".markers-panel").getByText("unresolved merge conflict").first().waitFor();
  await workbench.page.evaluate(
    (copied) => navigator.clipboard.writeText(copied),
    readFileSync("media/sample/daily-papers.txt", "utf8"),
  );
  await workbench.runCommand("Marginalia: Import Papers from Clipboard");
  await workbench.page
    .locator(".notifications-toasts")
    .getByText("54 papers added, 2 already there, 1 problem")
    .waitFor();
  assert.equal(readFileSync(join(workbench.folder, broken), "utf8"), text);
});

test("without a folder the view says what to do, and an import explains itself", async () => {
  await using workbench = await openWorkbench({ open: null });
  await workbench.showPapers();
  await workbench.page.locator(".part.sidebar").getByText("kept in the folder you have open").waitFor();
  await workbench.runCommand("Marginalia: Open the Sample Library");
  await workbench.page.locator(".notifications-toasts").getByText("Open a folder first").waitFor();
});

test("several folders are one library, and new papers go where papers are", async () => {
  await using workbench = await openWorkbench({
    files: {
      ...Object.fromEntries(Object.entries(asFiles([first])).map(([path, text]) => [`two/${path}`, text])),
      "one/readme.md": "# One\n",
      "all.code-workspace": JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }),
    },
    open: "all.code-workspace",
  });
  await workbench.showPapers();
  await row(workbench, "1 unread").waitFor();
  await workbench.runCommand("Marginalia: Open the Sample Library");
  await row(workbench, "57 unread").waitFor();
  assert.equal(existsSync(join(workbench.folder, "one/.marginalia")), false);
  assert.equal(readdirSync(join(workbench.folder, "two/.marginalia/papers")).length, 57);
});

test("an untrusted folder is read and annotated like any other: nothing in it is run", async () => {
  await using workbench = await openWorkbench({ files: asFiles(papers), trusted: false });
  await workbench.page.getByText("Restricted Mode").first().waitFor();
  await workbench.showPapers();
  await row(workbench, first.title.slice(0, 20)).click();
  const reader = await workbench.readerFrame("Abstract");
  await reader.locator(".abstract").focus();
  await workbench.page.keyboard.press("Control+Home");
  await workbench.page.keyboard.press("Control+Shift+ArrowRight");
  await workbench.page.keyboard.press("3");
  await reader.locator(".note").first().waitFor();
});
