/** Quotes of one version of a document that are looked for in another, as the reader of PDFs stores and finds them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pageDigest } from "../../src/anchoring/pageDigest.ts";
import { PagesText } from "../../src/anchoring/pages.ts";
import { placeOnPages, type SoughtOnPages } from "../../src/anchoring/placeOnPages.ts";
import { lettersOfPage } from "../../webview/pdf/text/pageLetters.ts";
import type { PageText } from "../../webview/pdf/text/pageText.ts";
import { quoteOfRange, regionOfRange } from "../../webview/pdf/text/ranges.ts";
import { Randomness } from "../fakes/randomness.ts";
import { percentile, table } from "./figures.ts";
import { pagesOf } from "./pdfPieces.ts";

const quotes = 200;
const current = "pdfjs-dist/legacy/build/pdf.mjs";

interface Sought extends SoughtOnPages {
  readonly digest: string | undefined;
}

/** Selections of 40 to 220 letters, mostly of words. */
function quotesOf(pages: readonly PageText[], count: number, seed: number): readonly Sought[] {
  const random = new Randomness(seed);
  const textsAt = (number: number): PageText | undefined => pages[number - 1];
  const sought: Sought[] = [];
  for (let tries = 0; sought.length < count && tries < count * 50; tries++) {
    const page = random.pick(pages);
    const { text } = page;
    if (text.length < 400) continue;
    const from = random.below(text.length - 300);
    const start = from + Math.max(0, text.slice(from).search(/(?<=\s)\S/u));
    const wanted = start + 40 + random.below(180);
    const end = wanted + Math.max(0, text.slice(wanted).search(/\s/u));
    const words = text.slice(start, end);
    if ((words.match(/\p{L}/gu) ?? []).length < 0.6 * words.length) continue;
    const range = { start: { page: page.number, offset: start }, end: { page: page.number, offset: end } };
    const region = regionOfRange(range, textsAt, "");
    const part = region?.parts[0];
    if (part === undefined) continue;
    const stood = { page: part.page, letter: part.text.start };
    sought.push({ quote: quoteOfRange(range, textsAt), stood, digest: part.digest });
  }
  return sought;
}

interface Tally {
  readonly samePage: number;
  readonly same: number;
  readonly anchored: number;
  readonly uncertain: number;
  readonly of: number;
  readonly ms: readonly number[];
}

function tally(sought: readonly Sought[], pages: readonly PageText[]): Tally {
  const letters = pages.map(lettersOfPage);
  const digests = new Set(letters.map(pageDigest));
  const text = new PagesText(letters);
  const all = new PagesText(letters, true);
  let [samePage, same, anchored, uncertain] = [0, 0, 0, 0];
  const ms: number[] = [];
  for (const each of sought) {
    if (each.digest !== undefined && digests.has(each.digest)) samePage++;
    const started = performance.now();
    const found = placeOnPages(text, each) ?? placeOnPages(all, each);
    ms.push(performance.now() - started);
    if (found?.isSame === true) same++;
    if (found?.state === "anchored") anchored++;
    if (found?.state === "uncertain") uncertain++;
  }
  return { samePage, same, anchored, uncertain, of: sought.length, ms };
}

const head = [
  "from → to",
  "quotes",
  "page says the same",
  "same words",
  "anchored",
  "uncertain",
  "found",
  "ms median, worst",
];

function row(name: string, { samePage, same, anchored, uncertain, of, ms }: Tally): readonly string[] {
  const percent = (count: number): string => `${((100 * count) / Math.max(1, of)).toFixed(1)} %`;
  return [
    name,
    String(of),
    percent(samePage),
    percent(same),
    percent(anchored),
    percent(uncertain),
    percent(anchored + uncertain),
    `${percentile(ms, 0.5).toFixed(2)}, ${percentile(ms, 1).toFixed(0)}`,
  ];
}

export function measureVersions(folder: string): void {
  const pdf = (name: string): string => join(folder, "pdf", `${name}.pdf`);
  const pair = (name: string): string => join(folder, "pdf-pairs", `${name}.pdf`);
  const comparisons: readonly (readonly [string, string, string])[] = [
    ["PaperMage, preprint → camera-ready", pair("papermage-old"), pair("papermage-new")],
    ["thesis, 164 → 234 pages", pair("haziq-old"), pair("haziq-new")],
    ["rotated copy", pdf("acl-2020-s2orc"), pdf("derived-rotated-s2orc")],
    ["linearised copy", pdf("arxiv-2204.02311-palm"), pdf("derived-linearized-palm")],
    ["annotated copy", pdf("tracemonkey"), pdf("tracemonkey-annotated")],
    ["another paper (want 0)", pdf("arxiv-1512.03385-resnet"), pdf("arxiv-1706.03762-attention")],
    ["another paper of the same group (want 0)", pdf("acl-2020-s2orc"), pdf("emnlp-2023-papermage")],
  ];
  const rows = comparisons.flatMap(([name, from, to]) => {
    const missing = [from, to].find((file) => !existsSync(file));
    if (missing !== undefined) return [[`${name}: there is no ${missing}`]];
    const [before, after] = [pagesOf(current, from, 400), pagesOf(current, to, 400)];
    return [row(name, tally(quotesOf(before, quotes, 42), after))];
  });
  table("Quotes of one version, looked for in another", head, rows);
}

/** @param versions a folder in which older versions of pdfjs-dist are installed, each under a name of its own */
export function measureUpgrades(folder: string, versions: readonly (readonly [string, string])[]): void {
  const names = [
    "tracemonkey",
    "arxiv-1706.03762-attention",
    "arxiv-2205.14135-flashattention",
    "acl-2020-s2orc",
    "thesis-75p-persian-rtl",
  ];
  const files = names.map((name) => [name, join(folder, "pdf", `${name}.pdf`)] as const);
  const rows = files
    .filter(([, file]) => existsSync(file))
    .flatMap(([name, file]) => {
      const now = pagesOf(current, file, 40);
      return versions.map(([version, module]) =>
        row(`${name}, ${version}`, tally(quotesOf(pagesOf(module, file, 40), quotes, 7), now)),
      );
    });
  table("Quotes stored with an older pdf.js, looked for with this one", head, rows);
}

export function measureSpeed(folder: string): void {
  const count = 500;
  const mostPages = 30;
  const paper = join(folder, "pdf", "deepseek-v3-report.pdf");
  const other = join(folder, "pdf", "arxiv-2112.04426-retro.pdf");
  const pair = ["old", "new"].map((version) => join(folder, "pdf-pairs", `haziq-${version}.pdf`));
  const comparisons = [
    ["a paper", paper, paper],
    ["a thesis → its next version", ...pair],
    ["a paper → another", paper, other],
  ] as const;
  const rows = comparisons.flatMap(([name, from = "", to = ""]) => {
    if (![from, to].every((file) => existsSync(file))) return [];
    const sought = quotesOf(pagesOf(current, from, mostPages), count, 3);
    const letters = pagesOf(current, to, mostPages).map(lettersOfPage);
    const started = performance.now();
    const text = new PagesText(letters);
    const ready = performance.now();
    const found = sought.filter((each) => placeOnPages(text, each) !== undefined).length;
    const done = performance.now();
    const times = [ready - started, done - ready, done - started].map((ms) => ms.toFixed(0));
    return [[name, String(text.haystack.text.length), String(sought.length), ...times, String(found)]];
  });
  table(
    `Placing ${count} notes on ${mostPages} pages whose letters have been read`,
    ["notes of → on", "letters", "notes", "ms to make ready", "ms to place", "ms together", "found"],
    rows,
  );
}
