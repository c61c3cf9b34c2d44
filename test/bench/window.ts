/**
 * In a real VS Code window: what activation costs with 57 and with 2,000 papers, and how long a paper takes from Enter in the search to the first paint of its abstract.
 */
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { libraryFiles } from "../fakes/sample.ts";
import { openWorkbench, type Workbench } from "../vscode/workbench/workbench.ts";
import { median, table } from "./figures.ts";

const rounds = 7;

/** Makes the installed extension write down how long each call of its `activate` takes. */
async function writeActivationsDown({ folder }: Workbench): Promise<string> {
  const extensions = join(folder, "../extensions");
  const installed = (await readdir(extensions)).find((name) => name.startsWith("marginalia."));
  if (installed === undefined) throw new Error(`Marginalia is not in ${extensions}`);
  const written = join(folder, "../activations.txt");
  await writeFile(written, "");
  await appendFile(
    join(extensions, installed, "dist/extension.cjs"),
    `;{
      const { activate } = module.exports;
      module.exports = { activate(context) {
        const start = performance.now();
        const api = activate(context);
        require("node:fs").appendFileSync(${JSON.stringify(written)}, performance.now() - start + "\\n");
        return api;
      } };
    }`,
  );
  return written;
}

interface Activations {
  /** Loading and activating, as VS Code's list of running extensions gives it. */
  readonly listed: readonly number[];
  readonly activate: readonly number[];
}

async function activations(workbench: Workbench): Promise<Activations> {
  const written = await writeActivationsDown(workbench);
  const listed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await workbench.page.reload();
    await workbench.page.locator(".monaco-workbench .statusbar-item").first().waitFor();
    while ((await linesOf(written)).length <= round) await workbench.page.waitForTimeout(200);
    await workbench.page.waitForTimeout(2_000); // the list shows what was there when it was opened
    await workbench.runCommand("Developer: Show Running Extensions");
    const row = workbench.page.locator(".runtime-extensions-editor .monaco-list-row", {
      hasText: "Marginalia",
    });
    await row.first().waitFor();
    const text = (await row.first().innerText()).replace(/\s+/gu, " ");
    const found = /Activation:\s*(\d+)\s*ms/u.exec(text)?.[1];
    if (found === undefined) throw new Error(`No activation time in: ${text}`);
    listed.push(Number(found));
    await workbench.runCommand("View: Close All Editors");
  }
  return { listed, activate: (await linesOf(written)).map(Number) };
}

const linesOf = async (file: string): Promise<readonly string[]> =>
  (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");

/** From the key press to the page's first paint, both by the machine's one clock. */
async function openings(workbench: Workbench): Promise<readonly number[]> {
  const titles = [
    "The Sparse Frontier",
    "R-Sparse",
    "WINA",
    "PDF-WuKong",
    "CoreInfer",
    "SeerAttention",
    "LeMo",
    "CHESS",
  ];
  const times: number[] = [];
  for (const title of titles) {
    await workbench.runCommand("View: Close All Editors");
    await workbench.runCommand("Marginalia: Search Papers");
    await workbench.page.locator('.quick-input-widget input[placeholder^="Search papers"]').fill(title);
    await workbench.page
      .locator('.quick-input-list .monaco-list-row.focused[data-index="0"]', { hasText: title })
      .waitFor();
    const pressed = await workbench.page.evaluate(() => Date.now());
    await workbench.page.keyboard.press("Enter");
    const frame = await workbench.readerFrame(title);
    await workbench.page.waitForTimeout(500);
    const painted = await frame.evaluate(() => {
      const paint = performance.getEntriesByName("first-contentful-paint")[0];
      return paint === undefined ? undefined : performance.timeOrigin + paint.startTime;
    });
    if (painted === undefined) throw new Error("The page painted nothing");
    times.push(painted - pressed);
  }
  return times.slice(1); // the first one warms up
}

const rows: (readonly string[])[] = [];
const figures = (name: string, times: readonly number[]): readonly string[] => [
  name,
  String(times.length),
  median(times).toFixed(0),
  `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`,
];
for (const count of [57, 2_000]) {
  await using workbench = await openWorkbench({ files: libraryFiles(count) });
  const { listed, activate } = await activations(workbench);
  rows.push(figures(`activate, ${count} papers`, activate));
  rows.push(figures(`loading and activating, ${count} papers`, listed));
  if (count === 57) rows.push(figures("Enter to first paint of the abstract", await openings(workbench)));
}
table("In a real window, in ms", ["what", "runs", "median", "min–max"], rows);
