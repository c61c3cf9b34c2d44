/**
 * The Daily Papers page as saved text: navigation, a date, then titles each followed by its abstract.
 *
 * The page has no marks, so lines tell themselves apart: an abstract is a long line of prose, a title is the nearest line
 * above it that is not the page's own chrome (votes, authors' counts, buttons). What is not whole is named, not guessed.
 */
import type { PaperDraft } from "../../domain/paper.ts";
import { isChrome, namesNextLine } from "./feedChrome.ts";
import { feedDateIn, type FeedDate } from "./feedDates.ts";
import type { ImportProblem, Imported } from "./importer.ts";
import { resourceFor, urlsIn } from "./links.ts";

interface Line {
  /** From 1, as editors count. */
  readonly number: number;
  readonly text: string;
}

const longestTitle = 400;
const shortestAbstract = 200;
/** Of 107,000 abstracts of this field one in 700 is shorter than 200 characters, and hardly any than this. */
const shortestBrief = 60;

const isProse = (text: string): boolean =>
  text.length >= shortestAbstract && /[.!?]["')\]]*(?:\s|$)/u.test(text) && /\s/u.test(text);
const isBriefProse = (text: string): boolean =>
  text.length >= shortestBrief && text.endsWith(".") && /\s/u.test(text);
const canBeTitle = (text: string): boolean => !/[,;:{(=]$/u.test(text);
/** A page cut off in the middle ends in the middle of a sentence. */
const endsWhole = (text: string): boolean => /[.!?…]["'”’)\]}$]*$|https?:\/\/\S+$/iu.test(text.slice(-200));

/** @param today YYYY-MM-DD, for dates that name no year. */
export function importDailyPapers(page: string, today: string): Imported {
  if (/^\s*<(?:!doctype|html|\?xml)\b/iu.test(page.slice(0, 1_000)))
    return notTaken("it is the source of a web page: save the page as text, or select all of it and copy");
  const drafts: PaperDraft[] = [];
  const problems: ImportProblem[] = [];
  let date: FeedDate | undefined;
  let candidates: Line[] = [];

  const unclaimed = (left: readonly Line[]): void => {
    candidates = [];
    // Above the first date or paper everything that is not a title is the page's header.
    if (drafts.length === 0 && problems.length === 0 && date === undefined) return;
    for (const line of left)
      problems.push({ where: at(line), why: `"${short(line.text)}" has no abstract below it` });
  };

  const lines = contentLines(page);
  for (const [index, line] of lines.entries()) {
    const found = feedDateIn(line.text, today);
    if (found !== undefined) {
      unclaimed(candidates);
      date = found;
      continue;
    }
    const next = lines[index + 1];
    const isBrief =
      candidates.length > 0 && isBriefProse(line.text) && next !== undefined && !isProse(next.text);
    if (!isProse(line.text) && !isBrief) {
      candidates.push(line);
      continue;
    }
    const nearest = candidates.at(-1);
    const title = nearest !== undefined && canBeTitle(nearest.text) ? candidates.pop() : undefined;
    unclaimed(candidates);
    if (title === undefined) {
      problems.push({ where: at(line), why: "a paragraph with no title above it was left out" });
    } else if (title.text.length > longestTitle) {
      problems.push({
        where: at(title),
        why: `a title of ${title.text.length} characters was left out, with its abstract`,
      });
    } else if (next === undefined && !endsWhole(line.text)) {
      problems.push({
        where: at(line),
        why: `the page ends in the middle of the abstract of "${short(title.text)}"`,
      });
    } else {
      drafts.push(draftOf(title.text, line.text, date, drafts.length + 1));
    }
  }
  unclaimed(candidates);
  const nothingWhole = drafts.length === 0 && problems.length !== 1;
  // Other texts have lines above paragraphs too. A page has a date, or at least more papers than loose ends.
  const byAccident = date === undefined && problems.length > drafts.length;
  return nothingWhole || byAccident
    ? notTaken("no titles with abstracts below them were found: it is not a Daily Papers page")
    : { drafts, problems };
}

const notTaken = (why: string): Imported => ({ drafts: [], problems: [{ where: "the text", why }] });

function contentLines(page: string): readonly Line[] {
  return page
    .replace(/^\uFEFF/u, "")
    .split(/\r\n|\r|\n|\u2028|\u2029/u)
    .map((text, index) => ({ number: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== "")
    .filter(({ text }, index, all) => !isChrome(text) && !namesNextLine(all[index - 1]?.text, text));
}

function draftOf(title: string, abstract: string, date: FeedDate | undefined, rank: number): PaperDraft {
  return {
    title,
    abstract,
    resources: urlsIn(abstract).map(resourceFor),
    source: {
      kind: "daily-papers",
      rank,
      ...(date === undefined ? {} : { date: date.date, yearGuessed: date.yearGuessed }),
    },
  };
}

const at = ({ number }: Line): string => `line ${number}`;
const short = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 59)}…`);
