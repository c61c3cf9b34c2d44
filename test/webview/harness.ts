/** Serves the page under the content security policy of the real one, and opens it in Chromium. */
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
  ).newContext({ viewport, permissions: ["clipboard-read", "clipboard-write"] });
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
  await page.locator(".abstract p").first().waitFor();
  return {
    page,
    context,
    incidents: async () => [...seen, ...(await page.evaluate(() => window.violations))],
    [Symbol.asyncDispose]: () => context.close(),
  };
}
