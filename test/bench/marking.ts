/**
 * In a real VS Code window: how long a mark takes from the key until it is seen on the page of a PDF, and until it is in the
 * log on the disk. On the first of MARGINALIA_PDFS, a folder of papers, that has enough sentences, or on a sample.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { samplePdf } from "../fakes/samplePdf.ts";
import { openWorkbench, type Workbench } from "../vscode/workbench/workbench.ts";
import { median, percentile, table } from "./figures.ts";

const runs = 20;
const folder = process.env["MARGINALIA_PDFS"];

function paper(): Uint8Array {
  const [name] =
    folder === undefined ? [] : readdirSync(folder).filter((each) => /resnet.*\.pdf$/u.test(each));
  if (folder !== undefined && name !== undefined) return readFileSync(join(folder, name));
  const lines = Array.from({ length: 40 }, (_, at) => `Sentence ${at} says what the others say.`);
  return samplePdf({ pages: [{ lines }, { lines }] });
}

/** Both clocks are the machine's. Resolves once the frame in which the new mark lies has been drawn. */
const nextMark = (frame: Frame): Promise<{ readonly pressed: number; readonly seen: number }> =>
  frame.evaluate(
    () =>
      new Promise((resolve) => {
        const count = (): number => document.querySelectorAll(".pdf-mark.highlight .wash").length;
        const before = count();
        let pressed = 0;
        document.addEventListener(
          "keydown",
          ({ timeStamp }) => (pressed = performance.timeOrigin + timeStamp),
          {
            once: true,
            capture: true,
          },
        );
        const watch = new MutationObserver(() => {
          if (count() <= before) return;
          watch.disconnect();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve({ pressed, seen: performance.timeOrigin + performance.now() });
            port2.postMessage(undefined); // comes after the frame
          });
        });
        watch.observe(document.body, { subtree: true, childList: true });
      }),
  );

function linesOnDisk({ folder: home }: Workbench): number {
  const logs = join(home, ".marginalia/annotations");
  if (!existsSync(logs)) return 0;
  return readdirSync(logs, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".jsonl"))
    .reduce((sum, name) => sum + readFileSync(join(logs, name), "utf8").split("\n").length - 1, 0);
}

async function onDisk(workbench: Workbench, lines: number): Promise<number> {
  while (linesOnDisk(workbench) < lines) await new Promise((resolve) => setTimeout(resolve, 2));
  return Date.now();
}

const [seen, stored]: [number[], number[]] = [[], []];
{
  await using workbench = await openWorkbench({ files: { "paper.pdf": paper() } });
  await workbench.openFile("paper.pdf");
  const frame = await workbench.readerFrame("of ");
  await frame.locator(".page .textLayer span").first().waitFor();
  await frame.locator(".pages").focus();
  const { page } = workbench;
  for (let run = 0; run < runs; run++) {
    await page.keyboard.press(".");
    await frame.locator(".selected-words rect").first().waitFor();
    await page.waitForTimeout(400);
    const mark = nextMark(frame);
    await page.waitForTimeout(100);
    const disk = onDisk(workbench, linesOnDisk(workbench) + 1);
    await page.keyboard.press(String((run % 5) + 1));
    const { pressed, seen: seenAt } = await mark;
    seen.push(seenAt - pressed);
    stored.push((await disk) - pressed);
  }
}
const row = (what: string, wanted: string, all: readonly number[]): readonly string[] => {
  const [, ...times] = all; // the first brings the paper into the library
  return [
    what,
    wanted,
    median(times).toFixed(0),
    percentile(times, 0.95).toFixed(0),
    (all[0] ?? 0).toFixed(0),
  ];
};
table(
  `From the key to the mark, in ms, ${runs - 1} marks`,
  ["what", "wanted", "median", "95 %", "the first"],
  [row("seen on the page", "≤ 50", seen), row("in the log on the disk", "≤ 300", stored)],
);
