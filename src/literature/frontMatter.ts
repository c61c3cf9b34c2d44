/** Values for the front matter of a note, as YAML takes them, and as Obsidian and Foam understand them. */
import type { Paper } from "../domain/paper.ts";
import { citationKey, identifierOf, linkOf } from "../library/citation.ts";
import { oneLine } from "../library/markdownText.ts";

type FrontMatter = Readonly<Record<string, string | number>>;

export function frontMatter(paper: Paper, today: string): FrontMatter {
  return {
    title: text(paper.title),
    aliases: list([paper.title]),
    authors: list(paper.authors),
    year: paper.year ?? "null",
    venue: text(paper.venue),
    key: text(citationKey(paper)),
    tags: tagList(paper.tags),
    url: text(linkOf(paper)),
    doi: text(identifierOf(paper, "doi")),
    arxiv: text(identifierOf(paper, "arxiv")),
    today,
  };
}

/** Its tags are those of all its papers. */
export function collectionFrontMatter(name: string, papers: readonly Paper[], today: string): FrontMatter {
  const tags = papers.flatMap((paper) => paper.tags).toSorted();
  return { title: text(name), aliases: list([name]), tags: tagList(tags), today };
}

/** Every text is JSON, which is YAML too. */
const text = (value: string | undefined): string =>
  value === undefined ? "null" : JSON.stringify(oneLine(value));
const list = (values: readonly string[]): string => JSON.stringify(values.map(oneLine));
const tagList = (tags: readonly string[]): string =>
  list([...new Set(tags.map(plainTag).filter((tag) => tag !== ""))]);

/**
 * A tag as Obsidian takes it (help.obsidian.md/tags): letters, digits, "_", "-" and "/", and not digits alone. Empty where
 * nothing is left.
 */
export function plainTag(tag: string): string {
  const plain = oneLine(tag)
    .replace(/[^\p{L}\p{M}\p{N}_/-]+/gu, "-")
    .replace(/\/{2,}/gu, "/")
    .replace(/^[-/]+|[-/]+$/gu, "");
  return /^[\p{N}/]+$/u.test(plain) ? `_${plain}` : plain;
}
