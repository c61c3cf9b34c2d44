/** A paper as others cite it: its key, one line of text, its best link. */
import type { Paper, Resource } from "../domain/paper.ts";
import { isWebUrl } from "./importers/links.ts";
import { oneLine } from "./markdownText.ts";

/** The rest of the first identifier of a kind: "2407.12345" for "arxiv". */
export const identifierOf = (paper: Pick<Paper, "identifiers">, kind: string): string | undefined =>
  paper.identifiers.find((name) => name.startsWith(`${kind}:`))?.slice(kind.length + 1) || undefined;

/** What BibTeX and every LaTeX engine take as a key. */
const usableKey = /^[^\s,{}()"#%'=~\\\p{C}]{1,200}$/u;

/** The key the paper came with; else family name, year and first word; else the first two words of the title. */
export function citationKey(paper: Paper): string {
  return givenKey(paper) ?? derivedKey(paper);
}

export function givenKey(paper: Pick<Paper, "identifiers">): string | undefined {
  const given = identifierOf(paper, "bibtex");
  return given !== undefined && usableKey.test(given) ? given : undefined;
}

export function derivedKey({ id, title, authors, year }: Paper): string {
  const words = asciiWords(title);
  const significant = words.filter((word) => !smallWords.has(word));
  const [first = "", second = ""] = significant.length > 0 ? significant : words;
  const family = familyName(authors[0] ?? "");
  const key = family !== "" && year !== undefined ? `${family}${year}${first}` : `${first}${second}`;
  return key === "" ? id : key;
}

const smallWords = new Set(
  "a an and are as at be by can do does for from how in into is it its of on or our that the their this to toward towards via we what when where which why with without you your".split(
    " ",
  ),
);

/** Letters that stay whole when accents are taken off. */
const unaccented: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const asciiWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøłđðþı]/gu, (letter) => unaccented[letter] ?? "")
    .replace(/['’]/gu, "")
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== "");

/** "Maaten" of both "Laurens van der Maaten" and "van der Maaten, Laurens"; a "Jr." is no name. */
function familyName(author: string): string {
  const words = asciiWords(author.split(",")[0] ?? "");
  return words.filter((word) => !/^(?:jr|sr|i{2,3}|iv)$/u.test(word)).at(-1) ?? "";
}

const mostAuthors = 3;

/** Authors, title, venue, year and link, as far as they are known. */
export function citationOf(paper: Paper): string {
  const authors = paper.authors.map(oneLine).filter((name) => name !== "");
  const named =
    authors.length > mostAuthors ? `${authors.slice(0, mostAuthors).join(", ")}, et al.` : authors.join(", ");
  const published = [oneLine(paper.venue ?? ""), paper.year?.toString() ?? ""]
    .filter((part) => part !== "")
    .join(", ");
  const title = oneLine(paper.title);
  return [
    named === "" || named.endsWith(".") ? named : `${named}.`,
    /[.?!]$/u.test(title) ? `“${title}”` : `“${title}.”`,
    published === "" ? "" : `${published}.`,
    linkOf(paper) ?? "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const linkKinds: readonly Resource["kind"][] = ["paper", "pdf", "project", "code"];

/** The page to send someone to: arXiv, the DOI, else the paper's own pages. */
export function linkOf(paper: Pick<Paper, "identifiers" | "resources">): string | undefined {
  const arxiv = identifierOf(paper, "arxiv");
  if (arxiv !== undefined) return `https://arxiv.org/abs/${urlPath(arxiv)}`;
  const doi = identifierOf(paper, "doi");
  if (doi !== undefined) return `https://doi.org/${urlPath(doi)}`;
  for (const kind of linkKinds) {
    const url = paper.resources.find((resource) => resource.kind === kind && isWebUrl(resource.url))?.url;
    if (url !== undefined) return url;
  }
  return undefined;
}

const urlPath = (name: string): string =>
  encodeURI(name.replace(/\p{Cs}/gu, "")).replace(/[?#]/gu, encodeURIComponent);
