/** An entry of RIS, which EndNote, Mendeley and most publishers read. */
import { oneLine } from "../../library/markdownText.ts";
import { familyFirst } from "../personName.ts";
import { referenceOf } from "../reference.ts";
import type { Keyed } from "./keyed.ts";

const types = { article: "JOUR", proceedings: "CPAPER", preprint: "UNPB", other: "GEN" } as const;

export function risEntry({ paper, key }: Keyed): string {
  const { kind, authors, title, year, venue, arxiv, doi, url } = referenceOf(paper);
  const lines: readonly (readonly [tag: string, value: string | undefined])[] = [
    ["TY", types[kind]],
    ["ID", key],
    ["TI", title],
    ...authors.map((author) => ["AU", author.isWhole ? author.family : familyFirst(author)] as const),
    ["PY", year],
    ["T2", venue],
    ["DO", doi],
    ["UR", url],
    ["AN", arxiv && `arXiv:${arxiv}`],
    ...paper.tags.map((tag) => ["KW", oneLine(tag)] as const),
    ["AB", oneLine(paper.abstract) || undefined],
  ];
  const written = lines.flatMap(([tag, value]) =>
    value === undefined || value === "" ? [] : [`${tag}  - ${value}\r\n`],
  );
  return `${written.join("")}ER  - \r\n`;
}
