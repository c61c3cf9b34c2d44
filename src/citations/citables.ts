/** What can be cited: papers of the library and entries of bibliographies, each once, and which of them come first. */
import type { Paper } from "../domain/paper.ts";
import { normaliseTitle, type PaperId } from "../domain/paperId.ts";
import { citationKey } from "../library/citation.ts";
import type { Bibliography } from "./bibliography.ts";
import type { CitedEntry } from "./bibSummary.ts";
import type { PaperFinder } from "./mentions.ts";

export interface Citable {
  readonly key: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number | undefined;
  /** Of papers that are in the library. */
  readonly paper?: PaperId;
  /** Of those that a bibliography has. */
  readonly entry?: CitedEntry;
  /** Key, title, names and year, in lower case and without accents. */
  readonly words: string;
}

/** What is made of a paper does not change until the paper does. */
export class Citables {
  readonly #ofPaper = new WeakMap<Paper, Citable>();

  /** Those that a bibliography has come first. A key of ours that an entry has already is told apart by a letter. */
  list(papers: readonly Paper[], bibliography: Bibliography, finder: PaperFinder): readonly Citable[] {
    const entries = bibliography.byPaper(finder);
    const library = papers.map((paper) => {
      const [own, entry] = [this.#citable(paper), entries.get(paper.id)];
      if (entry !== undefined)
        return { ...own, key: entry.key, entry, words: `${entry.key.toLowerCase()} ${own.words}` };
      return bibliography.named(own.key).length === 0 ? own : { ...own, key: freeKey(own.key, bibliography) };
    });
    const joined = new Set(entries.values());
    const others: Citable[] = [];
    for (const entry of bibliography.entries())
      if (!joined.has(entry) && finder.find(entry.names) === undefined) others.push(ofEntry(entry));
    return [
      ...library.filter(({ entry }) => entry !== undefined),
      ...others,
      ...library.filter(({ entry }) => entry === undefined),
    ];
  }

  #citable(paper: Paper): Citable {
    const known = this.#ofPaper.get(paper);
    if (known !== undefined) return known;
    const { id, title, authors, year } = paper;
    const key = citationKey(paper);
    const made = { key, title, authors, year, paper: id, words: wordsOf(key, title, authors, year) };
    this.#ofPaper.set(paper, made);
    return made;
  }
}

export function freeKey(key: string, bibliography: Bibliography): string {
  for (let at = 0; at < 26; at++) {
    const free = `${key}${String.fromCharCode(97 + at)}`;
    if (bibliography.named(free).length === 0) return free;
  }
  return `${key}${bibliography.named(key).length + 26}`;
}

function ofEntry(entry: CitedEntry): Citable {
  const { key, facts } = entry;
  const { title, authors, year } = facts;
  return {
    key,
    title: title === "" ? key : title,
    authors,
    year,
    entry,
    words: wordsOf(key, title, authors, year),
  };
}

const wordsOf = (key: string, title: string, authors: readonly string[], year: number | undefined): string =>
  `${key.toLowerCase()} ${normaliseTitle([title, ...authors.slice(0, 20)].join(" "))} ${year ?? ""}`;

/**
 * Keys that begin as typed, then what the search found, in its order, then what holds every word.
 * @param found papers, best first
 */
export function rankedCitables(
  citables: readonly Citable[],
  typed: string,
  found: readonly PaperId[],
  most: number,
): readonly Citable[] {
  const start = typed.trim().toLowerCase();
  if (start === "") return citables.slice(0, most);
  const ranks = new Map(found.map((paper, at) => [paper, at]));
  const wanted = normaliseTitle(typed).split(" ");
  const begins: Citable[] = [];
  const searched: Citable[] = [];
  const holds: Citable[] = [];
  for (const citable of citables) {
    if (citable.key.toLowerCase().startsWith(start)) begins.push(citable);
    else if (citable.paper !== undefined && ranks.has(citable.paper)) searched.push(citable);
    else if (holds.length < most && wanted.every((word) => citable.words.includes(word))) holds.push(citable);
  }
  const rank = ({ paper }: Citable): number => (paper === undefined ? most : (ranks.get(paper) ?? most));
  searched.sort((a, b) => rank(a) - rank(b));
  return [...begins, ...searched, ...holds].slice(0, most);
}
