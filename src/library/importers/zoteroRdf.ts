/**
 * What Zotero exports as “Zotero RDF”: items, the journals and books they are in, attached files and collections, which name each
 * other by address. Read piece by piece, so that no file stops the editor; entities of its own are never followed.
 */
import type { PaperDraft } from "../../domain/paper.ts";
import { arxivIn } from "./cslJson.ts";
import { draftFrom, oneLine } from "./draftFrom.ts";
import { Findings, type ImportSteps } from "./importer.ts";
import { plainMarkup } from "./markup.ts";
import { ofFields } from "./people.ts";
import { saidInExtra } from "./zoteroJson.ts";
import { unknownType } from "./zoteroTypes.ts";
import { Places } from "./zoteroRdfPlaces.ts";
import { all, first, partsReader, textIn, type Failure, type Part } from "./zoteroRdfParts.ts";

export const isZoteroRdf = (text: string): boolean =>
  /<rdf:RDF\b[^>]{0,2000}zotero\.org\/namespaces\/export/u.test(text.slice(0, 5_000));

const pieceLength = 16_384;
const deepest = 40;
const noPapers = new Set(["attachment", "note", "annotation"]);

export function* importZoteroRdf(text: string): ImportSteps {
  const found = new Findings();
  const { items, failure } = yield* zoteroRdfItems(text);
  for (const { draft, line, type, pdfs } of items) {
    const why = draft === undefined ? "this item has no title" : unknownType(type);
    if (why !== undefined) found.problem(line, why);
    if (draft !== undefined) found.draft(draft, pdfs);
  }
  found.notes(items.reduce((sum, { notes }) => sum + notes.length, 0));
  if (failure !== undefined) found.problem(failure.line, `it cannot be read from here on: ${failure.why}`);
  return found.all();
}

export interface ZoteroRdfItem {
  readonly line: number;
  /** As Zotero names its kinds; empty where it is told by its element alone. */
  readonly type: string;
  /** `undefined` where it has no title. */
  readonly draft: PaperDraft | undefined;
  readonly pdfs: readonly string[];
  /** HTML, by its address. */
  readonly notes: readonly { readonly about: string; readonly html: string }[];
}

export interface ZoteroRdfItems {
  readonly items: readonly ZoteroRdfItem[];
  /** Notes that stand below none of them. */
  readonly loose: number;
  readonly failure: Failure | undefined;
}

/** Items that are papers, with what lies below them. Pauses often. */
export function* zoteroRdfItems(text: string): Generator<undefined, ZoteroRdfItems> {
  const parts: Part[] = [];
  const reader = partsReader((part) => parts.push(part));
  for (let at = 0; at < text.length && reader.failure() === undefined; at += pieceLength) {
    reader.read(text.slice(at, at + pieceLength));
    yield;
  }
  reader.end();
  const files = new Map<string, string>();
  const notes = new Map<string, string>();
  const places = new Places();
  for (const part of parts) {
    if (part.name === "z:Attachment") files.set(part.about, pathOf(part));
    else if (part.name === "bib:Memo") notes.set(part.about, first(part, "rdf:value")?.text ?? "");
    else if (part.name !== "z:Collection") places.add(part);
    yield;
  }
  const collections = collectionsOf(parts);
  yield;
  const items: ZoteroRdfItem[] = [];
  for (const part of parts) {
    const type = textIn(part, "z:itemType");
    if (type === "" ? !places.isItem(part) : noPapers.has(type)) continue;
    const draft = draftOf(part, places);
    const names = collections.get(part.about) ?? [];
    items.push({
      line: part.line,
      type,
      draft: draft === undefined || names.length === 0 ? draft : { ...draft, collections: names },
      pdfs: all(part, "link:link")
        .map(({ resource }) => files.get(resource) ?? "")
        .filter((path) => /\.pdf$/iu.test(path)),
      notes: all(part, "dcterms:isReferencedBy").flatMap(({ resource }) => {
        const html = notes.get(resource) ?? "";
        return html.trim() === "" ? [] : [{ about: resource, html }];
      }),
    });
    yield;
  }
  const below = new Set(items.flatMap((item) => item.notes.map(({ about }) => about)));
  const loose = [...notes].filter(([about, html]) => html.trim() !== "" && !below.has(about)).length;
  return { items, loose, failure: reader.failure() };
}

/** "files/12/x.pdf", by any of the ways in which versions of Zotero have written it. */
const pathOf = (part: Part): string => {
  const path = first(part, "z:path") ?? first(part, "rdf:resource");
  return decoded((path?.resource || oneLine(path?.text ?? "")).replace(/^file:\/\/(?=\/)/iu, ""));
};

/** It is an address, and in older files a path as it is. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function draftOf(item: Part, places: Places): PaperDraft | undefined {
  const place = places.of(item);
  const extra = first(item, "dc:description")?.text ?? "";
  const names = [item, ...(place === undefined || places.isShared(place) ? [] : [place])].flatMap((part) =>
    all(part, "dc:identifier"),
  );
  const doi = names.map(({ text }) => /^\s*(?:DOI\s+)?(10\.\S+)\s*$/iu.exec(text)?.[1]).find(Boolean);
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
