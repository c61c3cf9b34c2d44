/** What Zotero exports as "Better BibTeX JSON": its items with their tags, extra fields and the paths of attached files. */
import type { PaperDraft } from "../../domain/paper.ts";
import { arxivIn } from "./cslJson.ts";
import { draftFrom, oneLine } from "./draftFrom.ts";
import { fieldsOf, listIn, partIn, textIn, type Fields } from "./fields.ts";
import { Findings, type ImportSteps } from "./importer.ts";
import { jsonItems, jsonPart } from "./jsonItems.ts";
import { plainMarkup } from "./markup.ts";
import { ofFields } from "./people.ts";
import { unknownType } from "./zoteroTypes.ts";

const noPapers = new Set(["attachment", "note", "annotation"]);

export function* importZoteroJson(text: string): ImportSteps {
  const found = new Findings();
  const collections = collectionsIn(fieldsOf(jsonPart(text, "collections")));
  for (const { line, value } of jsonItems(text, "items")) {
    const whole = value.ok ? fieldsOf(value.value) : undefined;
    const item = partIn(whole, "data") ?? whole; // Zotero's own API wraps them
    yield;
    if (item !== undefined && noPapers.has(textIn(item, "itemType"))) continue;
    const draft = item === undefined ? undefined : draftOf(item);
    if (item !== undefined) found.notes(notesOf(item));
    if (item !== undefined && draft !== undefined) {
      const names = collections.get(textIn(item, "itemID")) ?? [];
      const why = unknownType(textIn(item, "itemType"));
      if (why !== undefined) found.problem(line, why);
      found.draft(names.length === 0 ? draft : { ...draft, collections: names }, pdfsOf(item));
    } else
      found.problem(
        line,
        !value.ok ? value.why : item === undefined ? "this item is no entry" : "this entry has no title",
      );
  }
  return found.all();
}

const deepest = 20;

/** The collections of each item by its number: "thesis/related work" lies in "thesis". */
function collectionsIn(collections: Fields | undefined): ReadonlyMap<string, readonly string[]> {
  const byItem = new Map<string, string[]>();
  const nameOf = (key: string, depth = 0): string => {
    const collection = partIn(collections, key);
    const name = oneLine(textIn(collection, "name")).replace(/\//gu, " ");
    const parent = textIn(collection, "parent");
    return parent === "" || depth > deepest
      ? name
      : [nameOf(parent, depth + 1), name].filter(Boolean).join("/");
  };
  for (const key of Object.keys(collections ?? {})) {
    const name = nameOf(key);
    if (name === "") continue;
    for (const item of listIn(partIn(collections, key), "items")) {
      const number = String(item);
      byItem.set(number, [...(byItem.get(number) ?? []), name]);
    }
  }
  return byItem;
}

function draftOf(item: Fields): PaperDraft | undefined {
  const extra = textIn(item, "extra");
  const said = (name: string): string => saidInExtra(extra, name);
  const key = textIn(item, "citationKey", "citekey") || said("Citation Key");
  const archive = textIn(item, "archiveID", "archiveLocation", "number", "reportNumber");
  return draftFrom("zotero", {
    title: plainMarkup(textIn(item, "title")),
    abstract: plainMarkup(textIn(item, "abstractNote")),
    authors: authorsOf(item),
    year: textIn(item, "date"),
    venue: textIn(item, "publicationTitle", "proceedingsTitle", "bookTitle", "conferenceName"),
    arxiv: arxivIn(archive) ?? arxivIn(said("arXiv")) ?? arxivIn(extra),
    doi: textIn(item, "DOI") || said("DOI"),
    also: /^[^\s,{}"@]{1,200}$/u.test(key) ? [`bibtex:${key}`] : [],
    links: [textIn(item, "url")],
    tags: listIn(item, "tags").map((tag) => (typeof tag === "string" ? tag : textIn(fieldsOf(tag), "tag"))),
  });
}

/** Zotero's field for what has no field is read line by line: "arXiv: 1706.03762", "Citation Key: x". */
export const saidInExtra = (extra: string, name: string): string =>
  new RegExp(String.raw`^[ \t]{0,9}${name}[ \t]{0,9}:[ \t]{0,9}(\S.{0,300})$`, "imu")
    .exec(extra)?.[1]
    ?.trim() ?? "";

function authorsOf(item: Fields): readonly string[] {
  const creators = listIn(item, "creators")
    .map(fieldsOf)
    .filter((each) => each !== undefined);
  const authors = creators.filter((each) => textIn(each, "creatorType") === "author");
  return (authors.length > 0 ? authors : creators).map(
    (each) => oneLine(textIn(each, "name")) || ofFields(textIn(each, "lastName"), textIn(each, "firstName")),
  );
}

/** Notes below an item, and annotations of its files. */
const notesOf = (item: Fields): number =>
  listIn(item, "attachments").reduce<number>(
    (sum, each) => sum + listIn(fieldsOf(each), "annotations").length,
    listIn(item, "notes").length,
  );

const pdfsOf = (item: Fields): readonly string[] =>
  listIn(item, "attachments")
    .map((each) => textIn(fieldsOf(each), "path", "localPath"))
    .filter((path) => /\.pdf$/iu.test(path));
