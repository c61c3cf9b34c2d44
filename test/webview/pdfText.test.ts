/** The text of a document, read by the page that shows it, where the host has no thread to read on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TextPart } from "../../src/protocol/pdf.ts";
import { samplePdf } from "../fakes/samplePdf.ts";
import { eventually, openPdf } from "./harness.ts";

const pages = Array.from({ length: 30 }, (_, at) => ({
  head: "A Journal of Roses",
  lines: [`Page ${at + 1} tells of roses. They are mea-`, "sured with care."],
}));

test("asked for the text, the page hands over every page of it, clean and in order", async () => {
  await using reader = await openPdf(samplePdf({ pages }));
  const { page } = reader;
  await page.locator(".textLayer span").first().waitFor();
  await page.evaluate(() => window.pdfHost.tell("readText", undefined));
  const parts = async (): Promise<readonly TextPart[]> => (await reader.asked("keepText")) as TextPart[];
  await eventually(async () => (await parts()).at(-1)?.isLast, true, 10_000);
  const all = (await parts()).flatMap((part) => part.pages);
  assert.deepEqual(
    all,
    pages.map((_, at) => ({
      page: at + 1,
      text: `Page ${at + 1} tells of roses. They are measured with care.`,
    })),
  );
  assert.deepEqual(await reader.incidents(), []);
});

test("a text that is longer than a message goes in several", async () => {
  const lines = Array.from({ length: 42 }, (_, at) => `${at} ${"word ".repeat(40)}`);
  await using reader = await openPdf(
    samplePdf({ pages: Array.from({ length: 70 }, (_, at) => ({ lines: [`Page ${at}.`, ...lines] })) }),
  );
  await reader.page.evaluate(() => window.pdfHost.tell("readText", undefined));
  const seen = async (): Promise<readonly boolean[]> =>
    ((await reader.asked("keepText")) as TextPart[]).map(({ isLast }) => isLast);
  await eventually(seen, [false, true], 30_000);
});
