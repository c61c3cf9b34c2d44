/** Links that open a paper from outside: `vscode://marginalia.marginalia/open?paper=arxiv-1706.03762&page=3`. */
import { fail, ok, type Result } from "../base/result.ts";
import type { Paper } from "../domain/paper.ts";
import type { QuotedPassage } from "../domain/quotedPassage.ts";

export interface PaperLink {
  /** The paper's id, or any of its names. */
  readonly paper: string;
  readonly page?: number;
  /** The UUID of a note. */
  readonly annotation?: string;
  readonly quote?: string;
}

export const linkPath = "/open";

const names = ["paper", "page", "annotation", "quote"] as const;
const longest = 2000;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Anyone may have written the link: the reason says what is wrong with it. */
export function readPaperLink(path: string, query: string): Result<PaperLink> {
  if (path !== linkPath) return fail("This link asks for nothing that Marginalia does");
  if (query.length > longest) return fail("This link is too long");
  const given = valuesIn(query);
  const { paper = "", page, annotation, quote } = given;
  if (paper === "") return fail("This link names no paper");
  if (page !== undefined && !/^[1-9]\d{0,4}$/u.test(page)) return fail(`"${page}" is not a page`);
  if (annotation !== undefined && !uuid.test(annotation)) return fail("This link names a note that is none");
  return ok({
    paper,
    ...(page === undefined ? {} : { page: Number(page) }),
    ...(annotation === undefined ? {} : { annotation: annotation.toLowerCase() }),
    ...(quote === undefined || quote === "" ? {} : { quote }),
  });
}

export const paperLinkQuery = (link: PaperLink): string =>
  names
    .flatMap((name) => (link[name] === undefined ? [] : [`${name}=${encodeURIComponent(link[name])}`]))
    .join("&");

/** Who follows such links: the extension of this name. */
const extension = "marginalia.marginalia";

/** @param scheme of the editor that is to open it */
export const addressOfLink = (scheme: string, link: PaperLink): string =>
  `${scheme}://${extension}${linkPath}?${paperLinkQuery(link)}`;

/** Words of this length are found again, and the link stays one that every program passes on. */
const longestQuote = 160;

/** By its note where it has one, else by its words. */
export function addressOfPassage(
  scheme: string,
  { id: paper }: Pick<Paper, "id">,
  { words, page, note }: QuotedPassage,
): string {
  if (note !== undefined)
    return addressOfLink(scheme, { paper, annotation: note.replace(/^urn:uuid:/u, "") });
  const quote = words.slice(0, longestQuote).replace(/\s+\S*$/u, "");
  const isWhole = words.length <= longestQuote;
  return addressOfLink(scheme, {
    paper,
    ...(page === undefined ? {} : { page }),
    ...(words === "" ? {} : { quote: isWhole ? words : quote }),
  });
}

/** The editor hands the query over decoded, so that an "&" in a quote can be told by what follows it alone. */
function valuesIn(query: string): Partial<Record<(typeof names)[number], string>> {
  const parts = query.split(new RegExp(`&(?=(?:${names.join("|")})=)`, "u"));
  const pairs = parts.map((part) => [
    part.slice(0, part.indexOf("=")),
    part.slice(part.indexOf("=") + 1).trim(),
  ]);
  return Object.fromEntries(pairs.filter(([name]) => names.some((known) => known === name)));
}
