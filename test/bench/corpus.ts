/**
 * Every file of MARGINALIA_PDFS in the real page: what becomes of it, how soon, and what went wrong meanwhile. With
 * MARGINALIA_PICTURES, a folder, it leaves a picture of each; with a part of a name behind it, it looks at those files only.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { endHarness, openPdf, type PdfReader } from "../webview/harness.ts";
import { table } from "./figures.ts";

const longestMs = 60_000;
const viewport = { width: 1200, height: 900 };
const [folder, pictures] = [process.env["MARGINALIA_PDFS"], process.env["MARGINALIA_PICTURES"]];
const wanted = process.argv[2] ?? "";
const passwords = new Map([
  ["password-user-abc.pdf", "abc"],
  ["derived-password-paper-aes256.pdf", "paper"],
]);

const isOver = ".page > .marks, .why, .sorry";

/** Types the password where one is asked for; answers whether one was. */
async function unlock(page: Page, password: string | undefined): Promise<boolean> {
  await page.locator(`${isOver}, .password`).first().waitFor({ timeout: longestMs });
  if ((await page.locator(".password").count()) === 0 || password === undefined) return false;
  await page.waitForTimeout(150);
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.locator(isOver).first().waitFor({ timeout: longestMs });
  return true;
}

/** Whether any letters lie over the first page. */
const hasLetters = (page: Page): Promise<boolean> =>
  page
    .waitForFunction(
      () => [...document.querySelectorAll(".textLayer span")].some(({ textContent }) => textContent?.trim()),
      undefined,
      { timeout: 4000 },
    )
    .then(
      () => true,
      () => false,
    );

/** Draws the last page too: damage is often there. */
async function goToTheEnd(page: Page): Promise<string> {
  await page.locator(".pages").focus();
  await page.keyboard.press("End");
  const last = page.locator(".page").last();
  const drawn = last.locator(":scope > .marks").first().waitFor({ state: "attached", timeout: 15_000 });
  return await drawn.then(
    () => "drawn",
    () => "NOT DRAWN",
  );
}

async function look(name: string, reader: PdfReader): Promise<string[]> {
  const { page } = reader;
  const wasLocked = await unlock(page, passwords.get(name));
  const ms = await page.evaluate(() => window.pdfHost.drawnAt);
  const why = page.locator(".why, .sorry p");
  const isShown = (await why.count()) === 0;
  const letters = isShown && (await hasLetters(page));
  const said = await page.locator(".notice span, .pdf > .banner").allTextContents();
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `${name.replace(/\.pdf$/u, "")}.png`) });
  // Where nothing can be shown there is nothing to count, and it would be waited for.
  const count = isShown ? (await page.locator(".page-count").textContent())?.replace(/^.*of /u, "") : "";
  const outcome = isShown
    ? `${wasLocked ? "asks for its password; " : ""}${count} pages`
    : ((await why.first().textContent())?.trim() ?? "");
  return [
    [outcome, ...said.map((each) => each.trim())].join(" · "),
    isShown && !wasLocked ? ms.toFixed(0) : "",
    isShown ? (letters ? "yes" : "no") : "",
    isShown ? await goToTheEnd(page) : "",
    (await reader.incidents()).join(" · "),
  ];
}

const tooLong = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error("HANGS")), ms).unref());

async function run(papers: string): Promise<void> {
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  const rows: string[][] = [];
  for (const name of readdirSync(papers).filter((each) => each.endsWith(".pdf") && each.includes(wanted))) {
    try {
      const reader = await openPdf(readFileSync(join(papers, name)), {}, viewport);
      rows.push([name, ...(await Promise.race([look(name, reader), tooLong(2 * longestMs)]))]);
      await Promise.race([reader[Symbol.asyncDispose](), tooLong(10_000)]);
    } catch (failure) {
      rows.push([name, failure instanceof Error ? failure.message : String(failure), "", "", "", ""]);
    }
  }
  table(
    "What becomes of each file",
    ["file", "outcome", "first page, ms", "text", "last page", "incidents"],
    rows,
  );
}

if (folder === undefined) console.log("Set MARGINALIA_PDFS to a folder of PDFs.");
else
  try {
    await run(folder);
  } finally {
    await endHarness();
  }
