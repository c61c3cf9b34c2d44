/** Links that open a paper from outside: `vscode://marginalia.marginalia/open?paper=arxiv-1706.03762&page=3`. */
import { fail, ok, type Result } from "../base/result.ts";

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

/** The editor hands the query over decoded, so that an "&" in a quote can be told by what follows it alone. */
function valuesIn(query: string): Partial<Record<(typeof names)[number], string>> {
  const parts = query.split(new RegExp(`&(?=(?:${names.join("|")})=)`, "u"));
  const pairs = parts.map((part) => [
    part.slice(0, part.indexOf("=")),
    part.slice(part.indexOf("=") + 1).trim(),
  ]);
  return Object.fromEntries(pairs.filter(([name]) => names.some((known) => known === name)));
}
