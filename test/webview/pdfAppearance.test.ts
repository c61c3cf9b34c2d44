/** How the page of a PDF looks and reads, in every theme. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { samplePdf } from "../fakes/samplePdf.ts";
import { grievances } from "./grievances.ts";
import { eventually, openPdf } from "./harness.ts";
import { themes } from "./samples.ts";

const paper = samplePdf({
  pages: [{ lines: ["Words to be found."], links: [{ to: 2 }], picture: true }, { lines: ["More words."] }],
  outline: [
    { title: "First", page: 1 },
    { title: "Second", page: 2, below: true },
  ],
});

for (const [name, theme] of Object.entries(themes)) {
  test(`in the ${name} theme axe finds nothing serious, with panels and find bar shown`, async () => {
    await using reader = await openPdf(paper, { theme });
    const { page } = reader;
    await page.keyboard.press("o");
    await page.locator(".entry").first().waitFor();
    await page.keyboard.press("Control+f");
    await page.waitForTimeout(100);
    await page.keyboard.type("words");
    await page.locator(".highlight").first().waitFor();
    assert.deepEqual(await grievances(page), []);
    await page.getByRole("button", { name: "Page thumbnails (T)" }).click();
    await page.locator(".thumbnails button").first().waitFor();
    await page.evaluate(() => window.pdfHost.tell("fileChanged", {}));
    await page.locator(".banner").waitFor();
    assert.deepEqual(await grievances(page), []);
    assert.deepEqual(await reader.incidents(), []);
  });
}

test("what cannot be shown and the question for a password are free of grievances too", async () => {
  await using reader = await openPdf(new Uint8Array());
  assert.deepEqual(await grievances(reader.page), []);
});

/** The colour of the screen at parts of the first page's width and height. */
async function colorAt(page: Page, x: number, y: number): Promise<readonly number[]> {
  const box = await page.locator(".page .canvasWrapper").first().boundingBox();
  assert.ok(box !== null);
  const clip = { x: box.x + box.width * x, y: box.y + box.height * y, width: 2, height: 2 };
  const shot = (await page.screenshot({ clip })).toString("base64");
  return page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const pen = new OffscreenCanvas(2, 2).getContext("2d");
    pen?.drawImage(bitmap, 0, 0);
    return [...(pen?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
  }, shot);
}

test("dark pages leave pictures as they are, sepia warms the paper, and the choice is kept for the kind of theme", async () => {
  await using reader = await openPdf(paper, { theme: themes.dark });
  const { page } = reader;
  await page.keyboard.press("f");
  await page.waitForTimeout(800);
  const [margin, picture] = [
    [0.5, 0.05],
    [0.5, 0.5],
  ] as const;
  assert.deepEqual(await colorAt(page, ...margin), [255, 255, 255]);
  const red = await colorAt(page, ...picture);
  await page.keyboard.press("d");
  await page.locator(".page-figures").first().waitFor();
  assert.ok((await colorAt(page, ...margin)).every((part) => part < 50));
  assert.deepEqual(await colorAt(page, ...picture), red);
  await eventually(() => reader.asked("keepTones"), [{ light: "printed", dark: "dark" }]);
  await page.keyboard.press("d");
  await eventually(() => page.locator(".page-figures").count(), 0);
  const [r = 0, , b = 0] = await colorAt(page, ...margin);
  assert.ok(r > b + 20);
  await page.keyboard.press("d");
  assert.deepEqual(await colorAt(page, ...margin), [255, 255, 255]);
});

test("in a narrow window nothing is cut off sideways", async () => {
  await using reader = await openPdf(paper, {}, { width: 360, height: 700 });
  await reader.page.keyboard.press("Control+f");
  await reader.page.locator(".find").waitFor();
  const overflow = await reader.page.evaluate(
    () =>
      [...document.querySelectorAll(".bar > *, .find")].filter((part) => {
        const { left, right } = part.getBoundingClientRect();
        return left < 0 || right > innerWidth;
      }).length,
  );
  assert.equal(overflow, 0);
});
