/** The page of a paper at arXiv and others that name it in "citation_…" tags, as Google Scholar asks for. */
import { fail, ok, type Result } from "../../base/result.ts";
import type { PaperDraft } from "../../domain/paper.ts";
import { arxivIdentifier } from "../../domain/paperId.ts";
import { withoutEntities } from "./markup.ts";
import { givenFirst } from "./people.ts";

const mostTags = 500;

export function importCitationPage(html: string): Result<PaperDraft> {
  const tags = tagsIn(html);
  const first = (name: string): string => tags.find(([each]) => each === name)?.[1] ?? "";
  const title = first("citation_title");
  if (title === "") return fail("the page names no paper");
  const arxiv = arxivIdentifier(first("citation_arxiv_id"));
  const doi = /^10\.\d{4,9}\/\S+$/u.exec(first("citation_doi"))?.[0];
  const year = /\b(?:19|20)\d\d\b/u.exec(first("citation_date") || first("citation_publication_date"))?.[0];
  const venue = first("citation_journal_title") || first("citation_conference_title");
  const pdf = first("citation_pdf_url");
  return ok({
    title,
    abstract: first("citation_abstract"),
    authors: tags.flatMap(([name, value]) => (name === "citation_author" ? [givenFirst(value)] : [])),
    identifiers: [...(arxiv === undefined ? [] : [arxiv]), ...(doi === undefined ? [] : [`doi:${doi}`])],
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(venue === "" ? {} : { venue }),
    resources: /^https?:\/\//u.test(pdf) ? [{ kind: "pdf", url: pdf }] : [],
    source: { kind: "citation-page" },
  });
}

function tagsIn(html: string): readonly (readonly [name: string, content: string])[] {
  const tags: [string, string][] = [];
  for (const [tag] of html.matchAll(/<meta\s[^<>]{1,30000}>/giu)) {
    if (tags.length >= mostTags) break;
    const name = /\sname\s*=\s*["']?(citation_\w{1,40})/iu.exec(tag)?.[1]?.toLowerCase();
    const content = /\scontent\s*=\s*(?:"([^"]*)"|'([^']*)')/iu.exec(tag);
    if (name !== undefined && content !== null)
      tags.push([name, withoutEntities(content[1] ?? content[2] ?? "")]);
  }
  return tags;
}
