/** Notes where papers are mentioned, in the real workbench: words beside lines, hovers, and notes written in comment threads. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { AnnotationId } from "../../../src/domain/annotation.ts";
import { paperPath, writePaperFile } from "../../../src/library/paperFile.ts";
import { composeNote } from "../../../src/notes/compose.ts";
import { writeLine } from "../../../src/notes/log.ts";
import { samplePaper } from "../../fakes/sample.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const law = samplePaper("Sparsing Law");
const folder = `.marginalia/annotations/${law.id}`;
const words = "PPL-p% sparsity";
const start = law.abstract.indexOf(words);
const note = composeNote(
  {
    paper: law.id,
    passage: { text: law.abstract, span: { start, end: start + words.length } },
    comment: "Define this first",
  },
  {
    id: "urn:uuid:01a20a46-0000-7000-8000-000000000001" as AnnotationId,
    now: "2026-07-31T08:00:00.000Z",
    author: { name: "Ada" },
  },
);
const files = {
  [`.marginalia/${paperPath(law.id)}`]: writePaperFile(law),
  [`${folder}/ada-00000000.jsonl`]: writeLine(note),
  "draft.md": "# Draft\n\nActivation sparsity follows a law [@sparsinglaw].\n\nNothing here.\n",
};

/** The words that decorations put behind lines. */
const besideLines = ({ page }: Workbench): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll(".view-line span")]
      .map((span) => getComputedStyle(span, "::after").content)
      .filter((content) => /\d notes?/u.test(content))
      .map((content) => content.replace(/^"|"$/gu, "")),
  );

async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  const giveUpMs = Date.now() + 15_000;
  while (!(await look())) {
    if (Date.now() > giveUpMs) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const logs = (workbench: Workbench): string =>
  readdirSync(join(workbench.folder, folder))
    .map((name) => readFileSync(join(workbench.folder, folder, name), "utf8"))
    .join("");

const commentsPanel = ({ page }: Workbench) => page.locator(".part.panel .comments-panel");

/** Runs the command and waits for the cursor to be in the box of a new note. */
async function beginNote(workbench: Workbench): Promise<void> {
  await workbench.runCommand("Marginalia: Add Note Here");
  await workbench.page.locator(".review-comment .monaco-editor.focused").waitFor();
}

async function save({ page }: Workbench, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press("ControlOrMeta+Enter");
}

const clickWord = ({ page }: Workbench, word: string) =>
  page.locator(".view-line", { hasText: word }).first().getByText(word).first().click();

test("notes stand beside the line that mentions their paper, and new ones are written there without a panel", async () => {
  await using workbench = await openWorkbench({ files });
  const { page } = workbench;
  await workbench.openFile("draft.md");
  await until("the words beside the line", async () =>
    (await besideLines(workbench)).includes("1 note: Define this first"),
  );

  await clickWord(workbench, "sparsinglaw");
  await beginNote(workbench);
  await save(workbench, "Written in the draft");
  await until("two notes", async () => (await besideLines(workbench))[0]?.startsWith("2 notes") === true);
  await until("the note on disk", async () => logs(workbench).includes("Written in the draft"));
  await page.locator(".review-widget").waitFor({ state: "detached" });

  await beginNote(workbench);
  await page.keyboard.type("Never mind");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.locator(".review-widget").waitFor({ state: "detached" });
  assert.doesNotMatch(logs(workbench), /Never mind/u);
  assert.equal(await commentsPanel(workbench).count(), 0, "the Comments panel opened");
  assert.match(readFileSync(join(workbench.folder, "draft.md"), "utf8"), /\[@sparsinglaw\]\.\n/u);

  await page.locator(".view-line", { hasText: "sparsinglaw" }).getByText("sparsinglaw").first().hover();
  await page.locator(".monaco-hover", { hasText: "Define this first" }).first().waitFor();
});

test("notes as comment threads: they follow the text, are answered, edited and removed, and outside edits arrive", async () => {
  await using workbench = await openWorkbench({ files, settings: { "marginalia.inlineNotes": "comments" } });
  const { page } = workbench;
  await workbench.openFile("draft.md");
  const inPanel = (text: string) => commentsPanel(workbench).locator(".monaco-list-row", { hasText: text });
  await inPanel("Define this first").filter({ hasText: "[Ln 3]" }).waitFor();
  assert.deepEqual(await besideLines(workbench), []);

  await page.locator(".view-line", { hasText: "Draft" }).first().click();
  await page.keyboard.press("Home");
  await page.keyboard.type("\n\n");
  await inPanel("Define this first").filter({ hasText: "[Ln 5]" }).waitFor();

  await clickWord(workbench, "sparsinglaw");
  await workbench.runCommand("Marginalia: Show Notes as Comments");
  await page.locator(".review-thread-reply-button").click();
  await save(workbench, "It is defined later");
  await page.locator(".review-comment", { hasText: "It is defined later" }).waitFor();
  await until("the answer on disk", async () => logs(workbench).includes('"replying"'));

  const first = page.locator(".review-comment", { hasText: "Define this first" });
  await first.hover();
  await first.locator(".codicon-edit").click();
  await page.locator(".review-comment .monaco-editor.focused").waitFor();
  await page.keyboard.press("ControlOrMeta+A");
  await save(workbench, "Define this second");
  await page.locator(".review-comment", { hasText: "Define this second" }).waitFor();
  await until("the edit on disk", async () => logs(workbench).includes("Define this second"));

  const outside = { ...note, id: "urn:uuid:01a20a46-0000-7000-8000-000000000002" as AnnotationId };
  writeFileSync(
    join(workbench.folder, folder, "bo-11111111.jsonl"),
    writeLine(outside).replace("Define this first", "From outside"),
  );
  await inPanel("From outside").waitFor();

  const answer = page.locator(".review-comment", { hasText: "It is defined later" });
  await answer.hover();
  await answer.locator(".codicon-trash").click();
  await answer.waitFor({ state: "detached" });
  await until("the removal on disk", async () => logs(workbench).includes("marginalia:deleted"));
});

test("a paper as text: passages are coloured, a selection or a sentence can be noted, off means off", async () => {
  const settings = ".vscode/settings.json";
  await using workbench = await openWorkbench({ files: { ...files, [settings]: "{}" } });
  const { page } = workbench;
  await workbench.openFile("draft.md");
  const link = page.locator(".view-line .detected-link", { hasText: "sparsinglaw" }).first();
  await until("the paper behind the link", async () => {
    // The word is drawn anew while Ctrl is held over it, so its place is clicked.
    const box = await link.boundingBox();
    if (box === null) return false;
    await page.keyboard.down("ControlOrMeta");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForTimeout(300);
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.up("ControlOrMeta");
    await page.waitForTimeout(1_500);
    return (await workbench.tabs()).some((title) => title.includes("Sparsing Law"));
  });
  await workbench.readerFrame("Sparsing Law");
  await workbench.runCommand("Marginalia: Reopen Paper as Text");
  const line = page.locator(".view-line", { hasText: "PPL-p%" }).last();
  await line.waitFor();
  await until("the words beside the line", async () =>
    (await besideLines(workbench)).includes("1 note: Define this first"),
  );
  const backgrounds = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll(".view-overlays .cdr")].map(
        (element) => getComputedStyle(element).backgroundColor,
      ),
    );
  assert.ok((await backgrounds()).some((color) => color.startsWith("rgba(255, 2")));

  await page.locator(".view-line", { hasText: "Firstly" }).last().click();
  await beginNote(workbench);
  await save(workbench, "On this sentence");
  await until("the note on disk", async () => logs(workbench).includes("On this sentence"));
  const written = logs(workbench)
    .split("\n")
    .find((each) => each.includes("On this sentence"));
  assert.match(written ?? "", /"exact":"Firstly, [^"]*trends\."/u);
  const reader = await workbench.readerFrame("Sparsing Law");
  await reader.locator(".note", { hasText: "On this sentence" }).waitFor();

  writeFileSync(join(workbench.folder, settings), '{"marginalia.inlineNotes": "off"}');
  await until("the words to go", async () => (await besideLines(workbench)).length === 0);
  await workbench.openFile("draft.md");
  await link.waitFor(); // mentions stay links, and hovers stay
  assert.deepEqual(await besideLines(workbench), []);
});
