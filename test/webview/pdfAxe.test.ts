/** Every state of the page of a PDF before axe: it must find nothing at all, however slight. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { root } from "../run/places.mjs";
import { samplePdf } from "../fakes/samplePdf.ts";
import { grievances } from "./grievances.ts";
import { openPdf, type PdfReader } from "./harness.ts";
import { themes } from "./samples.ts";

const paper = samplePdf({
  pages: [
    {
      lines: ["Words to be found [1]. They are a sentence.", "More of them, see Figure 1."],
      links: [{ to: 2 }, { to: "https://example.org" }],
      marks: [
        "/Subtype /Highlight /Rect [72 681 108 693] /QuadPoints [72 693 108 693 72 681 108 681] /C [1 0.8 0] /T (Eve) /Contents (Why?)",
      ],
      picture: true,
    },
    {
      lines: ["More words.", "REFERENCES", "[1] A. Author. On words. 2020.", "[2] B. Writer. On more. 2021."],
    },
  ],
  outline: [
    { title: "First", page: 1 },
    { title: "Second", page: 2, below: true },
  ],
});
const scan = samplePdf({ pages: [{ lines: [], picture: true }] });
const locked = readFileSync(join(root, "test/fixtures/pdf/password-user-abc.pdf"));

interface State {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly given?: Parameters<typeof openPdf>[1];
  readonly reach?: (page: Page, reader: PdfReader) => Promise<void>;
}

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const annotate = async (page: Page): Promise<void> => {
  await page.locator(".textLayer span").first().waitFor();
  await press(page, ".", "1");
  await page.locator(".pdf-mark:not(.pending) .wash").first().waitFor();
  await press(page, "l");
  await page.locator(".notes-panel .note").first().waitFor();
};
const openCard = async (page: Page): Promise<void> => {
  await page.locator(".textLayer span").first().waitFor();
  await press(page, "v", "End", "Control+ArrowLeft");
  for (let word = 0; word < 12 && (await page.locator(".reference-card").count()) === 0; word++) {
    await press(page, "Control+ArrowLeft", "q");
    await page.waitForTimeout(150);
  }
  await page.locator(".reference-card").waitFor();
};

const states: readonly State[] = [
  { name: "reading" },
  {
    name: "outline",
    reach: async (page) => {
      await press(page, "o");
      await page.locator(".entry", { hasText: "References (2)" }).waitFor();
    },
  },
  {
    name: "thumbnails",
    reach: async (page) => {
      await press(page, "t");
      await page.locator(".thumbnails button").first().waitFor();
    },
  },
  {
    name: "finding, with matches",
    reach: async (page) => {
      await press(page, "Control+f");
      await page.waitForTimeout(100);
      await page.keyboard.type("words");
      await page.locator(".highlight").first().waitFor();
    },
  },
  {
    name: "finding in vain",
    reach: async (page) => {
      await press(page, "Control+f");
      await page.waitForTimeout(100);
      await page.keyboard.type("zebra");
      await page.locator(".find.vain").waitFor();
    },
  },
  { name: "the empty list of notes", bytes: scan, reach: (page) => press(page, "l") },
  { name: "notes", reach: annotate },
  {
    name: "notes, filtered to none",
    reach: async (page) => {
      await annotate(page);
      await page.locator(".notes-filter .text-field").click();
      await page.keyboard.type("@nobody");
      await page.getByText("No note is like that.").waitFor();
    },
  },
  {
    name: "notes, some picked",
    reach: async (page) => {
      await annotate(page);
      await page.locator(".pickable input").first().check();
      await page.locator(".bulk").waitFor();
    },
  },
  {
    name: "a comment being written",
    reach: async (page) => {
      await annotate(page);
      await page.locator(".notes-panel .note").first().focus();
      await press(page, "e");
      await page.locator(".editor").waitFor();
    },
  },
  {
    name: "words selected",
    reach: async (page) => {
      await page.locator(".textLayer span").first().waitFor();
      await press(page, ".");
      await page.locator(".toolbar:not([hidden])").waitFor();
    },
  },
  { name: "a card", reach: openCard },
  {
    name: "a pinned card",
    reach: async (page) => {
      await openCard(page);
      await page.getByRole("button", { name: "Pin" }).click();
      await page.locator(".reference-card.pinned").waitFor();
    },
  },
  { name: "an area to be drawn", reach: (page) => press(page, "a") },
  { name: "only the pages", reach: (page) => press(page, "z") },
  { name: "dark pages", reach: (page) => press(page, "d") },
  { name: "two pages side by side, turned", reach: (page) => press(page, "b", "r") },
  {
    name: "an offer",
    given: { standing: { notes: [], writable: true, offer: { title: "On words" } } },
    reach: (page) => page.locator(".offer").waitFor(),
  },
  {
    name: "a file that went away",
    reach: async (page) => {
      await page.evaluate(() => window.pdfHost.tell("fileChanged", {}));
      await page.locator(".banner").waitFor();
    },
  },
  {
    name: "notes not yet saved",
    reach: async (page) => {
      await page.evaluate(() => window.pdfHost.tell("trouble", { why: "The disk is full." }));
      await page.locator(".banner").waitFor();
    },
  },
  { name: "a scan", bytes: scan, reach: (page) => page.locator(".lack-of-text").waitFor() },
  {
    name: "the question for a password",
    bytes: locked,
    reach: (page) => page.locator(".password").waitFor(),
  },
  { name: "what cannot be shown", bytes: new Uint8Array(), reach: (page) => page.locator(".why").waitFor() },
];

/** Each state in two of the four themes, a plain one and one of high contrast. */
const { light, dark, highContrast, highContrastLight } = themes;

for (const [at, { name, bytes = paper, given = {}, reach }] of states.entries())
  test(`axe finds nothing: ${name}`, async () => {
    await using reader = await openPdf(bytes, given);
    const { page } = reader;
    await reach?.(page, reader);
    for (const theme of at % 2 === 0 ? [light, highContrast] : [dark, highContrastLight]) {
      await page.evaluate((each) => window.pdfHost.wear(each), theme);
      await page.waitForTimeout(50);
      assert.deepEqual(await grievances(page, "all"), []);
    }
  });
