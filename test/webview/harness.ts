/** Serves the page under the content security policy of the real one, and opens it in Chromium. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../run/browser.mjs";
import { root } from "../run/places.mjs";
import { pdfPolicy } from "../../src/host/pdf/page.ts";
import { pagePolicy, webviewPage } from "../../src/host/workspace/webviewPage.ts";
import type { PdfOpening } from "../../src/protocol/pdf.ts";
import { noVocabulary, type Fixture } from "./fixture.ts";
import type { PdfFixture } from "./pdfHost.ts";
import type { SearchFixture } from "./searchHost.ts";
import type { TodayFixture } from "./todayHost.ts";
import { lightTheme } from "./samples.ts";

const built = join(root, "dist/test/webview");
const nonce = "dGVzdHM";
/** `'self'` stands for the webview's own source. */
const policy = pagePolicy(nonce, "'self'");

/** The HTML is the shipped one, with other addresses in it. */
const readerHtml = webviewPage({
  nonce,
  policy,
  style: "page.css",
  script: "page.js",
});
const pdfHtml = webviewPage({
  nonce,
  policy: pdfPolicy(nonce, "'self'"),
  style: "pdf/pdf.css",
  script: "pdf/pdf.js",
});
const searchHtml = webviewPage({ nonce, policy, style: "search.css", script: "search.js" });
const todayHtml = webviewPage({ nonce, policy, style: "today.css", script: "today.js" });
/** PDFs as they are "on disk", by name. */
const disk = new Map<string, Uint8Array>();

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".map": "application/json",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  if (path === "/favicon.ico") return void response.writeHead(204).end();
  const html = {
    "/": readerHtml,
    "/pdf.html": pdfHtml,
    "/search.html": searchHtml,
    "/today.html": todayHtml,
  }[path];
  if (html !== undefined) return void response.writeHead(200, { "content-type": "text/html" }).end(html);
  if (path === "/bare.html") {
    response.writeHead(200, { "content-type": "text/html" });
    response.end('<!doctype html><script type="module" src="barePdf.js"></script>');
    return;
  }
  if (path.startsWith("/disk/")) {
    const bytes = disk.get(path.slice("/disk/".length));
    return void response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
  }
  const isShipped = ["/pdf/", "/fonts/", "/search.", "/today.", "/shared-"].some((start) =>
    path.startsWith(start),
  );
  const folder = isShipped ? join(root, "dist/webview") : built;
  const file = join(folder, path.replaceAll("..", ""));
  readFile(file).then(
    (bytes) => response.writeHead(200, { "content-type": types[extname(file)] ?? "text/plain" }).end(bytes),
    () => response.writeHead(404).end(),
  );
});

let browser: Promise<Browser> | undefined;
let address: Promise<string> | undefined;

const listen = (): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const bound = server.address();
      resolve(`http://127.0.0.1:${typeof bound === "object" ? bound?.port : bound}/`);
    });
  });

after(() => endHarness());

export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong without being asked about: script errors, dialogs, requests to elsewhere, breaches of the policy. */
  incidents(): Promise<readonly string[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Window {
  readonly width: number;
  readonly height: number;
}

export async function openReader(fixture: Fixture, viewport?: Window): Promise<Reader> {
  const reader = await openPage(viewport);
  const { page } = reader;
  await page.addInitScript((given: Fixture) => (window.fixture = given), { theme: lightTheme, ...fixture });
  await page.goto(await homeAddress());
  await page.locator(".abstract p, .sorry").first().waitFor();
  await page.evaluate(async () => void (await document.fonts.ready)); // letters stay where they are from now on
  return reader;
}

export interface PdfReader extends Reader {
  /** Writes the file anew and has the host say so. */
  rewrite(bytes: Uint8Array): Promise<void>;
  /** What the page asked of the host, by the name of the call. */
  asked(call: string): Promise<readonly unknown[]>;
  /** Loads the page again, as VS Code does when it comes back into sight. */
  reopen(opening: Partial<PdfOpening>): Promise<void>;
}

let filesMade = 0;

export async function openPdf(
  bytes: Uint8Array,
  { theme = lightTheme, waitMs = 0, ...given }: Partial<PdfFixture> = {},
  viewport?: Window,
): Promise<PdfReader> {
  const reader = await openPage(viewport);
  const { page } = reader;
  const file = `${++filesMade}.pdf`;
  disk.set(file, bytes);
  const home = await homeAddress();
  const opening: PdfOpening = {
    file: { url: `${home}disk/${file}`, name: "paper.pdf", bytes: bytes.length },
    tones: { light: "printed", dark: "printed" },
    standing: { notes: [], writable: true },
    vocabulary: noVocabulary,
    ...given,
  };
  const open = async (more: Partial<PdfOpening>): Promise<void> => {
    await page.addInitScript((each: PdfFixture) => (window.pdfFixture = each), {
      theme,
      waitMs,
      ...opening,
      ...more,
    });
    await page.addInitScript({ path: join(built, "pdfHost.js") });
    await page.goto(`${home}pdf.html`);
    await page.locator(".pages .page canvas, .why, .password, .sorry").first().waitFor();
  };
  await open({});
  return {
    ...reader,
    incidents: async () => [
      ...(await reader.incidents()),
      ...(await page.evaluate(() => [...window.pdfHost.violations, ...window.pdfHost.refused])),
    ],
    rewrite: async (next) => {
      disk.set(file, next);
      await page.evaluate((size) => window.pdfHost.tell("fileChanged", { bytes: size }), next.length);
    },
    asked: (call) =>
      page.evaluate(
        (name) => window.pdfHost.asked.flatMap((each) => (each.call === name ? [each.ask] : [])),
        call,
      ),
    reopen: open,
  };
}

export interface SearchPage extends Reader {
  /** What the page asked of the host, by the name of the call. */
  asked(call: string): Promise<readonly unknown[]>;
}

export async function openSearch(
  given: Partial<SearchFixture> = {},
  viewport: Window = { width: 320, height: 700 },
): Promise<SearchPage> {
  const reader = await openPage(viewport);
  const { page } = reader;
  await page.addInitScript((fixture: SearchFixture) => (window.searchFixture = fixture), {
    theme: lightTheme,
    papers: [],
    ...given,
  });
  await page.addInitScript({ path: join(built, "searchHost.js") });
  await page.goto(`${await homeAddress()}search.html`);
  page.setDefaultTimeout(10_000);
  await page.locator("#query").waitFor();
  await page.locator("[aria-busy=false]").waitFor();
  return {
    ...reader,
    incidents: async () => [
      ...(await reader.incidents()),
      ...(await page.evaluate(() => [...window.searchHost.violations, ...window.searchHost.refused])),
    ],
    asked: (call) =>
      page.evaluate(
        (name) => window.searchHost.asked.flatMap((each) => (each.call === name ? [each.ask] : [])),
        call,
      ),
  };
}

export interface TodayPage extends Reader {
  /** What the page asked of the host, by the name of the call. */
  asked(call: string): Promise<readonly unknown[]>;
}

export async function openToday(
  given: Partial<TodayFixture> = {},
  viewport: Window = { width: 900, height: 800 },
): Promise<TodayPage> {
  const reader = await openPage(viewport);
  const { page } = reader;
  const whole: TodayFixture = {
    theme: lightTheme,
    now: "2026-07-31T09:00:00.000Z",
    papers: [],
    days: {},
    isSubscribed: true,
    hasFolder: true,
    view: { order: "forYou", filter: "new" },
    ...given,
  };
  await page.addInitScript((fixture: TodayFixture) => (window.todayFixture = fixture), whole);
  await page.addInitScript({ path: join(built, "todayHost.js") });
  await page.goto(`${await homeAddress()}today.html`);
  page.setDefaultTimeout(10_000);
  await page.locator(".paper, .empty").first().waitFor();
  return {
    ...reader,
    incidents: async () => [
      ...(await reader.incidents()),
      ...(await page.evaluate(() => [...window.todayHost.violations, ...window.todayHost.refused])),
    ],
    asked: (call) =>
      page.evaluate(
        (name) => window.todayHost.asked.flatMap((each) => (each.call === name ? [each.ask] : [])),
        call,
      ),
  };
}

/** Shows a PDF with pdf.js alone; answers how long that took from the start of the page, in milliseconds. */
export async function timeBare(bytes: Uint8Array, viewport?: Window): Promise<number> {
  const { page, context } = await openPage(viewport);
  const file = `${++filesMade}.pdf`;
  disk.set(file, bytes);
  await page.goto(`${await homeAddress()}bare.html?file=disk/${file}`);
  await page.waitForFunction(() => window.drawnAt !== undefined);
  const drawnAt = await page.evaluate(() => window.drawnAt ?? Number.NaN);
  await context.close();
  return drawnAt;
}

/** Ends what the harness started, where there is no test runner to do it. */
export async function endHarness(): Promise<void> {
  await (await browser)?.close();
  server.closeAllConnections();
  server.close();
}

function homeAddress(): Promise<string> {
  return (address ??= listen());
}

async function openPage(viewport: Window = { width: 1200, height: 900 }): Promise<Reader> {
  browser ??= launchBrowser();
  const context = await (
    await browser
  ).newContext({ viewport, locale: "en-GB", permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const seen: string[] = [];
  const home = await homeAddress();
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") seen.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !url.startsWith(`blob:${home}`) && !url.startsWith("data:"))
      seen.push(`request: ${url}`);
  });
  return {
    page,
    context,
    incidents: async () => [...seen, ...(await page.evaluate(() => window.violations ?? []))],
    [Symbol.asyncDispose]: () => context.close(),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where words of the abstract begin and end on the screen; the words must not run across a mark or a formula. */
const endsOf = (page: Page, words: string): Promise<{ readonly start: Point; readonly end: Point }> =>
  page.evaluate((sought) => {
    const abstract = document.querySelector(".abstract");
    if (abstract === null) throw new Error("There is no abstract");
    const walker = document.createTreeWalker(abstract, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(sought) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + sought.length);
      const rects = [...range.getClientRects()];
      const [first, last] = [rects[0], rects.at(-1)];
      if (first === undefined || last === undefined) break;
      const middle = (rect: DOMRect): number => rect.top + rect.height / 2;
      return {
        start: { x: first.left + 0.5, y: middle(first) },
        end: { x: last.right - 0.5, y: middle(last) },
      };
    }
    throw new Error(`"${sought}" is not in the abstract`);
  }, words);

/** Drags the mouse over the abstract, from the first letter of one phrase to the last of another. */
export async function dragOver(page: Page, from: string, to = from): Promise<void> {
  const { start } = await endsOf(page, from);
  const { end } = await endsOf(page, to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 3 });
  await page.mouse.move(end.x, end.y, { steps: 3 });
  await page.mouse.up();
}

/** What the page asked of the host, by the name of the call. */
export const askedFor = (page: Page, call: string): Promise<readonly unknown[]> =>
  page.evaluate((name) => window.host.asked.flatMap((each) => (each.call === name ? [each.ask] : [])), call);

/** The words that the marks of the abstract cover, mark by mark, with their classes. */
export const marksIn = (page: Page): Promise<readonly { readonly words: string; readonly look: string }[]> =>
  page
    .locator(".abstract mark")
    .evaluateAll((marks) => marks.map((mark) => ({ words: mark.textContent ?? "", look: mark.className })));

/** What a screen reader was told last. */
export const heard = (page: Page): Promise<string> =>
  page
    .locator("[role=status].live, [role=alert].live")
    .evaluateAll((lives) => lives.map((live) => live.textContent?.trim() ?? "").join(""));

/** Waits until a question about the page has the answer that is expected, and fails with the last answer otherwise. */
export async function eventually<T>(look: () => Promise<T>, expected: T, timeoutMs = 3000): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    try {
      assert.deepEqual(seen, expected);
      return;
    } catch (difference) {
      if (Date.now() > end) throw difference;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
