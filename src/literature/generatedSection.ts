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

export const sectionText = (paper: PaperId, content: string, grouping: Grouping = "none"): string =>
  `<!-- marginalia:highlights ${paper} ${digest(content)} ${grouping === "none" ? "" : `by=${grouping} `}(what stands up to the end mark is renewed) -->\n${content.trimEnd()}\n${ending}`;

/** The sections of a text, from the top; the reason where the marks do not match. */
export function sectionsIn(text: string): Result<readonly Section[]> {
  const sections: Section[] = [];
  const starts =
    /^<!-- marginalia:highlights (\S{1,140}) ([0-9a-f]{8})(?: by=([a-z]{1,20}))?[^\n]{0,200}? -->\r?\n?/gmu;
  for (let start = starts.exec(text); start !== null; start = starts.exec(text)) {
    const paper = paperId(start[1] ?? "");
    if (paper === undefined) return fail(`"${start[1] ?? ""}" is not a paper`);
    const from = start.index + start[0].length;
    const end = lineStarting(text, ending, from);
    const next = lineStarting(text, "<!-- marginalia:highlights ", from);
    if (end === -1 || (next !== -1 && next < end))
      return fail(`The highlights' end mark is missing. Put it back: ${ending}`);
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
  return ok(sections);
}

/** Whether two contents are one, whatever kind of editor their links open: people of one team use several. */
export const saysTheSame = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (content: string): string =>
  content
    .replace(/\r\n/gu, "\n")
    .trimEnd()
    .replace(/\b[a-z][a-z0-9+.-]{0,40}(?=:\/\/marginalia\.marginalia\/)/gu, "editor");

/** The level for headings in a part that begins there: one below the heading that it stands under. */
export function levelAt(text: string, at: number): number {
  const above = text
    .slice(0, at)
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gmu, "")
    .matchAll(/^(#{1,6})[ \t]/gmu);
  const level = [...above].at(-1)?.[1]?.length ?? 1;
  return Math.min(6, level + 1);
}

/** Marks stand at the start of a line, where no quotation does. */
function lineStarting(text: string, words: string, from: number): number {
  if (text.startsWith(words, from)) return from;
  const found = text.indexOf(`\n${words}`, from);
  return found === -1 ? -1 : found + 1;
}

/** FNV-1a: it finds changes, not forgeries. Line ends and the space at the end do not count. */
function digest(content: string): string {
  let hash = 0x811c9dc5;
  for (const sign of content.replace(/\r\n/gu, "\n").trimEnd())
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
