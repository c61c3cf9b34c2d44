/** Reading and marking with the keyboard alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { askedFor, eventually, heard, marksIn, openReader } from "./harness.ts";
import { noteOn, withAbstract } from "./samples.ts";

const paper = withAbstract("Sparse models read quickly. Dense models read slowly. The cost is $n^2$ in all.");

const focusAbstract = async (page: Page): Promise<void> => {
  for (let presses = 0; presses < 30; presses++) {
    if (await page.evaluate(() => document.activeElement?.className === "abstract")) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("Tab never came to the abstract");
};
const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const selected = (page: Page): Promise<string | undefined> => page.evaluate(() => getSelection()?.toString());
const words = async (page: Page): Promise<readonly string[]> =>
  (await marksIn(page)).map((mark) => mark.words);
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName);

test("the abstract is reached with Tab, and a caret that is seen moves in it by letters, words, lines and to the ends", async () => {
  await using reader = await openReader({ paper, notes: [] }, { width: 420, height: 800 });
  const { page } = reader;
  await focusAbstract(page);
  const caret = (): Promise<{ left: number; top: number } | undefined> =>
    page.locator(".caret").evaluate((element) => {
      const { left, top } = element.getBoundingClientRect();
      return getComputedStyle(element).visibility === "visible" ? { left, top } : undefined;
    });
  const at = (): Promise<number | undefined> => page.evaluate(() => getSelection()?.focusOffset);
  const start = await caret();
  assert.ok(start !== undefined);
  assert.equal(await at(), 0);
  await press(page, "ArrowRight", "ArrowRight");
  assert.equal(await at(), 2);
  await press(page, "Control+ArrowRight");
  assert.ok([6, 7].includes((await at()) ?? -1), "after the word or before the next, as the system has it");
  await press(page, "ArrowDown");
  const below = await caret();
  assert.ok(below !== undefined && below.top > start.top);
  await press(page, "Home");
  const lineStart = await caret();
  assert.ok(lineStart !== undefined && Math.abs(lineStart.left - start.left) < 2);
  await press(page, "End");
  const lineEnd = await caret();
  assert.ok(lineEnd !== undefined && lineEnd.left > lineStart.left + 100);
  await press(page, "Control+Home");
  assert.deepEqual(await caret(), start);
  assert.deepEqual(await reader.incidents(), []);
});

test("Shift with the arrows selects, and the keys 1 to 5 highlight what is selected", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await focusAbstract(page);
  for (const [index, color] of ["yellow", "green", "blue", "pink", "purple"].entries()) {
    await press(page, "Control+ArrowRight", "Control+Shift+ArrowRight", String(index + 1));
    await eventually(() => heard(page), `Highlighted in ${color}`);
  }
  const marks = await marksIn(page);
  assert.equal(marks.length, 5);
  assert.ok(marks.every((mark) => mark.words.trim() === mark.words && mark.words !== ""));
});

test("U underlines, Escape lets go of the selection, and without one the keys say what is missing", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await focusAbstract(page);
  await press(page, "Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "u");
  await eventually(() => words(page), ["Sparse models"]);
  await press(page, "Control+End", "Shift+Control+ArrowLeft");
  await page.locator(".toolbar").waitFor();
  await press(page, "Escape");
  await page.locator(".toolbar").waitFor({ state: "detached" });
  assert.equal(await selected(page), "");
  await press(page, "3");
  assert.match(await heard(page), /Select some words/);
  assert.equal((await askedFor(page, "annotate")).length, 1);
});

test("Ctrl+A selects the abstract and nothing else", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await focusAbstract(page);
  await press(page, "Control+a", "2");
  await eventually(async () => (await askedFor(page, "annotate")).length, 1);
  const [asked] = await askedFor(page, "annotate");
  assert.deepEqual(asked, {
    passage: { span: { start: 0, end: paper.abstract.length }, exact: paper.abstract },
    style: "highlight",
    color: "green",
  });
});

test("the caret passes a formula in one step, and a selection takes it whole", async () => {
  await using reader = await openReader({ paper: withAbstract("a $\\frac{x^2}{y}$ b"), notes: [] });
  const { page } = reader;
  await focusAbstract(page);
  await press(page, "ArrowRight", "ArrowRight", "Shift+ArrowRight", "1");
  await eventually(async () => (await askedFor(page, "annotate")).length, 1);
  const [asked] = await askedFor(page, "annotate");
  assert.deepEqual(asked, {
    passage: { span: { start: 2, end: 17 }, exact: "$\\frac{x^2}{y}$" },
    style: "highlight",
    color: "yellow",
  });
  await press(page, "ArrowRight", "Shift+ArrowRight", "2");
  await eventually(async () => (await askedFor(page, "annotate")).length, 2);
});

test("the toolbar is reached with Tab, walked with the arrows, and gives the focus back", async () => {
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await focusAbstract(page);
  await press(page, "Control+Shift+ArrowRight", "Tab");
  assert.equal(await focused(page), "Yellow");
  await press(page, "ArrowRight", "ArrowRight");
  assert.equal(await focused(page), "Blue");
  await press(page, "Enter");
  await eventually(() => words(page), ["Sparse"]);
  assert.equal(await focused(page), "Abstract");
});

test("N and P go through the notes in the order of the text, and Enter from a note to its passage and back", async () => {
  const notes = [
    noteOn(paper.abstract, "Dense models", { comment: "second" }),
    noteOn(paper.abstract, "Sparse models", { comment: "first" }),
    noteOn(paper.abstract, "", { comment: "whole" }),
  ];
  await using reader = await openReader({ paper, notes });
  const { page } = reader;
  const comment = (): Promise<string | undefined> =>
    page.evaluate(() => document.activeElement?.querySelector(".comment")?.textContent?.trim());
  for (const [key, expected] of [
    ["n", "first"],
    ["n", "second"],
    ["n", "whole"],
    ["p", "second"],
  ] as const) {
    await press(page, key);
    await eventually(comment, expected);
  }
  await press(page, "Enter");
  await page.locator(".flash").first().waitFor();
  await press(page, "Escape");
  await eventually(() => focused(page), "Abstract");
  await press(page, "ArrowRight", "Enter");
  await eventually(comment, "second");
});

test("a note in focus is recoloured, underlined, edited, answered and deleted with single keys", async () => {
  await using reader = await openReader({
    paper,
    notes: [noteOn(paper.abstract, "Dense models", { comment: "why" })],
  });
  const { page } = reader;
  await press(page, "n", "5");
  await page.locator("mark.purple.highlight").waitFor();
  await press(page, "u");
  await page.locator("mark.purple.underline").waitFor();
  await press(page, "e");
  await page.locator(".editor mg-text-area").waitFor();
  await page.keyboard.type(" not");
  await press(page, "Control+Enter");
  await page.locator(".comment", { hasText: "why not" }).waitFor();
  await press(page, "r");
  await page.locator(".editor mg-text-area").waitFor();
  await page.keyboard.type("because");
  await press(page, "Control+Enter");
  await page.locator(".reply", { hasText: "because" }).waitFor();
  await press(page, "Delete");
  await eventually(() => words(page), []);
  await press(page, "Control+z");
  await eventually(() => words(page), ["Dense models"]);
});

test("keys that are not the page's own reach VS Code untouched", async () => {
  await using reader = await openReader({ paper, notes: [noteOn(paper.abstract, "Dense models")] });
  const { page } = reader;
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    window.addEventListener("keydown", (event) =>
      seen.push(`${event.key} ${event.defaultPrevented ? "taken" : "left"}`),
    );
  });
  const taken = (): Promise<readonly string[]> =>
    page.evaluate(() => (window as unknown as { seen: string[] }).seen.splice(0));
  await focusAbstract(page);
  await taken();
  await press(
    page,
    "F1",
    "Alt+1",
    "Control+1",
    "Control+b",
    "w",
    "Control+Shift+u",
    "PageDown",
    "ArrowRight",
  );
  const notOurs = (await taken()).filter((key) => !/^(Control|Alt|Shift) /.test(key));
  assert.deepEqual(notOurs, [
    ...["F1 left", "1 left", "1 left", "b left", "w left", "u left", "PageDown left"],
    "ArrowRight taken",
  ]);
});

test("keys typed into a comment are letters, not commands", async () => {
  await using reader = await openReader({ paper, notes: [noteOn(paper.abstract, "Dense models")] });
  const { page } = reader;
  await press(page, "n", "e");
  await page.locator(".editor mg-text-area").waitFor();
  await page.keyboard.type("n1p5 undo");
  await press(page, "Control+z");
  assert.deepEqual(await askedFor(page, "undo"), []);
  assert.equal((await marksIn(page))[0]?.look.includes("yellow"), true);
});
