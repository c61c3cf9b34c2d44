/** Quotes of real abstracts, joined to documents of fifteen pages, of whose words a share was changed since. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describePosition, describeQuote } from "../../src/anchoring/describe.ts";
import { SearchedText, type Passage } from "../../src/anchoring/placeInText.ts";
import type { Span } from "../../src/base/span.ts";
import { Randomness } from "../fakes/randomness.ts";
import { table } from "./figures.ts";
import { TextWithoutFloor } from "./withoutFloor.ts";

const lengths = [15, 25, 40, 60, 100, 200];
const shares = [0, 0.1, 0.25];
const trials = 200;
const documentLength = 75_000;
const documents = 20;

/** How often each thing happened, of all trials. */
interface Outcome {
  anchored: number;
  uncertain: number;
  wrong: number;
  rivalRight: number;
  rivalAnywhere: number;
  of: number;
}

export function measureChangedQuotes(file: string): void {
  const random = new Randomness(11);
  const abstracts = abstractsIn(file);
  const chosen = random.shuffled(abstracts);
  const texts = Array.from({ length: documents }, () => documentOf(chosen));
  const rows: string[][] = [];
  for (const length of lengths) {
    const absent = newOutcome();
    const changed = shares.map(newOutcome);
    for (let trial = 0; trial < trials; trial++) {
      const text = random.pick(texts);
      const span = randomSpan(random, text, length);
      const passage = { quote: describeQuote(text, span), position: describePosition(text, span) };
      shares.forEach((share, at) => {
        const now = changedText(random, text, span, share, chosen);
        note(changed[at], now.text, passage, span.start, now.span);
      });
      const other = texts[(texts.indexOf(text) + 1) % texts.length] ?? "";
      if (!other.includes(passage.quote.exact)) note(absent, other, passage, span.start, undefined);
    }
    rows.push([
      String(length),
      ...changed.flatMap(({ anchored, uncertain, wrong, rivalRight, of }) => [
        `${percent(anchored, of)} + ${percent(uncertain, of)} = ${percent(anchored + uncertain, of)}`,
        percent(wrong, of),
        percent(rivalRight, of),
      ]),
      `${percent(absent.anchored, absent.of)}, ${percent(absent.uncertain, absent.of)}`,
      percent(absent.rivalAnywhere, absent.of),
    ]);
  }
  const head = (share: number): readonly string[] => [
    `${share * 100} % changed: anchored + uncertain`,
    "wrong",
    "no floor: right",
  ];
  table(
    `Quotes of real abstracts in documents of ${documentLength.toLocaleString("en")} characters, ${trials} of each length; right is where at least half of it lies`,
    ["letters", ...shares.flatMap(head), "absent: anchored, uncertain", "no floor: attached"],
    rows,
  );
}

const newOutcome = (): Outcome => ({
  anchored: 0,
  uncertain: 0,
  wrong: 0,
  rivalRight: 0,
  rivalAnywhere: 0,
  of: 0,
});

function note(
  outcome: Outcome | undefined,
  text: string,
  passage: Passage,
  near: number,
  truth: Span | undefined,
): void {
  if (outcome === undefined) return;
  outcome.of++;
  const placed = new SearchedText(text).place(passage);
  if (placed.state !== "unplaced") {
    if (truth === undefined || liesIn(placed.span, truth)) outcome[placed.state]++;
    else outcome.wrong++;
  }
  const rival = new TextWithoutFloor(text).place(passage.quote, near);
  if (rival === undefined) return;
  outcome.rivalAnywhere++;
  if (truth !== undefined && liesIn(rival, truth)) outcome.rivalRight++;
}

function liesIn(a: Span, b: Span): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start)) >= 0.5;
}

const percent = (count: number, of: number): string => `${((100 * count) / Math.max(1, of)).toFixed(1)}`;

function abstractsIn(file: string): readonly string[] {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  const all = lines.flatMap((line) => {
    const paper = line === "" ? {} : (JSON.parse(line) as { readonly abstract?: unknown });
    return typeof paper.abstract === "string" && paper.abstract.length > 400 ? [paper.abstract] : [];
  });
  return [...new Set(all)];
}

/** Each abstract is used once, so that a quote stands in one document only. */
function documentOf(abstracts: string[]): string {
  let text = "";
  while (text.length < documentLength) {
    const next = abstracts.pop();
    if (next === undefined) throw new Error("There are too few abstracts");
    text += `${next}\n`;
  }
  return text;
}

function randomSpan(random: Randomness, text: string, length: number): Span {
  const from = random.below(text.length - length - 200);
  const start = text.lastIndexOf(" ", from) + 1;
  const end = text.indexOf(" ", start + length);
  return { start, end };
}

/** Something new stands before the passage, and a share of its words are others. */
function changedText(
  random: Randomness,
  text: string,
  { start, end }: Span,
  share: number,
  abstracts: readonly string[],
): { readonly text: string; readonly span: Span } {
  const words = text.slice(start, end).split(" ");
  const order = random.shuffled([...words.keys()]);
  const count = share === 0 ? 0 : Math.max(1, Math.round(share * words.length));
  for (const at of order.slice(0, count)) words[at] = random.pick(random.pick(abstracts).split(" "));
  const now = words.join(" ");
  const before = random.pick(abstracts).slice(0, random.below(1_500));
  const shifted = before.length + 1 + start;
  return {
    text: `${before} ${text.slice(0, start)}${now}${text.slice(end)}`,
    span: { start: shifted, end: shifted + now.length },
  };
}
