/**
 * The part of a note that is written anew when the highlights change. Two comments of HTML enclose it; what stands around them
 * is the person's and never touched. The first carries a digest, so that words written into the part by hand are noticed, and
 * how the highlights are grouped.
 */
import { fail, ok, type Result } from "../base/result.ts";
import type { Span } from "../base/span.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import { groupingNamed, type Grouping } from "./grouping.ts";

export interface Section {
  readonly paper: PaperId;
  readonly grouping: Grouping;
  /** With both comments. */
  readonly span: Span;
  readonly content: string;
  readonly isChangedByHand: boolean;
}

const ending = "<!-- /marginalia:highlights -->";
/** At the start of a line, whole or damaged. */
const anyMark = /^<!--(?= *\/?marginalia:highlights\b)/gmu;

export const sectionText = (paper: PaperId, content: string, grouping: Grouping = "none"): string =>
  `<!-- marginalia:highlights ${paper} ${digest(content)} ${grouping === "none" ? "" : `by=${grouping} `}(what stands up to the end mark is renewed) -->\n${content.trimEnd()}\n${ending}`;

/** The sections of a text, from the top; the reason where the marks do not match. */
export function sectionsIn(text: string): Result<readonly Section[]> {
  const sections: Section[] = [];
  const starts =
    /^<!-- marginalia:highlights (\S{1,140}) ([0-9a-f]{8})(?: by=([a-z]{1,20}))?[^\n]{0,200}? -->\r?\n?/gmu;
  for (let start = starts.exec(text); start !== null; start = starts.exec(text)) {
    const paper = paperId(start[1] ?? "");
    if (paper === undefined)
      return fail(`Line ${lineOf(text, start.index)}: "${start[1] ?? ""}" is not a paper`);
    const from = start.index + start[0].length;
    const end = lineStarting(text, ending, from);
    const next = lineStarting(text, "<!-- marginalia:highlights ", from);
    if (end === -1 || (next !== -1 && next < end))
      return fail(
        `Line ${lineOf(text, start.index)}: the end mark is missing of the highlights that begin here. Put it back: ${ending}`,
      );
    const content = text.slice(from, end);
    sections.push({
      paper,
      grouping: groupingNamed(start[3]),
      span: { start: start.index, end: end + ending.length },
      content,
      isChangedByHand: digest(content) !== start[2],
    });
    starts.lastIndex = end + ending.length;
  }
  const stray = [...text.matchAll(anyMark)].find(
    ({ index }) => !sections.some(({ span }) => index === span.start || index === span.end - ending.length),
  );
  return stray === undefined
    ? ok(sections)
    : fail(
        `Line ${lineOf(text, stray.index)}: this mark of highlights is damaged, or has lost its other one`,
      );
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;

export interface Renewal {
  readonly text: string;
  /** Something was written into the part by hand, and would be gone. */
  readonly losesWords: boolean;
}

/** What a part is to be when it is to say that; `undefined` where it does, in whichever kind of editor its links open. */
export function renewal(section: Section, paper: PaperId, content: string): Renewal | undefined {
  const saysSo = saysTheSame(section.content, content);
  if (saysSo && section.paper === paper && !section.isChangedByHand) return undefined;
  return {
    text: sectionText(paper, content, section.grouping),
    losesWords: section.isChangedByHand && !saysSo,
  };
}

/** Whether two contents are one, whatever kind of editor their links open: people of one team use several. */
export const saysTheSame = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (content: string): string =>
  unixLines(content)
    .trimEnd()
    .replace(/\b[a-z][a-z0-9+.-]{0,40}(?=:\/\/marginalia\.marginalia\/)/gu, "editor");

/**
 * The level for headings in a part that begins there: one below the heading that it stands under. What is generated above it,
 * front matter and code have no say.
 */
export function levelAt(text: string, at: number): number {
  const above = unixLines(text.slice(0, at))
    .replace(/^\uFEFF?---\n[\s\S]*?\n---\n/u, "")
    .replace(/^<!-- marginalia:highlights [\s\S]*?^<!-- \/marginalia:highlights -->/gmu, "…")
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gmu, "")
    .matchAll(/^(#{1,6})[ \t]/gmu);
  const level = [...above].at(-1)?.[1]?.length ?? 1;
  return Math.min(6, level + 1);
}

/** What others wrote must neither begin nor end a part. */
export const withoutMarks = (text: string): string => text.replace(anyMark, "&lt;!--");

/** Marks stand at the start of a line, where no quotation does. */
function lineStarting(text: string, words: string, from: number): number {
  if (text.startsWith(words, from)) return from;
  const found = text.indexOf(`\n${words}`, from);
  return found === -1 ? -1 : found + 1;
}

/** FNV-1a: it finds changes, not forgeries. Line ends and the space at the end do not count. */
function digest(content: string): string {
  let hash = 0x811c9dc5;
  for (const sign of unixLines(content).trimEnd())
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

const unixLines = (text: string): string => text.replace(/\r\n/gu, "\n");
