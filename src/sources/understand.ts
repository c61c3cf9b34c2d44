/** What a pasted text asks for: ids and addresses of papers, titles, a day's list, or entries that need no network. */
import { arxivIdentifier } from "../domain/paperId.ts";
import { canonicalIdentifier } from "../library/canonical.ts";
import { oneLine } from "../library/importers/draftFrom.ts";
import { identifierInUrl, urlsIn, withoutTail } from "../library/importers/links.ts";
import { aclId, namesInUrl } from "../library/paperSites.ts";

export type NamedKind = "arxiv" | "doi" | "openreview" | "acl" | "s2" | "corpusid";

export type Wanted =
  | { readonly kind: "paper"; readonly by: NamedKind; readonly id: string }
  | { readonly kind: "title"; readonly title: string }
  /** A list of Daily Papers: of a day, 2026-07-30, a week, 2026-W31, or a month, 2026-07. */
  | { readonly kind: "day"; readonly date: string };

export interface Understood {
  readonly wanted: readonly Wanted[];
  /** Lines of which nothing was made. */
  readonly left: readonly { readonly line: number; readonly text: string }[];
}

const mostWanted = 500;
const longestText = 200_000;
const longestTitle = 300;
const longestId = 250;

/** A line may name several papers. A line that names none is a title, if it looks like one. */
export function understand(text: string): Understood {
  const wanted = new Map<string, Wanted>();
  const left: { line: number; text: string }[] = [];
  const lines = text.slice(0, longestText).split(/\r\n|\r|\n/u);
  for (const [index, raw] of lines.entries()) {
    const line = oneLine(raw).replace(/^(?:(?:[-*•]|\[?\d{1,3}[.)\]])\s+)+/u, "");
    if (line === "") continue;
    const found = namedIn(line);
    const title = titleIn(line);
    const all: readonly Wanted[] =
      found.length > 0 ? found : title === undefined ? [] : [{ kind: "title", title }];
    if (all.length === 0) left.push({ line: index + 1, text: line.slice(0, 100) });
    for (const each of all) if (wanted.size < mostWanted) wanted.set(nameOf(each), each);
  }
  return { wanted: [...wanted.values()], left };
}

/** Whether a text is a list of papers and nothing else, so that it can be offered to look them up. */
export function isListOfPapers(text: string): boolean {
  if (text.length > longestText) return false;
  const { wanted, left } = understand(text);
  const titles = wanted.filter(({ kind }) => kind === "title").length;
  const named = wanted.length - titles;
  return wanted.length > 0 && left.length <= wanted.length / 10 && (named >= titles || looksLikeTitles(text));
}

/** Neither code nor prose: lines that end in the middle of something, or in a full stop, are no titles. */
const looksLikeTitles = (text: string): boolean => {
  const lines = text.split(/[\r\n]+/u).filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.every((line) => !/[.,;:{}()=\\]\s*$|^\s*#/u.test(line));
};

export const nameOf = (wanted: Wanted): string => {
  if (wanted.kind === "paper") return `${wanted.by}:${wanted.id.toLowerCase()}`;
  return wanted.kind === "title" ? `title:${wanted.title.toLowerCase()}` : `day:${wanted.date}`;
};

const siteOf =
  /(?<![\w./@-])((?:www\.|export\.)?arxiv\.org\/|(?:dx\.)?doi\.org\/10|openreview\.net\/|(?:www\.)?aclanthology\.org\/|(?:www\.)?semanticscholar\.org\/|(?:www\.)?(?:huggingface\.co|hf\.co)\/papers)/giu;
const bareArxiv =
  /(?<![\w./-])(?:arxiv:\s{0,3})?(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d{1,3})?(?![\w-]|\.\d)/giu;
const olderArxiv = /(?<![\w./-])(?:arxiv:\s{0,3})?([a-z-]{2,12}(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?(?!\w)/giu;
const bareDoi = /(?<![\w./-])(?:doi:\s{0,3})?(10\.\d{4,9}\/[^\s<>"{}|\\^`]{1,200})/giu;
const bareAcl = new RegExp(
  String.raw`(?<![\w./-])(?:acl:\s{0,3})?(${aclId}|[A-Z]\d{2}-\d{4})(?![\w-]|\.\d)`,
  "gu",
);
const bareCorpus = /(?<![\w./-])corpusid:\s{0,3}(\d{3,12})(?!\w)/giu;
const dayAddress =
  /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/papers(?:\/(?:date|week|month)\/|\/?\?(?:[^#]{0,100}&)?(?:date|week|month)=)(\d{4}-(?:\d\d-\d\d|W\d\d|\d\d))(?![\w-])/iu;

/** In the order of the text. What was understood is blanked, so that no part of it is understood again. */
function namedIn(line: string): readonly Wanted[] {
  const found: (readonly [at: number, wanted: Wanted])[] = [];
  let rest = line.replace(siteOf, "https://$1");
  const blanked = (text: string): string => " ".repeat(text.length);
  for (const url of urlsIn(rest)) {
    const at = rest.indexOf(url);
    rest = rest.replaceAll(url, blanked);
    const day = dayAddress.exec(url)?.[1];
    const name = identifierInUrl(url) ?? namesInUrl(url)[0];
    if (day !== undefined) found.push([at, { kind: "day", date: day }]);
    else if (name !== undefined) for (const paper of paperOf(name)) found.push([at, paper]);
  }
  const collect = (shape: RegExp, nameIn: (match: string) => string | undefined): void => {
    rest = rest.replace(shape, (all: string, id: string, at: number) => {
      const name = nameIn(id);
      if (name === undefined) return all;
      for (const paper of paperOf(name)) found.push([at, paper]);
      return blanked(all);
    });
  };
  collect(bareDoi, (doi) => `doi:${withoutTail(doi).toLowerCase()}`);
  collect(bareArxiv, arxivIdentifier);
  collect(olderArxiv, arxivIdentifier);
  collect(bareAcl, (id) => `acl:${id.toLowerCase()}`);
  collect(bareCorpus, (id) => `corpusid:${id}`);
  return found.sort(([a], [b]) => a - b).map(([, wanted]) => wanted);
}

/** A DOI of arXiv's or the Anthology's is asked for there. */
function paperOf(name: string): readonly Wanted[] {
  const canonical = /^doi:10\.48550\//iu.test(name) ? canonicalIdentifier(name) : name;
  const acl = new RegExp(String.raw`^doi:10\.18653/v1/(${aclId}|[a-z]\d{2}-\d{4})$`, "iu").exec(
    canonical,
  )?.[1];
  const [, by, id] =
    /^(arxiv|doi|openreview|acl|s2|corpusid):(.+)$/u.exec(acl === undefined ? canonical : `acl:${acl}`) ?? [];
  // A part that is ".." would lead elsewhere in the addresses that are asked.
  const isSafe = id !== undefined && id.length <= longestId && !/(?:^|[/\\])\.{1,2}(?:[/\\]|$)/u.test(id);
  return by === undefined || !isSafe ? [] : [{ kind: "paper", by: by as NamedKind, id }];
}

/** Two words and more, of a length that titles have. */
const titleIn = (line: string): string | undefined =>
  line.length >= 8 &&
  line.length <= longestTitle &&
  /\p{L}{2,}.*[\s-].*\p{L}{2,}|\p{Lo}{6,}/u.test(line) &&
  !/https?:\/\//iu.test(line)
    ? line
    : undefined;
