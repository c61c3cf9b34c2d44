/** Web addresses in running text, and what they say of a paper. */
import { arxivIdentifier } from "../../domain/paperId.ts";
import type { Resource } from "../../domain/paper.ts";

const address = /https?:\/\/[^\s<>"{}|\\^`“”«»（）、。，；]+/giu;

/** The addresses in a text, without the punctuation that the sentence put behind them. */
export function urlsIn(text: string): readonly string[] {
  const found = [...text.matchAll(address)].map(([url]) => withoutTail(url)).filter(isWebUrl);
  return [...new Set(found)];
}

export function isWebUrl(url: string): boolean {
  if (!/^https?:\/\//iu.test(url) || !URL.canParse(url)) return false;
  return new URL(url).hostname.includes(".");
}

/** One pass, however many brackets there are: pages are written by strangers. */
export function withoutTail(url: string): string {
  // A bracket belongs to the address only when it was opened there: en.wikipedia.org/wiki/Transformer_(model)
  const unopened: Record<string, number> = {
    ")": count(url, ")") - count(url, "("),
    "]": count(url, "]") - count(url, "["),
  };
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1] ?? "";
    if (/[.,;:!?'’*_~]/u.test(last)) continue;
    if ((unopened[last] ?? 0) <= 0) break;
    unopened[last] = (unopened[last] ?? 0) - 1;
  }
  return url.slice(0, end);
}

const count = (text: string, letter: string): number => text.split(letter).length - 1;

const codeHosts = /^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com)$/iu;
const projectHosts = /\.(?:github|gitlab)\.io$/iu;
const dataHosts = /^(?:www\.)?(?:huggingface\.co|hf\.co|zenodo\.org|kaggle\.com)$/iu;
const paperHosts = /^(?:www\.)?(?:arxiv\.org|doi\.org|openreview\.net|aclanthology\.org)$/iu;

export function resourceFor(url: string): Resource {
  const { hostname, pathname } = new URL(url);
  if (codeHosts.test(hostname)) return { kind: "code", url };
  if (/\.pdf$/iu.test(pathname) || (/arxiv\.org$/iu.test(hostname) && pathname.startsWith("/pdf/")))
    return { kind: "pdf", url };
  if (paperHosts.test(hostname) || pathname.startsWith("/papers/")) return { kind: "paper", url };
  if (projectHosts.test(hostname)) return { kind: "project", url };
  if (dataHosts.test(hostname)) return { kind: "data", url };
  return { kind: "project", url };
}

const arxivUrl =
  /^https?:\/\/(?:(?:www\.|export\.|browse\.)?arxiv\.org|(?:www\.)?alphaxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org)\/(?:abs|pdf|html|format|ps|e-print|src)\/([^?#]+?)(?:\.pdf)?\/?(?:[?#].*)?$/iu;
const huggingFaceUrl = /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/papers\/(\d{4}\.\d{4,5})/iu;
const doiUrl = /^https?:\/\/(?:dx\.)?doi\.org\/(10\.\d{4,9}(?:\/|%2f)[^?#]+)/iu;

/** The paper that an address names: "arxiv:…" or "doi:…"; `undefined` when it names none. */
export function identifierInUrl(url: string): string | undefined {
  const arxiv = arxivUrl.exec(url)?.[1] ?? huggingFaceUrl.exec(url)?.[1];
  if (arxiv !== undefined) return arxivIdentifier(arxiv);
  const doi = doiUrl.exec(url)?.[1];
  return doi === undefined ? undefined : `doi:${decodeURIComponentSafely(doi).toLowerCase()}`;
}

/** The id alone, of "arXiv:1706.03762v2" or an address. */
export function arxivIdIn(text: string): string | undefined {
  const bare = text.trim().replace(/^arxiv:\s*/iu, "");
  const identifier = arxivIdentifier(bare) ?? identifierInUrl(bare);
  return identifier?.startsWith("arxiv:") === true ? identifier.slice("arxiv:".length) : undefined;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray "%" is part of the name
  }
}
