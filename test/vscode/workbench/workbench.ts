// A VS Code window to be driven like a person does: a server with the packaged extension, and a page in Chromium that shows it.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { mapLimited } from "../../../src/base/limited.ts";
import { launchBrowser } from "../../run/browser.mjs";
import { packagePath } from "../../run/package.mjs";
import { kept } from "../../run/places.mjs";
import { prepareProfile, temporaryFolder } from "../../run/profile.mjs";
import { installExtension, startServer } from "../../run/vscodeServer.mjs";

export interface WorkbenchOptions {
  /** What to open: the test's folder if nothing is said, nothing for `null`, or a .code-workspace by its name in the folder. */
  readonly open?: string | null;
  /** Texts to put into the folder first, by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** False opens the folder in Restricted Mode. */
  readonly trusted?: boolean;
}

export interface QuickInputRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** Its functions may be taken out of it. */
export interface Workbench extends AsyncDisposable {
  readonly page: Page;
  /** Of the folder that was made for the test. */
  readonly folder: string;
  /** Runs a command by its title in the palette, category included: "Marginalia: Search Papers". */
  readonly runCommand: (title: string) => Promise<void>;
  readonly openFile: (name: string) => Promise<void>;
  /** Shows Marginalia's part of the side bar. */
  readonly showPapers: () => Promise<void>;
  /** The titles of the open editors' tabs, from the left. */
  readonly tabs: () => Promise<string[]>;
  /** The rows of the open Quick Pick that fit on the screen, from the top. */
  readonly quickInputRows: () => Promise<QuickInputRow[]>;
  /** The page of the reader that shows this text, or of any reader. */
  readonly readerFrame: (text?: string) => Promise<Frame>;
  /** Reloads the window. */
  readonly reload: () => Promise<void>;
  /** Ends the server and everything below it with no chance to save; `restart` brings it back. */
  readonly kill: () => Promise<void>;
  /** Closes the window, stops the server, and starts both again with the same profile. */
  readonly restart: () => Promise<void>;
  readonly screenshot: (name: string) => Promise<void>;
  readonly dispose: () => Promise<void>;
}

const readyMs = 60_000;
const filesAtOnce = 32;

export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { open = "", files = {}, settings = {}, trusted = true } = options;
  const home = temporaryFolder("workbench");
  const folder = join(home.path, "workspace");
  await mkdir(folder);
  await mapLimited(Object.entries(files), filesAtOnce, async ([path, text]) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  });
  const profile = prepareProfile(home.path, settings);
  await installExtension(profile, packagePath());
  let server = await startServer(profile, { trusted });
  const browser = await launchBrowser();
  // One context for the whole life, since the window keeps its layout in the browser's storage.
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  let page = await openWindow();

  async function openWindow(): Promise<Page> {
    const window = await context.newPage();
    await window.goto(`${server.url}/${queryFor(open === null ? null : join(folder, open))}`);
    await ready(window);
    return window;
  }

  const workbench: Workbench = {
    folder,
    get page() {
      return page;
    },
    async runCommand(title) {
      await choose(page, "F1", `>${title}`, title);
    },
    async openFile(name) {
      await choose(page, "ControlOrMeta+P", name, name);
      await page.locator(`.tab.active[aria-label^="${name}"]`).waitFor();
    },
    showPapers: () => showPapers(page),
    tabs: () => tabs(page),
    quickInputRows: () => quickInputRows(page),
    readerFrame: (text) => readerFrame(page, text),
    async reload() {
      // By its own command, since only then a window in a browser takes the time to write down its tabs.
      const reloaded = page.waitForEvent("domcontentloaded");
      await workbench.runCommand("Developer: Reload Window");
      await reloaded;
      await ready(page);
    },
    async kill() {
      await server.kill();
      await page.close();
    },
    async restart() {
      if (!page.isClosed()) {
        await workbench.reload();
        await page.close();
      }
      await server.stop();
      server = await startServer(profile, { trusted, port: server.port });
      page = await openWindow();
    },
    async screenshot(name) {
      await page.screenshot({ path: join(kept, "screenshots", `${name}.png`) });
    },
    async dispose() {
      await browser.close();
      await server.stop();
      home.remove();
    },
    [Symbol.asyncDispose]: () => workbench.dispose(),
  };
  return workbench;
}

/** A click on the icon of what is shown already would hide it, and a window that starts may show it at any moment. */
async function showPapers(page: Page): Promise<void> {
  const view = page.locator(".part.sidebar .pane-header").getByText("Papers", { exact: true }).first();
  for (let tries = 6; tries > 0; tries--) {
    if (await view.isVisible()) return;
    await page.locator('.activitybar [aria-label^="Marginalia"]').first().click();
    const isShown = await view.waitFor({ timeout: 6_000 }).then(
      () => true,
      () => false,
    );
    if (isShown) return;
  }
  throw new Error("The papers are not shown");
}

function queryFor(path: string | null): string {
  if (path === null) return "?ew=true";
  return path.endsWith(".code-workspace") ? `?workspace=${path}` : `?folder=${path}`;
}

/** The window is drawn before its extension host runs; the explorer's or welcome's parts and the status bar come last. */
async function ready(page: Page): Promise<void> {
  await page.locator(".monaco-workbench .statusbar-item").first().waitFor({ timeout: readyMs });
}

/**
 * Opens a Quick Pick by a key, types, and clicks the row that begins so. It is asked again where an editor that has just been
 * opened took the focus and with it the list away, or where what provides the row was not loaded yet.
 */
async function choose(page: Page, key: string, words: string, row: string): Promise<void> {
  for (let tries = 5; tries > 0; tries--) {
    await page.keyboard.press(key);
    try {
      await page.locator(".quick-input-widget input").fill(words, { timeout: 5_000 });
      const wanted = page.locator(`.quick-input-list .monaco-list-row[aria-label^="${row}"]`);
      await wanted.first().click({ timeout: 5_000 });
      return;
    } catch (failure) {
      if (tries === 1) throw failure;
      await page.keyboard.press("Escape");
    }
  }
}

async function tabs(page: Page): Promise<string[]> {
  const labels = page.locator(".tabs-container .tab .tab-label");
  return labels.evaluateAll((elements) =>
    elements.map((label) => {
      const parts = label.querySelectorAll(".monaco-icon-name-container, .monaco-icon-suffix-container");
      return [...parts].map((part) => part.textContent ?? "").join("");
    }),
  );
}

async function quickInputRows(page: Page): Promise<QuickInputRow[]> {
  const rows = page.locator(".quick-input-list .monaco-list-row");
  return rows.evaluateAll((elements) => {
    const indexOf = (row: Element): number => Number(row.getAttribute("data-index"));
    // The list recycles its rows, so their order in the page tells nothing.
    const fromTheTop = elements.sort((a, b) => indexOf(a) - indexOf(b));
    return fromTheTop.map((row) => {
      const textOf = (part: string): string => row.querySelector(part)?.textContent ?? "";
      return {
        label: textOf(".quick-input-list-row .label-name"),
        description: textOf(".quick-input-list-row .label-description"),
        detail: textOf(".quick-input-list-label-meta"),
      };
    });
  });
}

/** What VS Code calls the frame that holds the page; a frame keeps the name it was made with. */
const innermost = new Set(["active-frame", "pending-frame"]);

/** Webviews are two frames deep, and come and go as editors are shown and hidden. */
async function readerFrame(page: Page, text = ""): Promise<Frame> {
  const giveUpMs = Date.now() + 20_000;
  while (Date.now() < giveUpMs) {
    for (const frame of page.frames().filter((candidate) => innermost.has(candidate.name()))) {
      const shown = await frame.evaluate(() => document.body.innerText).catch(() => ""); // it may just be going
      if (shown.trim() !== "" && shown.includes(text)) return frame;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(text === "" ? "No reader is open" : `No open reader shows "${text}"`);
}
