/** Reads a paper: its abstract and sections, one section, or some of its pages, each page with a link that opens it. */
import * as v from "valibot";
import type { PaperText } from "../domain/paperText.ts";
import { agentTool, paperNamed, shortened, words } from "./tool.ts";

/** About ten thousand words: what a model can take in beside all else. */
const mostLetters = 40_000;

const page = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));

export const readPaper = agentTool({
  name: "marginalia_readPaper",
  says: "A paper of the user's library.",
  entries: { paper: words(500), section: v.optional(words(300)), fromPage: page, toPage: page },
  doing: ({ paper }) => `Reading “${shortened(paper)}”`,
  answer: async ({ paper: name, section, fromPage, toPage }, desk) => {
    const paper = await paperNamed(desk, name);
    const text = await desk.texts.of(paper);
    const about = {
      ...{ id: paper.id, title: paper.title, authors: paper.authors, year: paper.year, venue: paper.venue },
      ...(paper.withdrawn === undefined ? {} : { withdrawn: paper.withdrawn }),
      link: desk.linkTo(paper, { words: "" }),
    };
    if (section === undefined && fromPage === undefined && toPage === undefined)
      return {
        ...about,
        abstract: paper.abstract.slice(0, mostLetters),
        pages: text?.pages.length ?? 0,
        sections: (text?.headings ?? []).map(({ title, number, page: at }) => ({ number, title, page: at })),
      };
    if (text === undefined) throw new Error("Only the abstract of this paper is there to be read");
    const wanted = section === undefined ? pagesOf(text, fromPage, toPage) : sectionOf(text, section);
    const { pages, next } = upTo(mostLetters, wanted);
    return {
      ...about,
      pages: pages.map((each) => ({ ...each, link: desk.linkTo(paper, { words: "", page: each.page }) })),
      ...(next === undefined ? {} : { goesOnAtPage: next }),
    };
  },
});

type Pages = PaperText["pages"];

function pagesOf({ pages }: PaperText, from = 1, to = Number.MAX_SAFE_INTEGER): Pages {
  const wanted = pages.filter((each) => each.page >= from && each.page <= to);
  if (wanted.length === 0) throw new Error(`The paper has no such pages: it has ${pages.length}`);
  return wanted;
}

/** From its heading to the next that is no part of it. */
function sectionOf({ pages, headings }: PaperText, section: string): Pages {
  const plain = (text: string): string => text.trim().toLowerCase().replace(/\.$/u, "");
  const sought = plain(section);
  const isIt = ({ title, number }: PaperText["headings"][number]): boolean =>
    [title, number ?? "", `${number ?? ""} ${title}`].some((each) => plain(each) === sought);
  const exact = headings.findIndex(isIt);
  const at = exact === -1 ? headings.findIndex(({ title }) => plain(title).includes(sought)) : exact;
  const heading = headings[at];
  if (heading === undefined) {
    const there = headings.map(({ title }) => title).slice(0, 40);
    throw new Error(`The paper has no section "${shortened(section)}". It has: ${there.join("; ")}`);
  }
  const after = headings.slice(at + 1).find(({ level }) => level <= heading.level);
  return pages
    .filter((each) => each.page >= heading.page && each.page <= (after?.page ?? Number.MAX_SAFE_INTEGER))
    .map((each) => {
      const start = each.page === heading.page ? Math.max(0, each.text.indexOf(heading.title)) : 0;
      const end = each.page === after?.page ? each.text.indexOf(`\n${after.title}`, start) : -1;
      return { page: each.page, text: each.text.slice(start, end === -1 ? undefined : end) };
    });
}

/** As much as can be taken in, and at which page it goes on. */
function upTo(letters: number, pages: Pages): { readonly pages: Pages; readonly next: number | undefined } {
  let left = letters;
  const read: Pages[number][] = [];
  for (const { page: at, text } of pages) {
    if (left <= 0) return { pages: read, next: at };
    read.push({ page: at, text: text.slice(0, left) });
    left -= text.length;
  }
  return { pages: read, next: undefined };
}
