/** Selecting words with the mouse, and what can be done with them and with the marks that result. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator } from "playwright-core";
import { colors } from "../../src/domain/annotation.ts";
import { askedFor, dragOver, eventually, heard, marksIn, openReader } from "./harness.ts";
import { noteOn, rSparse, withAbstract } from "./samples.ts";

const short = withAbstract(
  "Sparse models read quickly. Dense models read slowly. Both remember what they have read.",
);

test("words selected with the mouse can be highlighted in each of the five colours", async () => {
  await using reader = await openReader({ paper: rSparse, notes: [] }, { width: 1200, height: 1400 });
  const { page } = reader;
  const phrases = [
    "remarkable capabilities",
    "edge devices",
    "memory movement",
    "heavy continual",
    "bias terms",
  ];
  for (const [index, color] of colors.entries()) {
    await dragOver(page, phrases[index] ?? "");
    await page.locator(`.toolbar .swatch.${color}`).click();
    await eventually(() => heard(page), `Highlighted in ${color}`);
  }
  const marks = await marksIn(page);
  assert.deepEqual(
    marks.map(({ words }) => words),
    phrases,
  );
  for (const [index, color] of colors.entries())
    assert.match(marks[index]?.look ?? "", new RegExp(`mark ${color} highlight`));
  const asked = await askedFor(page, "annotate");
  const start = rSparse.abstract.indexOf("edge devices");
  assert.deepEqual(asked[1], {
    passage: { span: { start, end: start + 12 }, exact: "edge devices" },
    style: "highlight",
    color: "green",
  });
  assert.deepEqual(await reader.incidents(), []);
});

test("the toolbar shows near the selected words, within the page, and goes with the selection", async () => {
  await using reader = await openReader({ paper: rSparse, notes: [] });
  const { page } = reader;
  await dragOver(page, "significant challenges");
  const bar = await page.locator(".toolbar").boundingBox();
  const lines = await page.evaluate(() => {
    const { top, bottom } = getSelection()?.getRangeAt(0).getBoundingClientRect() ?? new DOMRect();
    return { top, bottom };
  });
  assert.ok(bar !== null && lines.top - (bar.y + bar.height) >= 0 && lines.top - (bar.y + bar.height) < 20);
  await page.mouse.click(20, 880);
  await page.locator(".toolbar").waitFor({ state: "detached" });
});

test("an underline takes the colour used last and draws a line, not a background", async () => {
  await using reader = await openReader({ paper: short, notes: [] });
  const { page } = reader;
  await dragOver(page, "Sparse models");
  await page.locator(".toolbar .swatch.pink").click();
  await dragOver(page, "Dense models");
  await page.getByRole("button", { name: "Underline" }).click();
  await eventually(() => heard(page), "Underlined in pink");
  const look = await page.locator("mark.underline").evaluate((mark) => {
    const style = getComputedStyle(mark);
    return { line: style.textDecorationLine, color: style.textDecorationColor, words: mark.textContent };
  });
  assert.deepEqual(look, { line: "underline", color: "rgb(194, 37, 111)", words: "Dense models" });
});

test("where highlights overlap each keeps its words, and the shared ones look different from either", async () => {
  await using reader = await openReader({ paper: short, notes: [] });
  const { page } = reader;
  await dragOver(page, "models read quickly. Dense");
  await page.locator(".toolbar .swatch.yellow").click();
  await eventually(async () => (await marksIn(page)).length, 1);
  await dragOver(page, "quickly. Dense", " models read slowly");
  await page.locator(".toolbar .swatch.blue").click();
  await eventually(() => heard(page), "Highlighted in blue");
  const pieces = await page.locator(".abstract p").evaluate((paragraph) => {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const found: { words: string; colors: string[]; decorated: boolean }[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const colorsAround: string[] = [];
      let decorated = false;
      for (let at = node.parentElement; at !== null && at !== paragraph; at = at.parentElement) {
        colorsAround.push(at.className.split(" ")[1] ?? "");
        decorated ||= getComputedStyle(at).textDecorationLine === "underline";
      }
      found.push({ words: node.textContent ?? "", colors: colorsAround.sort(), decorated });
    }
    return found;
  });
  assert.deepEqual(pieces, [
    { words: "Sparse ", colors: [], decorated: false },
    { words: "models read ", colors: ["yellow"], decorated: false },
    { words: "quickly. Dense", colors: ["blue", "yellow"], decorated: true },
    { words: " models read slowly", colors: ["blue"], decorated: false },
    { words: ". Both remember what they have read.", colors: [], decorated: false },
  ]);
});

test("a selection that touches a formula covers all of it, and the note quotes it as it was written", async () => {
  const paper = withAbstract("The cost is $\\mathcal{O}(n \\log n)$ in all, where $n$ counts tokens.");
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await dragOver(page, "cost is", "log");
  await page.locator(".toolbar .swatch.green").click();
  await eventually(async () => (await askedFor(page, "annotate")).length, 1);
  const exact = "cost is $\\mathcal{O}(n \\log n)$";
  assert.deepEqual(await askedFor(page, "annotate"), [
    { passage: { span: { start: 4, end: 4 + exact.length }, exact }, style: "highlight", color: "green" },
  ]);
  await page.locator("mark.green .katex").waitFor();
  assert.deepEqual(await reader.incidents(), []);
});

test("words copied from the abstract carry formulas as they were written", async () => {
  const paper = withAbstract("The cost is $n^2$ in all.");
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  await dragOver(page, "cost is", " in all");
  await page.keyboard.press("Control+c");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "cost is $n^2$ in all");
});

test("a click on a mark goes to its note, and a click on the note back to its passage", async () => {
  const notes = [
    noteOn(rSparse.abstract, "edge devices", { comment: "first" }),
    noteOn(rSparse.abstract, "customized kernels", { comment: "last" }),
  ];
  await using reader = await openReader({ paper: rSparse, notes }, { width: 600, height: 420 });
  const { page } = reader;
  await page.locator("mark").last().click();
  const note = page.locator(".note", { hasText: "last" });
  await eventually(() => note.evaluate((each) => each === document.activeElement), true);
  await page.waitForTimeout(600); // a smooth scroll
  assert.ok(await isInView(note));
  await page.locator(".note > .comment", { hasText: "first" }).click();
  await page.locator(".flash").first().waitFor();
  await page.waitForTimeout(600);
  assert.ok(await isInView(page.locator("mark").first()));
});

const isInView = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

test("clicking again where marks overlap goes from one of their notes to the next", async () => {
  const notes = [
    noteOn(short.abstract, "models read quickly", { comment: "outer" }),
    noteOn(short.abstract, "read", { comment: "inner", color: "pink" }),
  ];
  await using reader = await openReader({ paper: short, notes });
  const { page } = reader;
  const active = (): Promise<string | undefined> =>
    page.evaluate(() => document.activeElement?.querySelector(".comment")?.textContent?.trim());
  for (const expected of ["inner", "outer", "inner"]) {
    await page.locator("mark mark").click();
    await eventually(active, expected);
  }
});

test("a note is recoloured, made an underline and back from its palette", async () => {
  await using reader = await openReader({ paper: short, notes: [noteOn(short.abstract, "Dense models")] });
  const { page } = reader;
  await page.locator(".note").hover();
  await page.locator(".note mg-button[aria-label^=Colour]").click();
  await page.locator(".palette .swatch.purple").click();
  await page.locator("mark.purple.highlight").waitFor();
  assert.equal(await heard(page), "Now a purple highlight");
  await page.locator(".note mg-button[aria-label^=Colour]").click();
  await page.locator(".palette").getByRole("button", { name: "Underline" }).click();
  await page.locator("mark.purple.underline").waitFor();
});

test("a deleted note is offered back, and undo and redo go both ways", async () => {
  await using reader = await openReader({ paper: short, notes: [noteOn(short.abstract, "Dense models")] });
  const { page } = reader;
  const count = async (): Promise<number> => (await marksIn(page)).length;
  await page.locator(".note").hover();
  await page.locator(".note mg-button[aria-label^=Delete]").click();
  await eventually(count, 0);
  await page.locator(".notice").getByText("Note removed").waitFor();
  await page.locator(".notice mg-button", { hasText: "Undo" }).click();
  await eventually(count, 1);
  await eventually(() => heard(page), "Undid the removal");
  await page.keyboard.press("Control+Shift+z");
  await eventually(count, 0);
  await page.keyboard.press("Control+z");
  await eventually(count, 1);
  await page.keyboard.press("Control+y");
  await eventually(count, 0);
  await page.keyboard.press("Control+y");
  await eventually(() => heard(page), "Nothing to redo");
});

test("a highlight that could not be kept says why and can be tried again", async () => {
  await using reader = await openReader({ paper: short, notes: [] });
  const { page } = reader;
  await page.evaluate(() => window.host.fail("annotate", "the disk is full"));
  await dragOver(page, "Dense models");
  await page.locator(".toolbar .swatch.blue").click();
  await page.locator(".notice", { hasText: "Could not highlight: the disk is full" }).waitFor();
  await page.evaluate(() => window.host.fail("annotate", undefined));
  await page.locator(".notice mg-button", { hasText: "Try again" }).click();
  await eventually(async () => (await marksIn(page)).map(({ words }) => words), ["Dense models"]);
  assert.equal(await heard(page), "Highlighted in blue");
});

test("a key pressed twice in haste marks once", async () => {
  await using reader = await openReader({ paper: short, notes: [noteOn(short.abstract, "Both")] });
  const { page } = reader;
  await page.keyboard.press("n"); // the note in focus is not what the second press is about
  await dragOver(page, "Dense models");
  await page.evaluate(() => {
    for (const key of ["2", "2"]) {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
      );
    }
  });
  await page.locator("mark.green", { hasText: "Dense models" }).waitFor();
  await eventually(async () => (await askedFor(page, "annotate")).length, 1);
  assert.deepEqual(await askedFor(page, "edit"), []);
});

test("changes from elsewhere are shown without taking the selection or the focus away", async () => {
  await using reader = await openReader({ paper: short, notes: [noteOn(short.abstract, "Both")] });
  const { page } = reader;
  await dragOver(page, "Dense models read");
  await page.evaluate(
    (notes) => window.host.replaceNotes(notes),
    [noteOn(short.abstract, "models read slowly", { comment: "from elsewhere" })],
  );
  await page.locator(".note", { hasText: "from elsewhere" }).waitFor();
  assert.equal(await page.evaluate(() => getSelection()?.toString()), "Dense models read");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "abstract");
  await page.locator(".toolbar .swatch.green").click();
  await eventually(async () => (await askedFor(page, "annotate")).length, 1);
});
