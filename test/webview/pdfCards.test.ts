/** Cards over the pages: what a link or the words lead to, by mouse and keys, with what the library has of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { PdfOpening } from "../../src/protocol/pdf.ts";
import { samplePdf } from "../fakes/samplePdf.ts";
import type { Theme } from "./fixture.ts";
import { grievances } from "./grievances.ts";
import { eventually, heard, openPdf, type PdfReader } from "./harness.ts";
import { themes } from "./samples.ts";

const body = "Words of a line that is as long as the lines of papers are, to and fro.";
const references = [
  "[1] A. Vaswani, N. Shazeer, and N. Parmar. Attention is all you need.",
  "In NeurIPS, 2017. arXiv:1706.03762",
  "[2] K. He and J. Sun. Deep residual learning for image recognition.",
  "In CVPR, 2016.",
  "[3] J. Devlin. Pre-training of deep bidirectional transformers.",
  "In NAACL, 2019.",
  "[4] T. Brown and B. Mann. Language models are few-shot learners.",
  "In NeurIPS, 2020.",
  "[5] D. Kingma and J. Ba. A method for stochastic optimization.",
  "In ICLR, 2015.",
];

/** Line 0 stands at 700, and each is 16 points below the one before. */
const lineY = (line: number): number => 700 - 16 * line;

const paper = samplePdf({
  pages: [
    {
      lines: [
        "Models attend [2] and see [1, 3-4] in Figure 1.",
        "Section 2 and Eq. (7) tell more; Table 9 is missing.",
        ...Array.from({ length: 6 }, () => body),
      ],
      links: [
        { to: { name: "cite.vaswani" }, y: 540 },
        { to: { name: "figure.1" }, y: 510 },
        { to: { name: "section.2" }, y: 480 },
        { to: { name: "nowhere" }, y: 450 },
        { to: { name: "section.1" }, y: 420 },
        { to: "https://example.org/", y: 390 },
      ],
    },
    {
      lines: [body, body, ...Array.from({ length: 25 }, () => ""), "Figure 1: A red square.", "", body, body],
      picture: true,
    },
    {
      lines: ["2 What follows", body, body, "", "y = f(x)                    (7)", "", body, body],
    },
    { lines: ["References", ...references] },
  ],
  places: [
    { name: "cite.vaswani", page: 4, y: lineY(1) + 10 },
    { name: "cite.he", page: 4, y: lineY(3) + 10 },
    { name: "cite.devlin", page: 4, y: lineY(5) + 10 },
    { name: "cite.brown", page: 4, y: lineY(7) + 10 },
    { name: "cite.kingma", page: 4, y: lineY(9) + 10 },
    { name: "figure.1", page: 2, y: 505 },
    { name: "section.2", page: 3, y: lineY(0) + 12 },
    { name: "section.1", page: 1, y: lineY(0) + 12 },
  ],
});

const links = { cite: 0, figure: 1, section: 2, dead: 3, near: 4, web: 5 } as const;
const linkTo = (page: Page, which: keyof typeof links): Locator =>
  page.locator(".linkAnnotation a").nth(links[which]);
const card = (page: Page): Locator => page.locator(".reference-card:not(.pinned)");

async function openPaper(
  given: Partial<PdfOpening> & { readonly theme?: Theme } = {},
): Promise<PdfReader & { readonly page: Page }> {
  const reader = await openPdf(paper, given);
  await reader.page.locator(".linkAnnotation a").nth(5).waitFor();
  await reader.page.locator(".textLayer span", { hasText: "Models attend" }).first().waitFor();
  return reader;
}

async function hover(page: Page, which: keyof typeof links): Promise<void> {
  await page.mouse.move(4, 300);
  await linkTo(page, which).hover();
}

async function wordsAt(page: Page, line: string, words: string): Promise<{ x: number; y: number }> {
  const box = await page
    .locator(".textLayer span", { hasText: line })
    .first()
    .evaluate((span, sought) => {
      const text = span.firstChild ?? span;
      const at = text.textContent?.indexOf(sought) ?? -1;
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + sought.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { x: (left + right) / 2, y: (top + bottom) / 2 };
    }, words);
  return box;
}

test("a citation's card shows its entry, beside the link, and goes when the mouse leaves", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  await hover(page, "cite");
  await page.waitForTimeout(120);
  assert.equal(await card(page).count(), 0, "too early");
  await card(page).waitFor();
  assert.match(
    (await card(page).locator(".card-entry p").first().textContent()) ?? "",
    /^\s*A\. Vaswani.*1706\.03762\s*$/su,
  );
  assert.equal(await card(page).getAttribute("aria-label"), "Reference 1");
  const [words, box] = [await linkTo(page, "cite").boundingBox(), await card(page).boundingBox()];
  assert.ok(words !== null && box !== null);
  assert.ok(box.y >= words.y + words.height || box.y + box.height <= words.y, "it covers the words");
  await card(page).hover();
  await page.waitForTimeout(600);
  assert.equal(await card(page).count(), 1, "it stays while the mouse is in it");
  await page.mouse.move(4, 300);
  await eventually(() => card(page).count(), 0);
  assert.deepEqual(await reader.incidents(), []);
});

test("a figure's card shows its picture and caption, a section's the beginning of its text", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  await hover(page, "figure");
  await card(page).waitFor();
  assert.equal(await card(page).getAttribute("aria-label"), "Figure 1");
  assert.equal(await card(page).locator(".card-caption").textContent(), "Figure 1: A red square.");
  const canvas = card(page).locator("canvas");
  const { width = 0, height = 0 } = (await canvas.boundingBox()) ?? {};
  assert.ok(width > 50 && width <= 420 && height > 50 && height <= 320, `${width} x ${height}`);
  const hasRed = (): Promise<boolean> =>
    canvas.evaluate((drawn: HTMLCanvasElement) => {
      const { data } = drawn.getContext("2d")?.getImageData(0, 0, drawn.width, drawn.height) ?? { data: [] };
      return Array.from({ length: data.length / 4 }, (_, at) => at * 4).some(
        (at) => (data[at] ?? 0) > 200 && (data[at + 1] ?? 255) < 80,
      );
    });
  await eventually(hasRed, true);
  await hover(page, "section");
  await page.locator(".reference-card[aria-label='2 What follows']").waitFor();
  assert.match(
    (await card(page).locator("[role=img]").getAttribute("aria-label")) ?? "",
    /^2 What follows Words/u,
  );
  assert.deepEqual(await reader.incidents(), []);
});

test("dead links, links out of the document and what is in sight have no card", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  for (const which of ["dead", "web", "near"] as const) {
    await hover(page, which);
    await page.waitForTimeout(700);
    assert.equal(await card(page).count(), 0, which);
  }
  assert.deepEqual(await reader.incidents(), []);
});

test("no card with another tool in hand, nor while words are selected", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  const { x, y } = await wordsAt(page, "Models attend", "[2]");
  await page.keyboard.press("m");
  await page.mouse.move(x, y);
  await page.waitForTimeout(900);
  assert.equal(await card(page).count(), 0);
  await page.keyboard.press("m");
  await page.mouse.move(x - 80, y);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 4 });
  await page.waitForTimeout(900);
  assert.equal(await card(page).count(), 0);
  await page.mouse.up();
});

test("words without links have cards too: numbers, ranges, figures, sections, equations", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  const shown: readonly (readonly [line: string, words: string, title: string])[] = [
    ["Models attend", "[2]", "Reference 2"],
    ["Models attend", "3-4", "Reference 3, 4"],
    ["Models attend", "Figure 1", "Figure 1"],
    ["Section 2 and", "Section 2", "2 What follows"],
    ["Section 2 and", "Eq. (7)", "Equation (7)"],
  ];
  for (const [line, words, title] of shown) {
    await page.mouse.move(4, 300);
    const { x, y } = await wordsAt(page, line, words);
    await page.mouse.move(x, y);
    await page.locator(`.reference-card[aria-label='${title}']`).waitFor({ timeout: 5000 });
    await page.keyboard.press("Escape");
    await eventually(() => card(page).count(), 0);
  }
  const { x, y } = await wordsAt(page, "Section 2 and", "Table 9");
  await page.mouse.move(x, y);
  await page.waitForTimeout(700);
  assert.equal(await card(page).count(), 0);
  assert.deepEqual(await reader.incidents(), []);
});

test("with keys: Q on a link opens its card and enters it, Tab and arrows go round, Escape returns", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  await linkTo(page, "cite").focus();
  await page.keyboard.press("q");
  await card(page).waitFor();
  const focused = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/gu, " ").trim() ?? "");
  const isWithin = (): Promise<boolean> =>
    page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null);
  await eventually(isWithin, true);
  await page.getByRole("button", { name: "Import" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Import");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Go there");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "Pin");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await isWithin(), true);
  await page.keyboard.press("Escape");
  await eventually(() => card(page).count(), 0);
  assert.equal(await linkTo(page, "cite").evaluate((link) => link === document.activeElement), true);
  await linkTo(page, "dead").focus();
  await page.keyboard.press("q");
  await eventually(() => heard(page), "There is nothing to show");
});

test("with the caret in the words Q does the same", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  await page.keyboard.press("v");
  await page.waitForTimeout(300);
  for (let letter = 0; letter < "Models attend [2".length; letter++) {
    await page.keyboard.press("ArrowRight");
    await page.waitForTimeout(20);
  }
  await page.keyboard.press("q");
  await page.locator(".reference-card[aria-label='Reference 2']").waitFor({ timeout: 5000 });
  await page.keyboard.press("Escape");
  await eventually(
    () => page.evaluate(() => document.activeElement?.classList.contains("pages") === true),
    true,
  );
});

test("going there can be undone, and the reference can be copied", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  await hover(page, "cite");
  await page.getByRole("button", { name: "Copy reference" }).click();
  await eventually(async () => (await reader.asked("copy")).length, 1);
  const copied = (await reader.asked("copy")) as readonly { readonly text: string; readonly cite: boolean }[];
  assert.match(copied[0]?.text ?? "", /^A\. Vaswani, .*Attention is all you need\. In NeurIPS/u);
  assert.equal(copied[0]?.cite, false);
  await page.getByRole("button", { name: "Go there" }).click();
  const shownPage = (): Promise<string> =>
    page.locator(".page-field mg-text-field").evaluate((field) => (field as HTMLInputElement).value);
  await eventually(shownPage, "4");
  assert.equal(await card(page).count(), 0);
  await page.keyboard.press("Alt+ArrowLeft");
  await eventually(shownPage, "1");
});

test("pinned cards stay, are moved by mouse and keys, and are closed one by one", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  const pinned = page.locator(".reference-card.pinned");
  await hover(page, "cite");
  await page.getByRole("button", { name: "Pin" }).click();
  await hover(page, "figure");
  await card(page).waitFor();
  await card(page).getByRole("button", { name: "Pin" }).click();
  assert.equal(await pinned.count(), 2);
  await page.locator(".pages").evaluate((pages) => pages.scrollBy(0, 700));
  await page.mouse.move(4, 300);
  await page.waitForTimeout(500);
  assert.equal(await pinned.count(), 2);
  const top = pinned.last();
  const before = await top.boundingBox();
  const head = await top.locator("h2").boundingBox();
  assert.ok(before !== null && head !== null);
  await page.mouse.move(head.x + 20, head.y + 8);
  await page.mouse.down();
  await page.mouse.move(head.x - 80, head.y - 52, { steps: 4 });
  await page.mouse.up();
  const after = await top.boundingBox();
  assert.ok(after !== null);
  assert.deepEqual([after.x - before.x, after.y - before.y].map(Math.round), [-100, -60]);
  await top.getByRole("button", { name: /^Move/u }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  const moved = await top.boundingBox();
  assert.deepEqual([(moved?.x ?? 0) - after.x, (moved?.y ?? 0) - after.y].map(Math.round), [24, -24]);
  await page.keyboard.press("Escape");
  assert.equal(await pinned.count(), 2);
  await page.getByRole("button", { name: "Close Figure 1" }).click();
  assert.equal(await pinned.getAttribute("aria-label"), "Reference 1");
  assert.deepEqual(await reader.incidents(), []);
});

test("what the library has is shown with its notes and opened; what it has not is imported", async () => {
  await using reader = await openPaper();
  const { page } = reader;
  await page.evaluate(() => {
    window.pdfHost.papers = [
      {
        id: "arxiv-1706.03762",
        title: "Attention is all you need",
        abstract: "The dominant models.",
        notes: 2,
      },
    ];
  });
  await hover(page, "cite");
  await page.locator(".card-known").waitFor();
  assert.match(
    (await page.locator(".card-known").textContent()) ?? "",
    /In your library · 2 notes\s+Attention is/u,
  );
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await eventually(() => reader.asked("openPaper"), [{ id: "arxiv-1706.03762" }]);
  await page.keyboard.press("Escape");
  await page.mouse.move(4, 300);
  const { x, y } = await wordsAt(page, "Models attend", "[2]");
  await page.mouse.move(x, y);
  await page.getByRole("button", { name: "Import" }).click();
  await page.locator(".card-known", { hasText: "Deep residual learning" }).waitFor();
  const [asked] = (await reader.asked("importReference")) as readonly { readonly title?: string }[];
  assert.equal(asked?.title, "Deep residual learning for image recognition");
  assert.deepEqual(
    ((await reader.asked("lookUp"))[0] as { readonly arxiv?: string } | undefined)?.arxiv,
    "1706.03762",
  );
});

for (const [name, theme] of Object.entries(themes)) {
  test(`in the ${name} theme axe finds nothing serious in cards`, async () => {
    await using reader = await openPaper({ theme });
    const { page } = reader;
    await hover(page, "cite");
    await page.getByRole("button", { name: "Import" }).waitFor();
    assert.deepEqual(await grievances(page), []);
    await page.getByRole("button", { name: "Pin" }).click();
    await hover(page, "figure");
    await card(page).waitFor();
    assert.deepEqual(await grievances(page), []);
    assert.deepEqual(await reader.incidents(), []);
  });
}
