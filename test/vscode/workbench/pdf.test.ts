/** PDFs in the real workbench: opened from the explorer, marked up, kept in the workspace, there again afterwards. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { samplePdf } from "../../fakes/samplePdf.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const pages = (first: string) => [
  { lines: [first, "A second sentence stands here."], picture: true },
  { lines: ["The second page."] },
];
let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench({
    files: { "papers/sparse.pdf": samplePdf({ pages: pages("Sparse models read quickly.") }) },
  });
});
after(() => workbench.dispose());

const below = (folder: string): readonly string[] =>
  existsSync(join(workbench.folder, folder))
    ? readdirSync(join(workbench.folder, folder), { recursive: true, encoding: "utf8" })
    : [];
const logs = (): string =>
  below(".marginalia/annotations")
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => readFileSync(join(workbench.folder, ".marginalia/annotations", name), "utf8"))
    .join("");

async function within(seconds: number, isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function focusPages(): Promise<Awaited<ReturnType<Workbench["readerFrame"]>>> {
  const frame = await workbench.readerFrame("of 2");
  await frame.locator(".page .textLayer span").first().waitFor();
  await frame.locator(".pages").focus();
  return frame;
}

test("a PDF opened from the explorer is drawn; a sentence is marked by keys and is on disk at once", async () => {
  await workbench.openFile("sparse.pdf");
  const frame = await focusPages();
  await workbench.page.keyboard.press(".");
  await frame.locator(".selected-words rect").first().waitFor();
  await workbench.page.keyboard.press("2");
  const pressed = Date.now();
  await within(5, () => logs().includes("Sparse models read quickly."), "the mark is not on disk");
  assert.ok(Date.now() - pressed < 3000);
  await frame.locator(".pdf-mark.green:not(.pending) .wash").first().waitFor();
  const [paper] = below(".marginalia/papers");
  const kept = JSON.parse(
    readFileSync(join(workbench.folder, ".marginalia/papers", paper ?? ""), "utf8"),
  ) as {
    title: string;
    pdfs: { path: string; fingerprint: string }[];
  };
  assert.equal(kept.title, "sparse");
  assert.equal(kept.pdfs[0]?.path, "papers/sparse.pdf");
  assert.match(kept.pdfs[0]?.fingerprint ?? "", /^[0-9a-f]{32}$/u);
});

test("commands of the palette mark words of a PDF too", async () => {
  const frame = await focusPages();
  await workbench.page.keyboard.press(".");
  await workbench.page.keyboard.press(".");
  await frame.locator(".selected-words rect").first().waitFor();
  await workbench.runCommand("Marginalia: Strike Through Words of PDF");
  await within(5, () => logs().includes("strike"), "nothing was struck through");
});

test("an area is kept with a picture of it", async () => {
  const frame = await focusPages();
  await workbench.page.keyboard.press("a");
  const canvas = await frame.locator(".page canvas").first().boundingBox();
  assert.ok(canvas !== null);
  await workbench.page.mouse.move(canvas.x + 100, canvas.y + 200);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(canvas.x + 260, canvas.y + 300, { steps: 4 });
  await workbench.page.mouse.up();
  await frame.locator(".note img.picture").first().waitFor();
  await within(5, () => below(".marginalia/pictures").some((name) => name.endsWith(".png")), "no picture");
  const isDrawn = await frame
    .locator(".note img.picture")
    .first()
    .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 50));
  assert.ok(isDrawn);
  await workbench.page.keyboard.press("Escape");
});

test("after a reload the marks are there; the file may be written anew, and may move", async () => {
  await workbench.reload();
  let frame = await focusPages();
  await frame.locator(".pdf-mark.green .wash").first().waitFor();
  const path = join(workbench.folder, "papers/sparse.pdf");
  await writeFile(
    path,
    samplePdf({ pages: [...pages("Sparse models read quickly."), { lines: ["Third."] }] }),
  );
  await workbench.readerFrame("of 3");
  await rename(path, join(workbench.folder, "moved.pdf"));
  await workbench.openFile("moved.pdf");
  frame = await workbench.readerFrame("of 3");
  await frame.locator(".page canvas").first().waitFor();
});
