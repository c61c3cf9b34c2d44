/** Listing pages of arXiv (arxiv.org/list/cs.LG/new and the like): saved as HTML, or selected and copied as text. */
import type { PaperDraft } from "../../domain/paper.ts";
import { draftFrom, oneLine } from "./draftFrom.ts";
import { Findings, type ImportSteps } from "./importer.ts";
import { plainMarkup } from "./markup.ts";

const id = String.raw`(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?`;
const head = new RegExp(String.raw`^[ \t]{0,9}\[\d{1,5}\][ \t]{0,9}(?:arXiv:)${id}(?![\w.])`, "u");
const described =
  /^(Title|Authors?|Comments|Journal-ref|Subjects|Report-no|DOI|MSC-class|ACM-class):\s*(.*)$/iu;

export const isArxivListing = (text: string): boolean =>
  /^<(?:!doctype|html)/iu.test(text.trimStart().slice(0, 50))
    ? /\bclass\s*=\s*["']list-title\b/u.test(text.slice(0, 2_000_000))
    : text.split("\n", 400).some((line) => head.test(line)) &&
      /^[ \t]{0,9}Title:/mu.test(text.slice(0, 200_000));

export function* importArxivListing(text: string): ImportSteps {
  const found = new Findings();
  const entries = /^<(?:!doctype|html)/iu.test(text.trimStart().slice(0, 50)) ? ofPage(text) : ofText(text);
  for (const { line, draft } of entries) {
    yield;
    if (draft === undefined) found.problem(line, "this entry has no title");
    else found.draft(draft);
  }
  return found.all();
}

interface Entry {
  readonly line: number;
  readonly draft: PaperDraft | undefined;
}

/** One `<dt>` with the id and one `<dd>` with the rest for each paper. */
function* ofPage(html: string): Generator<Entry> {
  const starts = new RegExp(String.raw`<dt\b[^>]{0,200}>`, "giu");
  let line = 1;
  let counted = 0;
  const all = [...html.matchAll(starts)];
  for (const [at, { index }] of all.entries()) {
    const part = html.slice(index, all[at + 1]?.index ?? html.length);
    line += html.slice(counted, index).split("\n").length - 1;
    counted = index;
    const named = new RegExp(String.raw`(?:arXiv:|\/abs\/)${id}`, "u").exec(part)?.[1];
    if (named === undefined) continue;
    const div = (name: string): string => withoutDescriptor(contentOf(part, `list-${name}`));
    const abstract = /<p\b[^>]{0,200}\bmathjax\b[^>]{0,200}>([\s\S]{0,20000}?)<\/p>/iu.exec(part)?.[1] ?? "";
    yield { line, draft: draftOf(named, div("title"), div("authors"), abstract) };
  }
}

/** What stands in the first block of a class. */
function contentOf(html: string, name: string): string {
  const start = new RegExp(String.raw`<div\b[^>]{0,200}\bclass\s*=\s*["']${name}\b[^>]{0,200}>`, "iu").exec(
    html,
  );
  if (start === null) return "";
  const from = start.index + start[0].length;
  const end = html.indexOf("</div>", from);
  return html.slice(from, end === -1 ? from : Math.min(end, from + 50_000));
}

const withoutDescriptor = (html: string): string =>
  html
    .replace(/<span\b[^>]{0,200}\bdescriptor\b[^>]{0,200}>[^<]{0,50}<\/span>/giu, "")
    .replace(/^\s*\w+:\s*/u, "");

function* ofText(text: string): Generator<Entry> {
  const lines = text.split(/\r\n|\r|\n/u);
  const starts = lines.flatMap((line, at) => (head.test(line) ? [at] : []));
  for (const [index, start] of starts.entries()) {
    const named = head.exec(lines[start] ?? "")?.[1] ?? "";
    const rest = lines.slice(start + 1, starts[index + 1] ?? lines.length).map(oneLine);
    const said = new Map<string, string>();
    const free: string[] = [];
    for (const line of rest) {
      const [, name, value = ""] = described.exec(line) ?? [];
      if (name !== undefined) said.set(name.toLowerCase(), value);
      else if (
        line !== "" &&
        !/^(?:Total of \d|Showing \d|Replacement submissions|Cross submissions|New submissions)/iu.test(line)
      )
        free.push(line);
    }
    // The page shows authors without a word before them, right behind the title.
    const authors = said.get("authors") ?? said.get("author") ?? free.shift() ?? "";
    yield { line: start + 1, draft: draftOf(named, said.get("title") ?? "", authors, free.join(" ")) };
  }
}

function draftOf(name: string, title: string, authors: string, abstract: string): PaperDraft | undefined {
  const year = /^(\d\d)\d\d\./u.exec(name)?.[1];
  return draftFrom("arxiv", {
    title: plainMarkup(title),
    abstract: plainMarkup(abstract),
    authors: plainMarkup(authors)
      .replace(/\(?\d+ additional authors? not shown\)?|\bet al\.?\s*\(\d+.*$/iu, "")
      .split(/\s*,\s*/u)
      .filter((author) => author !== ""),
    arxiv: name,
    links: [`https://arxiv.org/abs/${name}`],
    ...(year === undefined ? {} : { year: `20${year}` }),
  });
}
