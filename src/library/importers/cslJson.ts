/** CSL-JSON, which Zotero, Pandoc and the registries of DOIs speak. */
import type { PaperDraft } from "../../domain/paper.ts";
import { draftFrom, oneLine } from "./draftFrom.ts";
import { fieldsOf, listIn, partIn, textIn, type Fields } from "./fields.ts";
import { Findings, type ImportSteps } from "./importer.ts";
import { jsonItems } from "./jsonItems.ts";
import { plainMarkup } from "./markup.ts";

export function* importCslJson(text: string): ImportSteps {
  const found = new Findings();
  for (const { line, value } of jsonItems(text, "items")) {
    const item = value.ok ? fieldsOf(value.value) : undefined;
    const draft = item === undefined ? undefined : cslDraft(item, "csl-json");
    if (draft !== undefined) found.draft(draft);
    else
      found.problem(
        line,
        !value.ok ? value.why : item === undefined ? "this item is no entry" : "this entry has no title",
      );
    yield;
  }
  return found.all();
}

/** `undefined` for items without a title. */
export function cslDraft(item: Fields, kind: string): PaperDraft | undefined {
  const note = textIn(item, "note");
  const key =
    textIn(item, "citation-key", "citekey") || (/^\s*Citation Key:\s*(\S+)\s*$/imu.exec(note)?.[1] ?? "");
  const arxiv = /^arxiv$/iu.test(textIn(item, "archive", "publisher"))
    ? textIn(item, "archive_location", "number", "archive-location")
    : "";
  const draft = draftFrom(kind, {
    title: plainMarkup(textIn(item, "title")),
    abstract: plainMarkup(textIn(item, "abstract")),
    authors: listIn(item, "author").map(nameOf),
    year: yearOf(item),
    venue: plainMarkup(textIn(item, "container-title", "event-title", "event")),
    arxiv: arxivIn(arxiv) ?? arxivIn(note),
    doi: textIn(item, "DOI") || (/\bDOI:\s*(10\.\S{5,200})/iu.exec(note)?.[1] ?? ""),
    also: /^[^\s,{}"@]{1,200}$/u.test(key) ? [`bibtex:${key}`] : [],
    tags: textIn(item, "keyword").split(/\s*[,;]\s*/u),
    links: [textIn(item, "URL"), ...listIn(item, "link").map((link) => textIn(fieldsOf(link), "URL"))].filter(
      Boolean,
    ),
  });
  const withdrawn = retractionIn(item);
  return draft === undefined || withdrawn === undefined ? draft : { ...draft, withdrawn };
}

/** Publishers say it in the title, and Crossref names the notice (api.crossref.org, "updated-by"). */
function retractionIn(item: Fields): string | undefined {
  const notice = listIn(item, "updated-by")
    .map(fieldsOf)
    .find((update) => /^(?:retraction|withdrawal|removal)$/iu.test(textIn(update, "type")));
  if (notice !== undefined) return `Retracted: see ${textIn(notice, "DOI") || "its publisher"}`;
  return /^(?:retracted|withdrawn)(?: article)?\s*[:—–-]/iu.test(textIn(item, "title"))
    ? "Retracted, as its title says"
    : undefined;
}

/** "arXiv:1706.03762 [cs]" as reference managers keep it in a note, or the bare id. */
export const arxivIn = (text: string): string | undefined =>
  /(?:^|arxiv:\s{0,3})(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?(?![\w.])/iu.exec(
    text,
  )?.[1];

function nameOf(author: unknown): string {
  const fields = fieldsOf(author);
  const literal = textIn(fields, "literal", "name");
  if (literal !== "") return literal;
  const parts = ["given", "dropping-particle", "non-dropping-particle", "family", "suffix"];
  return oneLine(parts.map((part) => textIn(fields, part)).join(" "));
}

function yearOf(item: Fields): string {
  for (const name of ["issued", "published", "published-print", "published-online", "created", "submitted"]) {
    const date = partIn(item, name);
    const [parts] = listIn(date, "date-parts");
    const year: unknown = Array.isArray(parts) ? parts[0] : undefined;
    const text =
      typeof year === "number" || typeof year === "string" ? String(year) : textIn(date, "raw", "literal");
    if (text !== "") return text;
  }
  return textIn(item, "issued", "year");
}
