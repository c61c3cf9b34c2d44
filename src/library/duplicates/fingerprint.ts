/** What of a paper tells whether another one is the same: its names, its title and people folded, its abstract in short runs. */
import type { Paper } from "../../domain/paper.ts";
import { normaliseTitle, type PaperId } from "../../domain/paperId.ts";
import { canonicalIdentifier } from "../canonical.ts";
import { plainTex } from "../plainTex.ts";

export interface Fingerprint {
  readonly id: PaperId;
  /** Words of the title, folded. */
  readonly words: readonly string[];
  /** The same without spaces: hyphens come and go. */
  readonly joined: string;
  /** How often each letter is in it: titles that differ much in these differ more. */
  readonly letters: Uint8Array;
  /** The words before each colon or dash, where there are some behind it. */
  readonly headings: readonly { readonly words: readonly string[]; readonly joined: string }[];
  /** Whether it has words that editions add: "extended abstract". */
  readonly isEdition: boolean;
  /** Whether the title ends in dots: the source has cut it off. */
  readonly isCut: boolean;
  /** Identifiers that name one paper, such as "doi:10.1/x"; keys of bibliographies are none. */
  readonly names: readonly string[];
  readonly people: () => readonly Person[];
  readonly year: number | undefined;
  /** Digests of runs of four words of the abstract, in order; empty for one that is too short to tell. */
  readonly runs: () => Uint32Array;
  readonly distinctFrom: readonly PaperId[];
}

export interface Person {
  readonly family: string;
  /** Of the first given name; empty where none is known. */
  readonly initial: string;
}

const naming = /^(?:arxiv|doi|acl|openreview|s2|corpusid):/u;
const runLength = 4;
const fewestRuns = 20;
const mostPeople = 60;
const longestAbstract = 4_000;

/** Words that editions of one paper add to its title. */
export const isEditionWord = (word: string): boolean =>
  /^(?:v\d|extended|abstract|version|technical|report|preprint|full|short|paper|long)$/.test(word);

/** What takes long is made when it is asked for: most papers are like no other. */
export function fingerprintOf(paper: Paper): Fingerprint {
  const title = plainTex(paper.title);
  let runs: Uint32Array | undefined;
  let people: readonly Person[] | undefined;
  const words = wordsOf(title);
  const joined = words.join("");
  return {
    id: paper.id,
    words,
    joined,
    letters: lettersOf(joined),
    headings: [...title.matchAll(separator)].map(({ index }) => {
      const heading = wordsOf(title.slice(0, index));
      return { words: heading, joined: heading.join("") };
    }),
    isEdition: words.some(isEditionWord),
    isCut: /(?:…|\.{3})\s*$/u.test(title),
    names: [...new Set(paper.identifiers.map(canonicalIdentifier))].filter((name) => naming.test(name)),
    people: () => (people ??= paper.authors.slice(0, mostPeople).flatMap(personIn)),
    year: paper.year,
    runs: () => (runs ??= runsOf(paper.abstract)),
    distinctFrom: paper.distinctFrom ?? [],
  };
}

const separator = /[:–—?]\s|\s-\s/gu;

function wordsOf(text: string): readonly string[] {
  const folded = normaliseTitle(text);
  return folded === "" ? [] : folded.split(" ");
}

/** "Lovelace, Ada", "Ada Lovelace" and "A. Lovelace" are one. */
function personIn(name: string): readonly Person[] {
  const plain = plainTex(name);
  const [family = "", given = ""] = plain.includes(",")
    ? plain.split(",", 2)
    : [plain.split(/\s+/u).at(-1) ?? "", plain];
  const folded = normaliseTitle(family).split(" ").at(-1) ?? "";
  if (folded === "" || folded === "others" || folded === "al") return [];
  const first = normaliseTitle(given).split(" ")[0] ?? "";
  return [{ family: folded, initial: first === folded ? "" : first.slice(0, 1) }];
}

function runsOf(abstract: string): Uint32Array {
  const words = wordsOf(abstract.slice(0, longestAbstract)).map(digest);
  const runs = new Uint32Array(Math.max(0, words.length - runLength + 1));
  for (let at = 0; at < runs.length; at++) {
    let run = 0;
    for (let word = at; word < at + runLength; word++) run = Math.imul(run, 31) + (words[word] ?? 0);
    runs[at] = run;
  }
  return runs.length < fewestRuns ? new Uint32Array() : runs.sort();
}

/** FNV-1a. */
function digest(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

const [firstLetter, letterCount] = [97, 26];

/** Of a to z, with one place for all other signs. */
function lettersOf(joined: string): Uint8Array {
  const letters = new Uint8Array(letterCount + 1);
  for (let at = 0; at < joined.length; at++) {
    const letter = joined.charCodeAt(at) - firstLetter;
    const place = letter >= 0 && letter < letterCount ? letter : letterCount;
    letters[place] = (letters[place] ?? 0) + 1;
  }
  return letters;
}
