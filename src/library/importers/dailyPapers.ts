/**
 * The Daily Papers page as saved text: navigation, a date, then titles each followed by its abstract.
 *
 * The page has no marks, so lines tell themselves apart: an abstract is a long line of prose, a title is the nearest line
 * above it that is not the page's own chrome (votes, authors' counts, buttons). What is not whole is named, not guessed.
 */
import type { PaperDraft } from "../../domain/paper.ts";
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

const chrome = [
  /^new$/iu,
  /^(?:daily papers|trending papers|papers|models|datasets|spaces|community|docs|pricing)$/iu,
  /^by\s*AK and the research community$/iu,
  /^get trending papers in your email inbox!?$/iu,
  /^(?:un)?subscribe$|^log ?in$|^sign ?up$|^search$|^menu$|^load more$|^view all$|^next$|^previous$|^back to/iu,
  /^(?:up)?votes?\b.{0,12}$|^upvoted?\b.{0,12}$|^\+?\d[\d.,]*\s?[km]?(?:\s+(?:up)?votes?)?$/iu,
  /^[·•|▲△⇧↑↓←→<>–—-]+\s*\d*$/u,
  /^(?:submitted|posted|published)\s+(?:by|on|to)\b.{0,80}$/iu,
  /^[·•]?\s*\d+\s+(?:authors?|comments?|repl(?:y|ies)|likes?|models?|datasets?|spaces?|stars?)$/iu,
  /^(?:view|open|read)\s+(?:on\s+)?(?:arxiv|pdf|paper|abstract|page|project|github).{0,20}$/iu,
  /^(?:arxiv|pdf|github|project(?: page)?|abstract|code|html|ai-generated summary|community|share|bookmark)[\s:·\d.k]*$/iu,
  /^@[\w-]{1,39}$/u,
  /^https?:\/\/\S+$/iu,
];

const isChrome = (text: string): boolean => chrome.some((shape) => shape.test(text));
const isProse = (text: string): boolean =>
  text.length >= shortestAbstract && /[.!?]["')\]]*(?:\s|$)/u.test(text) && /\s/u.test(text);
/** A page cut off in the middle ends in the middle of a sentence. */
const endsWhole = (text: string): boolean =>
  /[.!?…]["'”’)\]}$]*$/u.test(text) || /https?:\/\/\S+$/iu.test(text);

/** @param today YYYY-MM-DD, for dates that name no year. */
export function importDailyPapers(page: string, today: string): Imported {
  const lines = contentLines(page);
  const drafts: PaperDraft[] = [];
  const problems: ImportProblem[] = [];
  let date: FeedDate | undefined;
  let candidates: Line[] = [];

  const unclaimed = (left: readonly Line[]): void => {
    // Above the first paper everything that is not a title is the page's header.
    if (drafts.length === 0 && problems.length === 0) return;
    for (const line of left)
      problems.push({ where: at(line), why: `"${short(line.text)}" has no abstract below it` });
  };

  for (const line of lines) {
    if (!isProse(line.text)) {
      const found = feedDateIn(line.text, today);
      if (found !== undefined) {
        unclaimed(candidates);
        candidates = [];
        date = found;
      } else if (!isChrome(line.text)) candidates.push(line);
      continue;
    }
    const title = candidates.pop();
    unclaimed(candidates);
    candidates = [];
    if (title === undefined) {
      problems.push({ where: at(line), why: "a paragraph with no title above it was left out" });
    } else if (title.text.length > longestTitle) {
      problems.push({
        where: at(title),
        why: `a title of ${title.text.length} characters was left out, with its abstract`,
      });
    } else if (line === lines.at(-1) && !endsWhole(line.text)) {
      problems.push({
        where: at(line),
        why: `the page ends in the middle of the abstract of "${short(title.text)}"`,
      });
    } else {
      drafts.push(draftOf(title.text, line.text, date, drafts.length + 1));
    }
  }
  if (drafts.length === 0 && problems.length === 0)
    return {
      drafts,
      problems: [
        {
          where: "the text",
          why: "no title with an abstract below it was found: it is not a Daily Papers page",
        },
      ],
    };
  unclaimed(candidates);
  return { drafts, problems };
}

function contentLines(page: string): readonly Line[] {
  return page
    .replace(/^\uFEFF/u, "")
    .split(/\r\n|\r|\n|\u2028|\u2029/u)
    .map((text, index) => ({ number: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== "");
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
