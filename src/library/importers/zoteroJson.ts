/** What Zotero exports as "Better BibTeX JSON": its items with their tags, extra fields and the paths of attached files. */
import type { PaperDraft } from "../../domain/paper.ts";
import { arxivIn } from "./cslJson.ts";
import { draftFrom, oneLine } from "./draftFrom.ts";
import { fieldsOf, listIn, partIn, textIn, type Fields } from "./fields.ts";
import { Findings, type ImportSteps } from "./importer.ts";
import { jsonItems } from "./jsonItems.ts";
import { plainMarkup } from "./markup.ts";

const noPapers = new Set(["attachment", "note", "annotation"]);

export function* importZoteroJson(text: string): ImportSteps {
  const found = new Findings();
  for (const { line, value } of jsonItems(text, "items")) {
    const whole = value.ok ? fieldsOf(value.value) : undefined;
    const item = partIn(whole, "data") ?? whole; // Zotero's own API wraps them
    yield;
    if (item !== undefined && noPapers.has(textIn(item, "itemType"))) continue;
    const draft = item === undefined ? undefined : draftOf(item);
    if (item !== undefined && draft !== undefined) found.draft(draft, pdfsOf(item));
    else
      found.problem(
        line,
        !value.ok ? value.why : item === undefined ? "this item is no entry" : "this entry has no title",
      );
  }
  return found.all();
}

function draftOf(item: Fields): PaperDraft | undefined {
  const extra = textIn(item, "extra");
  const said = (name: string): string =>
    new RegExp(String.raw`^[ \t]{0,9}${name}[ \t]{0,9}:[ \t]{0,9}(\S.{0,300})$`, "imu")
      .exec(extra)?.[1]
      ?.trim() ?? "";
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

function authorsOf(item: Fields): readonly string[] {
  const creators = listIn(item, "creators")
    .map(fieldsOf)
    .filter((each) => each !== undefined);
  const authors = creators.filter((each) => textIn(each, "creatorType") === "author");
  return (authors.length > 0 ? authors : creators).map((each) =>
    oneLine(textIn(each, "name") || `${textIn(each, "firstName")} ${textIn(each, "lastName")}`),
  );
}

const pdfsOf = (item: Fields): readonly string[] =>
  listIn(item, "attachments")
    .map((each) => textIn(fieldsOf(each), "path", "localPath"))
    .filter((path) => /\.pdf$/iu.test(path));
