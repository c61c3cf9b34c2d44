/**
 * What Zotero exports as “Zotero RDF”: items, the journals and books they are in, attached files and collections, which name each
 * other by address. Read piece by piece, so that no file stops the editor; entities of its own are never followed.
 */
import { SaxesParser } from "saxes";
import type { PaperDraft } from "../../domain/paper.ts";
import { arxivIn } from "./cslJson.ts";
import { draftFrom, oneLine } from "./draftFrom.ts";
import { Findings, type ImportSteps } from "./importer.ts";
import { plainMarkup } from "./markup.ts";
import { ofFields } from "./people.ts";
import { saidInExtra } from "./zoteroJson.ts";

export const isZoteroRdf = (text: string): boolean =>
  /<rdf:RDF\b[^>]{0,2000}zotero\.org\/namespaces\/export/u.test(text.slice(0, 5_000));

const vocabularies: Readonly<Record<string, string>> = {
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
  "http://www.zotero.org/namespaces/export#": "z",
  "http://purl.org/dc/terms/": "dcterms",
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://purl.org/net/biblio#": "bib",
  "http://xmlns.com/foaf/0.1/": "foaf",
  "http://purl.org/rss/1.0/modules/link/": "link",
  "http://prismstandard.org/namespaces/1.2/basic/": "prism",
};
const pieceLength = 16_384;
const deepest = 40;
const noPapers = new Set(["attachment", "note", "annotation"]);

interface Part {
  readonly name: string;
  /** Its own address, or the one that it points to. */
  readonly about: string;
  readonly resource: string;
  readonly line: number;
  readonly parts: Part[];
  text: string;
}

export function* importZoteroRdf(text: string): ImportSteps {
  const found = new Findings();
  const parts: Part[] = [];
  const reader = readerOf((part) => parts.push(part));
  for (let at = 0; at < text.length && reader.failure() === undefined; at += pieceLength) {
    reader.read(text.slice(at, at + pieceLength));
    yield;
  }
  reader.end();
  const failure = reader.failure();
  const files = new Map<string, string>();
  const places = new Map<string, Part>();
  for (const part of parts) {
    if (part.name === "z:Attachment") files.set(part.about, pathOf(part));
    else if (part.name !== "z:Collection" && textIn(part, "z:itemType") === "") places.set(part.about, part);
  }
  yield;
  const collections = collectionsOf(parts);
  yield;
  for (const part of parts) {
    const type = textIn(part, "z:itemType");
    if (type === "" || noPapers.has(type)) continue;
    yield;
    const draft = draftOf(part, places);
    const names = collections.get(part.about) ?? [];
    const pdfs = all(part, "link:link").map(({ resource }) => files.get(resource) ?? "");
    if (draft === undefined) found.problem(part.line, "this item has no title");
    else
      found.draft(
        names.length === 0 ? draft : { ...draft, collections: names },
        pdfs.filter((path) => /\.pdf$/iu.test(path)),
      );
  }
  if (failure !== undefined) found.problem(failure.line, `it cannot be read from here on: ${failure.why}`);
  return found.all();
}

interface Failure {
  readonly line: number;
  readonly why: string;
}

/** @param take is given every part of the top as soon as it is whole */
function readerOf(take: (part: Part) => void): {
  read(piece: string): void;
  end(): void;
  failure(): Failure | undefined;
} {
  const parser = new SaxesParser({ xmlns: true });
  const open: Part[] = [];
  let failure: Failure | undefined;
  const fail = (why: string): void => {
    failure ??= { line: parser.line, why };
  };
  parser.on("error", ({ message }) => fail(message.replace(/^\d+:\d+:\s*/u, "")));
  parser.on("opentag", ({ uri, local, attributes }) => {
    if (open.length > deepest) fail("it is nested too deeply");
    if (failure !== undefined) return;
    const rdf = (name: string): string =>
      Object.values(attributes).find((each) => each.local === name && vocabularies[each.uri] === "rdf")
        ?.value ?? "";
    const [about, resource] = [rdf("about"), rdf("resource")];
    const part = {
      name: `${vocabularies[uri] ?? "?"}:${local}`,
      about,
      resource,
      line: parser.line,
      parts: [],
      text: "",
    };
    open.at(-1)?.parts.push(part);
    open.push(part);
  });
  const write = (text: string): void => {
    const part = open.at(-1);
    if (part !== undefined && open.length > 1) part.text += text;
  };
  parser.on("text", write);
  parser.on("cdata", write);
  parser.on("closetag", () => {
    if (failure !== undefined) return;
    const part = open.pop();
    if (part === undefined || open.length !== 1) return;
    take(part);
    open[0]?.parts.pop(); // the whole of the file is not kept twice
  });
  return {
    read: (piece) => void parser.write(piece),
    end: () => void parser.close(),
    failure: () => failure,
  };
}

const all = ({ parts }: Part, name: string): readonly Part[] => parts.filter((part) => part.name === name);

const first = (part: Part | undefined, ...path: readonly string[]): Part | undefined =>
  path.reduce<Part | undefined>((at, name) => at && all(at, name)[0], part);

const textIn = (part: Part | undefined, ...path: readonly string[]): string =>
  oneLine(first(part, ...path)?.text ?? "");

/** "files/12/x.pdf", by any of the ways in which versions of Zotero have written it. */
const pathOf = (part: Part): string => {
  const path = first(part, "z:path") ?? first(part, "rdf:resource");
  return path?.resource || oneLine(path?.text ?? "");
};

function draftOf(item: Part, places: ReadonlyMap<string, Part>): PaperDraft | undefined {
  const isPartOf = first(item, "dcterms:isPartOf");
  const place = isPartOf?.parts[0] ?? places.get(isPartOf?.resource ?? "");
  const extra = first(item, "dc:description")?.text ?? "";
  const names = [item, ...(place === undefined ? [] : [place])].flatMap((part) => all(part, "dc:identifier"));
  const doi = names.map(({ text }) => /^\s*DOI\s+(10\.\S+)\s*$/iu.exec(text)?.[1]).find(Boolean);
  const urls = all(item, "dc:identifier").map((each) => textIn(each, "dcterms:URI", "rdf:value"));
  const key = textIn(item, "z:citationKey") || saidInExtra(extra, "Citation Key");
  return draftFrom("zotero", {
    title: plainMarkup(textIn(item, "dc:title")),
    abstract: plainMarkup(textIn(item, "dcterms:abstract")),
    authors: authorsOf(item),
    year: textIn(item, "dc:date"),
    venue: plainMarkup(
      textIn(place, "dc:title") || textIn(item, "bib:presentedAt", "bib:Conference", "dc:title"),
    ),
    arxiv: arxivIn(textIn(item, "prism:number")) ?? arxivIn(saidInExtra(extra, "arXiv")) ?? arxivIn(extra),
    doi: doi ?? saidInExtra(extra, "DOI"),
    also: /^[^\s,{}"@]{1,200}$/u.test(key) ? [`bibtex:${key}`] : [],
    links: [...urls, item.about].filter((url) => url !== ""),
    tags: all(item, "dc:subject").map(
      (tag) => textIn(tag, "z:AutomaticTag", "rdf:value") || oneLine(tag.text),
    ),
  });
}

/** Those who wrote it, else the first kind of people that it names. */
function authorsOf(item: Part): readonly string[] {
  const lists = item.parts.filter((part) => first(part, "rdf:Seq", "rdf:li", "foaf:Person") !== undefined);
  const people = lists.find(({ name }) => name === "bib:authors") ?? lists[0];
  const seq = first(people, "rdf:Seq");
  return (seq === undefined ? [] : all(seq, "rdf:li")).map((li) => {
    const person = first(li, "foaf:Person");
    const given = textIn(person, "foaf:givenName") || textIn(person, "foaf:givenname");
    return ofFields(textIn(person, "foaf:surname"), given) || textIn(person, "foaf:name");
  });
}

/** The collections of each item by its address: "thesis/related work" lies in "thesis". */
function collectionsOf(parts: readonly Part[]): ReadonlyMap<string, readonly string[]> {
  const collections = new Map(
    parts.flatMap((part) => (part.name === "z:Collection" ? [[part.about, part] as const] : [])),
  );
  const parents = new Map<string, string>();
  for (const [about, collection] of collections)
    for (const { resource } of all(collection, "dcterms:hasPart"))
      if (collections.has(resource)) parents.set(resource, about);
  const nameOf = (about: string, depth = 0): string => {
    const name = oneLine(textIn(collections.get(about), "dc:title").replace(/\//gu, " "));
    const parent = parents.get(about);
    return parent === undefined || depth > deepest
      ? name
      : [nameOf(parent, depth + 1), name].filter(Boolean).join("/");
  };
  const byItem = new Map<string, string[]>();
  for (const [about, collection] of collections) {
    const name = nameOf(about);
    if (name === "") continue;
    for (const { resource } of all(collection, "dcterms:hasPart")) {
      const names = byItem.get(resource);
      if (names === undefined) byItem.set(resource, [name]);
      else names.push(name);
    }
  }
  return byItem;
}
