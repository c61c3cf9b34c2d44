/** Ids of papers: stable under import and rename, and safe as file names and in URIs on every system. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

declare const brand: unique symbol;
export type PaperId = string & { readonly [brand]: "PaperId" };

const shape = /^(?:arxiv|doi|title)-[a-z0-9][a-z0-9._-]{0,119}$/u;

/** The id, or `undefined` for a text that cannot be one (path separators, "..", capitals, other kinds). */
export const paperId = (text: string): PaperId | undefined =>
  shape.test(text) && !text.includes("..") ? (text as PaperId) : undefined;

/** New style `2407.12345`, old style `hep-th/9901001` or `math.AG/0601001`; a version behind it is not part of the id. */
const arxivShape = /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})$/u;

/** "arxiv:2407.12345" from a bare id, with or without version; `undefined` for anything else. */
export function arxivIdentifier(text: string): string | undefined {
  const bare = text.trim().replace(/v\d+$/u, "");
  return arxivShape.test(bare) ? `arxiv:${bare}` : undefined;
}

const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);

/** Letters and digits only, lower case: the same paper's title from two sources gives the same text. */
export const normaliseTitle = (title: string): string =>
  // The same for most titles, several times as fast.
  /[^\0-\x7F]/.test(title)
    ? title
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim()
    : title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, " ")
        .trim();

const safe = (text: string): string => {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/gu, "_")
    .replace(/\.{2,}/gu, "_")
    .replace(/^[^a-z0-9]+/u, "")
    .slice(0, 80);
  if (plain === "") return digest(text);
  // Where characters were replaced two names could meet in one file, so a digest keeps them apart.
  return plain === text ? plain : `${plain}-${digest(text)}`;
};

/** arXiv id (without version), else DOI, else a digest of the normalised title. */
export function idFor(paper: { readonly title: string; readonly identifiers: readonly string[] }): PaperId {
  const named = (kind: string): string | undefined =>
    paper.identifiers.find((identifier) => identifier.startsWith(`${kind}:`))?.slice(kind.length + 1);
  const arxiv = named("arxiv");
  const doi = named("doi");
  if (arxiv !== undefined) return `arxiv-${safe(arxiv)}` as PaperId;
  if (doi !== undefined) return `doi-${safe(doi.toLowerCase())}` as PaperId;
  return `title-${digest(normaliseTitle(paper.title) || paper.title)}` as PaperId;
}
