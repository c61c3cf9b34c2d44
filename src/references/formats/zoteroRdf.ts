/** “Zotero RDF”: papers with tags, collections, files and notes, as *File → Import…* of Zotero takes them. */
import type { Paper, PaperPdf } from "../../domain/paper.ts";
import { lastPart, parentOf, collectionsOf } from "../../library/collections.ts";
import { oneLine } from "../../library/markdownText.ts";
import { referenceOf } from "../reference.ts";
import { keyed, type Keyed } from "./keyed.ts";

const head = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:bib="http://purl.org/net/biblio#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
`;

const types = {
  article: "journalArticle",
  proceedings: "conferencePaper",
  preprint: "preprint",
  other: "document",
} as const;

/** Where a PDF lies, as seen from the file that is written, with slashes; `undefined` where that is not known. */
export type PathOf = (paper: Paper, pdf: PaperPdf) => string | undefined;

/** As it lies in the workspace. */
export const pathInWorkspace: PathOf = (_paper, { path }) => path;

/** A note in HTML, by its address in the file. */
export interface Memo {
  readonly about: string;
  readonly html: string;
}

/** @param notesOf the notes on a paper, which become notes below its item */
export function writeZoteroRdf(
  papers: readonly Paper[],
  notesOf: (paper: Paper) => readonly Memo[] = () => [],
  pathOf: PathOf = pathInWorkspace,
): string {
  const entries = keyed(papers);
  const items = entries.map((entry, at) => itemText(entry, at + 1, notesOf(entry.paper), pathOf));
  const numbers = new Map(entries.map(({ paper }, at) => [paper, at + 1]));
  return `${head}${items.join("")}${collectionTexts(papers, numbers)}</rdf:RDF>\n`;
}

function itemText({ paper, key }: Keyed, number: number, notes: readonly Memo[], pathOf: PathOf): string {
  const { kind, authors, title, year, venue, arxiv, doi, url } = referenceOf(paper);
  const files = paper.pdfs.flatMap((pdf) => pathOf(paper, pdf) ?? []);
  const ofFiles = files.map((_, at) => `#item_${number}_${at + 1}`);
  const extra = [`Citation Key: ${key}`, ...(arxiv === undefined ? [] : [`arXiv: ${arxiv}`])].join("\n");
  const people = authors.map(({ family, given, suffix }) =>
    one(
      "rdf:li",
      one(
        "foaf:Person",
        element("foaf:surname", family) +
          element("foaf:givenName", [given, suffix].filter(Boolean).join(", ")),
      ),
    ),
  );
  const place =
    venue === undefined ? "" : one("dcterms:isPartOf", one("bib:Journal", element("dc:title", venue)));
  const fields = [
    element("z:itemType", types[kind]),
    place,
    people.length === 0 ? "" : one("bib:authors", one("rdf:Seq", people.join(""))),
    ...notes.map(({ about: address }) => pointer("dcterms:isReferencedBy", address)),
    ...ofFiles.map((about) => pointer("link:link", about)),
    element("dc:title", title),
    element("dcterms:abstract", paper.abstract),
    element("dc:date", year),
    element("dc:identifier", doi && `DOI ${doi}`),
    url === undefined ? "" : one("dc:identifier", one("dcterms:URI", element("rdf:value", url))),
    kind === "preprint" ? element("prism:number", arxiv && `arXiv:${arxiv}`) : "",
    ...paper.tags.map((tag) => element("dc:subject", oneLine(tag))),
    element("dc:description", extra),
  ];
  return [
    about(kind === "article" ? "bib:Article" : "rdf:Description", `#item_${number}`, fields.join("")),
    ...files.map((path, at) =>
      about(
        "z:Attachment",
        ofFiles[at] ?? "",
        element("z:itemType", "attachment") +
          pointer("z:path", addressOf(path)) +
          element("dc:title", "PDF") +
          element("link:type", "application/pdf"),
      ),
    ),
    ...notes.map(({ about: address, html }) =>
      about("bib:Memo", address, element("z:itemType", "note") + element("rdf:value", html)),
    ),
  ].join("");
}

/** A collection names what is in it: papers, and collections. */
function collectionTexts(papers: readonly Paper[], numbers: ReadonlyMap<Paper, number>): string {
  const names = collectionsOf(papers);
  const collectionAt = (name: string): string => `#collection_${names.indexOf(name) + 1}`;
  return names
    .map((name) => {
      const within = names.filter((each) => parentOf(each) === name).map(collectionAt);
      const own = papers.filter(({ collections = [] }) => collections.includes(name));
      const parts = [...within, ...own.map((paper) => `#item_${numbers.get(paper)}`)];
      return about(
        "z:Collection",
        collectionAt(name),
        element("dc:title", lastPart(name)) + parts.map((part) => pointer("dcterms:hasPart", part)).join(""),
      );
    })
    .join("");
}

const one = (name: string, content: string): string =>
  content === "" ? "" : `<${name}>${content}</${name}>`;

const element = (name: string, text: string | undefined): string => {
  const written = escaped(text ?? "");
  return written.trim() === "" ? "" : `<${name}>${written}</${name}>`;
};

const pointer = (name: string, to: string): string => `<${name} rdf:resource="${escaped(to)}"/>`;

const about = (name: string, address: string, content: string): string =>
  ` <${name} rdf:about="${escaped(address)}">${content}</${name}>\n`;

/** Zotero resolves it as an address, in which "#" and "%" mean something else. */
const addressOf = (path: string): string =>
  path
    .split("/")
    .map((segment, at) =>
      at === 1 && /^\/[A-Za-z]:\//u.test(path)
        ? segment
        : encodeURIComponent(segment.replace(/\p{Cs}/gu, "")),
    )
    .join("/");

/** XML has no place for control characters and halves of signs. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/&/gu, "&amp;")
    .replace(/</gu, "&lt;")
    .replace(/>/gu, "&gt;")
    .replace(/"/gu, "&quot;");
