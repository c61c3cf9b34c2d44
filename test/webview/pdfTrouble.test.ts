/** What is no PDF, not whole, locked or hostile: one clear sentence and a way on, and nothing is done. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { PdfView } from "../../src/protocol/pdf.ts";
import { samplePdf } from "../fakes/samplePdf.ts";
import { root } from "../run/places.mjs";
import { eventually, heard, openPdf } from "./harness.ts";

const fixture = (name: string): Uint8Array => readFileSync(join(root, "test/fixtures/pdf", `${name}.pdf`));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const paper = samplePdf({ pages: [{ lines: ["Words"] }] });

test("each kind of unreadable file is named", async () => {
  const kinds: readonly (readonly [Uint8Array, string])[] = [
    [bytes(""), "This file is empty"],
    [bytes("<!DOCTYPE html><title>403</title>"), "a web page that was saved as a PDF"],
    [bytes("just some words"), "This is not a PDF"],
    [bytes(`%PDF-1.7\n${"x".repeat(3000)}`), "the download is probably incomplete"],
    [fixture("corrupt-fuzzed-poppler395"), "This PDF is damaged"],
  ];
  for (const [file, sentence] of kinds) {
    await using reader = await openPdf(file);
    await reader.page.locator(".why", { hasText: sentence }).waitFor();
    assert.equal((await reader.asked("report")).length, 1);
  }
});

test("a file that cannot be shown can be tried again, or opened otherwise", async () => {
  await using reader = await openPdf(bytes("half"));
  const { page } = reader;
  await page.locator("mg-button", { hasText: "Open with" }).click();
  await eventually(async () => (await reader.asked("openOtherwise")).length, 1);
  await reader.rewrite(paper);
  await page.locator(".textLayer span", { hasText: "Words" }).waitFor();
});

test("a locked PDF asks for its password until it is right, and the host keeps it", async () => {
  await using reader = await openPdf(fixture("password-user-abc"));
  const { page } = reader;
  await page.locator(".password").waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await page.getByText("That is not the password").waitFor();
  await page.keyboard.type("abc");
  await page.keyboard.press("Enter");
  await page.locator(".page canvas").first().waitFor();
  await eventually(() => reader.asked("keepPassword"), [{ password: "abc" }]);
  await reader.reopen({ password: "abc" });
  await page.locator(".page canvas").first().waitFor();
});

test("links to the web are opened by the host, and actions that would do something do nothing", async () => {
  const hostile = samplePdf({
    pages: [
      {
        lines: ["Click"],
        links: [
          { to: "https://example.org/code" },
          { to: "javascript:alert(1)" },
          { to: { action: "/S /JavaScript /JS (app.alert\\(1\\))" } },
          { to: { action: "/S /Launch /F (calc.exe)" } },
          { to: "command:workbench.action.quit" },
        ],
      },
    ],
    openAction: "/S /JavaScript /JS (app.alert\\(2\\))",
  });
  await using reader = await openPdf(hostile);
  const { page } = reader;
  const before = page.url();
  await page.locator(".annotationLayer a[href]").first().waitFor();
  const links = page.locator(".annotationLayer a");
  for (const link of await links.all()) await link.click({ timeout: 2000 }).catch(() => undefined);
  await eventually(() => reader.asked("openLink"), [{ url: "https://example.org/code" }]);
  assert.equal(await links.first().getAttribute("title"), "https://example.org/code");
  assert.equal(page.url(), before);
  assert.equal(reader.context.pages().length, 1);
  assert.deepEqual(await reader.incidents(), []);
});

test("a file that goes away stays on the screen, and it is said", async () => {
  await using reader = await openPdf(paper);
  await reader.page.evaluate(() => window.pdfHost.tell("fileChanged", {}));
  await reader.page.locator(".banner", { hasText: "not there any more" }).waitFor();
  await reader.page.locator(".page canvas").first().waitFor();
  assert.equal(await heard(reader.page), "");
});

test("of a scan it is said that it has no text, once, and areas are offered", async () => {
  const scan = samplePdf({ pages: [{ lines: [], picture: true }] });
  await using reader = await openPdf(scan);
  const { page } = reader;
  const said = page.locator(".lack-of-text");
  await said.getByText("There is no text in this PDF").waitFor();
  await said.locator("mg-button", { hasText: "Mark an area" }).click();
  await said.waitFor({ state: "detached" });
  await eventually(() => page.getByRole("button", { name: "Area" }).getAttribute("aria-pressed"), "true");
  await eventually(
    async () => ((await reader.asked("keepView")).at(-1) as PdfView | undefined)?.lacksText,
    true,
  );
  await reader.reopen({ view: (await reader.asked("keepView")).at(-1) as PdfView });
  await page.locator(".page canvas").first().waitFor();
  await page.waitForTimeout(500);
  assert.equal(await said.count(), 0);
});

test("a PDF with text says nothing about it", async () => {
  await using reader = await openPdf(paper);
  await reader.page.locator(".textLayer span", { hasText: "Words" }).waitFor();
  await reader.page.waitForTimeout(500);
  assert.equal(await reader.page.locator(".lack-of-text").count(), 0);
});
