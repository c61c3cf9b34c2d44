/** Serves the page under the content security policy of the real one, and opens it in Chromium. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../run/browser.mjs";
import type { Fixture } from "./fixture.ts";
import { lightTheme } from "./samples.ts";

const nonce = "dGVzdHM";
/** As the host writes it; `'self'` stands for the webview's own source. */
const policy = [
  "default-src 'none'",
  `script-src 'nonce-${nonce}'`,
  `style-src 'self' 'nonce-${nonce}'`,
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta property="csp-nonce" content="${nonce}" />
    <link rel="stylesheet" href="page.css" />
    <title>Marginalia</title>
  </head>
  <body>
    <main id="reader"></main>
    <script type="module" nonce="${nonce}" src="page.js"></script>
  </body>
</html>`;

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".map": "application/json",
};

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  if (path === "/favicon.ico") return void response.writeHead(204).end();
  if (path === "/") {
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(html);
    return;
  }
  const file = join(import.meta.dirname, path.replaceAll("..", ""));
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

after(async () => {
  await (await browser)?.close();
  server.closeAllConnections();
  server.close();
});

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

export async function openReader(
  fixture: Fixture,
  viewport: Window = { width: 1200, height: 900 },
): Promise<Reader> {
  browser ??= launchBrowser();
  address ??= listen();
  const context = await (
    await browser
  ).newContext({ viewport, locale: "en-GB", permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  const seen: string[] = [];
  const home = await address;
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") seen.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(home)) seen.push(`request: ${request.url()}`);
  });
  await page.addInitScript((given: Fixture) => (window.fixture = given), { theme: lightTheme, ...fixture });
  await page.goto(home);
  await page.locator(".abstract p, .sorry").first().waitFor();
  await page.evaluate(async () => void (await document.fonts.ready)); // letters stay where they are from now on
  return {
    page,
    context,
    incidents: async () => [...seen, ...(await page.evaluate(() => window.violations))],
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
