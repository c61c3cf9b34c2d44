/** How the page looks and reads: in every theme, at every width, for everyone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { colors } from "../../src/domain/annotation.ts";
import { grievances } from "./grievances.ts";
import { dragOver, eventually, openReader } from "./harness.ts";
import { noteOn, rSparse, themes, withAbstract } from "./samples.ts";

const abstract = `${rSparse.abstract}\n\nIt costs $\\mathcal{O}(n \\log n)$. See https://example.org/code.`;
const phrases = [
  "remarkable capabilities",
  "edge devices",
  "memory movement",
  "heavy continual",
  "bias terms",
];
const manyNotes = [
  ...colors.map((color, index) =>
    noteOn(abstract, phrases[index] ?? "", {
      color,
      comment: "A `remark` with a [link](https://example.org).",
      tags: ["tag"],
    }),
  ),
  ...colors.map((color, index) =>
    noteOn(abstract, (phrases[index] ?? "").slice(3, 9), {
      color: colors[(index + 2) % 5] ?? color,
      style: "highlight",
    }),
  ),
  noteOn(abstract, "ten diverse tasks", { style: "underline", color: "green" }),
  noteOn(abstract, "", {
    about: "passage",
    quote: "moved words",
    placement: { state: "uncertain", span: { start: 0, end: 21 } },
  }),
  noteOn(abstract, "", { comment: "On the whole paper" }),
  noteOn(abstract, "words that are gone", { comment: "Kept" }),
];

for (const [name, theme] of Object.entries(themes)) {
  test(`in the ${name} theme axe finds nothing serious, with notes, toolbar, editor, notice and banner shown`, async () => {
    const view = { scrollTop: 0, unsent: [{ purpose: "paper" as const, text: "unsent words" }] };
    await using reader = await openReader(
      { paper: { ...rSparse, abstract }, notes: manyNotes, theme, view },
      { width: 1200, height: 1600 },
    );
    const { page } = reader;
    await page.evaluate(() => window.host.tell("trouble", { why: "A note is not on disk yet." }));
    await page.evaluate(() => window.host.fail("annotate", "the disk is full"));
    await dragOver(page, "customized kernels");
    await page.locator(".toolbar .swatch.green").click();
    await page.locator(".notice").waitFor();
    await page.locator(".on-paper .editor mg-button", { hasText: "Save" }).click();
    await page.locator(".failure").waitFor();
    await page.locator(".beside .note").first().hover();
    assert.deepEqual(await grievances(page), []);
    assert.deepEqual(await reader.incidents(), []);
  });
}

/** The colour of the words of each mark and the colour behind them, both as the screen shows them. */
const contrasts = (page: Page): Promise<readonly { readonly look: string; readonly contrast: number }[]> =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    if (pen === null) throw new Error("There is no canvas");
    /** Paints colours over each other, as the browser does. */
    const mixed = (layers: readonly string[]): readonly number[] => {
      pen.clearRect(0, 0, 1, 1);
      for (const layer of layers) {
        pen.fillStyle = layer;
        pen.fillRect(0, 0, 1, 1);
      }
      return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb: readonly number[]): number => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    return [...document.querySelectorAll(".abstract mark")].map((mark) => {
      const layers: string[] = [];
      for (let at: Element | null = mark; at !== null; at = at.parentElement) {
        layers.unshift(getComputedStyle(at).backgroundColor);
      }
      const behind = luminance(mixed(layers));
      const words = luminance(mixed([...layers, getComputedStyle(mark).color]));
      const [light, dark] = behind > words ? [behind, words] : [words, behind];
      return { look: `${mark.className} "${mark.textContent}"`, contrast: (light + 0.05) / (dark + 0.05) };
    });
  });

for (const [name, theme] of Object.entries(themes)) {
  test(`in the ${name} theme marked words stay readable, also where marks overlap and when their note is in focus`, async () => {
    await using reader = await openReader({ paper: { ...rSparse, abstract }, notes: manyNotes, theme });
    const { page } = reader;
    for (const step of Array.from({ length: 6 }, (_, index) => index)) {
      const seen = await contrasts(page);
      assert.ok(seen.length >= 11);
      for (const { look, contrast } of seen) {
        assert.ok(contrast >= 4.5, `${look} has ${contrast.toFixed(2)} after ${step} notes`);
      }
      await page.keyboard.press("n");
    }
  });
}

test("in high contrast each colour has a kind of line of its own, and a highlight differs from an underline", async () => {
  const notes = [
    ...colors.map((color, index) => noteOn(abstract, phrases[index] ?? "", { color })),
    noteOn(abstract, "ten diverse tasks", { style: "underline", color: "yellow" }),
  ];
  for (const theme of [themes.highContrast, themes.highContrastLight]) {
    await using reader = await openReader({ paper: { ...rSparse, abstract }, notes, theme });
    const looks = await reader.page.locator(".abstract mark").evaluateAll((marks) =>
      marks.map((mark) => {
        const { textDecorationStyle, borderTopStyle, backgroundColor } = getComputedStyle(mark);
        return { line: textDecorationStyle, frame: borderTopStyle, background: backgroundColor };
      }),
    );
    assert.deepEqual(
      looks.map(({ line }) => line),
      ["solid", "dashed", "dotted", "double", "wavy", "solid"],
    );
    assert.deepEqual(
      looks.map(({ frame }) => frame),
      ["solid", "solid", "solid", "solid", "solid", "none"],
    );
    assert.ok(looks.every(({ background }) => background === "rgba(0, 0, 0, 0)"));
  }
});

test("a theme change while the page is open reaches text and controls", async () => {
  await using reader = await openReader({ paper: rSparse, notes: [] });
  const { page } = reader;
  await page.evaluate((theme) => window.host.wear(theme), themes.dark);
  const look = (): Promise<unknown> =>
    page.evaluate(() => ({
      page: getComputedStyle(document.body).backgroundColor,
      text: getComputedStyle(document.querySelector(".abstract") ?? document.body).color,
      control: getComputedStyle(document.querySelector(".choice") ?? document.body).backgroundColor,
    }));
  const dark = { page: "rgb(31, 31, 31)", text: "rgb(204, 204, 204)", control: "rgb(49, 49, 49)" };
  await eventually(look, dark); // the controls hear of it a little later
});

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("a title of ten thousand characters is cut short, can be shown whole, and breaks nothing", async () => {
  for (const letters of ["word ", "W"]) {
    const paper = { ...rSparse, title: letters.repeat(10_000 / letters.length).trim() };
    await using reader = await openReader({ paper, notes: [] }, { width: 420, height: 800 });
    const { page } = reader;
    const height = (): Promise<number> =>
      page.locator("h1").evaluate((title) => title.getBoundingClientRect().height);
    assert.ok((await height()) < 200);
    assert.ok((await overflow(page)) <= 0);
    await page.locator(".title-more mg-button").click();
    assert.ok((await height()) > 2000);
    assert.ok((await overflow(page)) <= 0);
  }
});

test("nothing is cut off sideways in a narrow panel or at twice the zoom", async () => {
  const long = withAbstract(`${abstract}\n\n$$${"a+".repeat(120)}b$$\n\n${"unbroken".repeat(60)}`);
  const comment = `| a | b |\n|---|---|\n| ${"wide".repeat(40)} | c |\n\n\`\`\`\n${"code".repeat(60)}\n\`\`\``;
  const notes = [
    ...manyNotes,
    noteOn(abstract, "edge", { comment, tags: ["t".repeat(80)], author: "A".repeat(90) }),
  ];
  for (const width of [400, 320, 640]) {
    await using reader = await openReader({ paper: long, notes }, { width, height: 800 });
    await reader.page.keyboard.press("n");
    await dragOver(reader.page, "Large Language Models").catch(() => undefined);
    assert.ok((await overflow(reader.page)) <= 0, `at ${width} pixels`);
  }
});

test("beside a wide text the cards stand near their passages and never cover each other; in a narrow one they follow it", async () => {
  await using reader = await openReader(
    { paper: { ...rSparse, abstract }, notes: manyNotes },
    { width: 1300, height: 900 },
  );
  const { page } = reader;
  const boxes = (): Promise<
    readonly { readonly top: number; readonly bottom: number; readonly left: number }[]
  > =>
    page.locator(".beside .card").evaluateAll((cards) =>
      cards.map((card) => {
        const { top, bottom, left } = card.getBoundingClientRect();
        return { top, bottom, left };
      }),
    );
  for (const _ of [0, 1, 2, 3, 4, 5, 6]) {
    const cards = await boxes();
    for (const [index, card] of cards.slice(1).entries()) {
      assert.ok(card.top >= (cards[index]?.bottom ?? 0) - 0.5, "cards overlap");
    }
    await page.keyboard.press("n");
  }
  await page.setViewportSize({ width: 420, height: 900 });
  await eventually(
    () =>
      page.evaluate(() => {
        const bottom = document.querySelector(".abstract")?.getBoundingClientRect().bottom ?? Number.NaN;
        const cards = [...document.querySelectorAll(".beside .card")];
        return cards.every((card) => card.getBoundingClientRect().top > bottom);
      }),
    true,
  );
});

test("the note in focus stands right beside its passage", async () => {
  const words = [
    "remarkable capabilities",
    "two key observations",
    "non-sparse components",
    "bias terms",
    "combination",
  ];
  const notes = words.map((each) => noteOn(abstract, each, { comment: "Short." }));
  await using reader = await openReader(
    { paper: { ...rSparse, abstract }, notes },
    { width: 1300, height: 900 },
  );
  const { page } = reader;
  for (const each of words) {
    await page.locator("mark", { hasText: each }).click();
    const distance = await page.evaluate(() => {
      const top = (selector: string): number =>
        document.querySelector(selector)?.getBoundingClientRect().top ?? Number.NaN;
      return Math.abs(top(".card:has(.note.active)") - top("mark.active"));
    });
    assert.ok(distance < 25, `the note on "${each}" is ${distance} px from it`);
  }
});

test("those who want less motion get none", async () => {
  await using reader = await openReader({ paper: rSparse, notes: manyNotes });
  const { page } = reader;
  await page.evaluate(() => document.body.classList.add("vscode-reduce-motion"));
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  const animation = await page
    .locator(".flash")
    .first()
    .evaluate((veil) => getComputedStyle(veil).animationName);
  assert.equal(animation, "none");
});

test("dollars are mathematics only where they are marked as such", async () => {
  const paper = withAbstract(
    "It costs $5 and $6, or US$7 (about $8), for $n$ tokens; \\(a\\) and \\[b\\] and \\$c\\$.",
    "On $k$-means",
  );
  await using reader = await openReader({ paper, notes: [] });
  const { page } = reader;
  const drawn = await page.locator(".abstract .math annotation").allTextContents();
  assert.deepEqual(drawn, ["n", "a", "b"]);
  assert.deepEqual(await page.locator("h1 .math annotation").allTextContents(), ["k"]);
});

test("for a screen reader the page has headings, a list of notes, and marks that point to their notes", async () => {
  const notes = [noteOn(abstract, "edge devices", { comment: "why", color: "green" })];
  await using reader = await openReader({ paper: { ...rSparse, abstract }, notes });
  const { page } = reader;
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  await page.getByRole("document", { name: "Abstract" }).waitFor();
  await page.getByRole("region", { name: "1 note" }).getByRole("listitem").first().waitFor();
  const mark = page.locator("mark");
  assert.equal(await mark.getAttribute("title"), "Green highlight: why");
  const details = await mark.getAttribute("aria-details");
  await page.getByRole("article", { name: "Green highlight: edge devices" }).waitFor();
  assert.equal(await page.getByRole("article").getAttribute("id"), details);
  assert.equal(await mark.textContent(), "edge devices");
});
