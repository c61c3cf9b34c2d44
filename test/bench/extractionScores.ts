/** How right an extraction is: shares of what was to be found, and what was not, by name. */
import { citationsIn } from "../../src/extraction/citations.ts";
import { referencesAt } from "../../src/extraction/destinations.ts";
import type { ExtractedPaper, OutlineEntry } from "../../src/extraction/extractedPaper.ts";
import { partsOf } from "../../src/extraction/headings.ts";
import { linesOfPages } from "../../src/extraction/lines.ts";
import { captionAt } from "../../src/extraction/nearestCaption.ts";
import { extractPaper } from "../../src/extraction/paper.ts";
import type { ReadPdf } from "../../src/extraction/pdfjs/readPdf.ts";

export interface AbstractEnds {
  readonly begins: string;
  readonly ends: string;
  readonly words: number;
}

export interface Share {
  readonly right: number;
  readonly of: number;
}

export interface CitationShares {
  /** Whose text is neither too short nor too long to be an entry. */
  readonly citations: Share;
  readonly years: Share;
  /** BibTeX keys mostly begin with the first author's name; of these, those whose text begins with it too. */
  readonly keys: Share;
}

export interface HeadingShares {
  readonly headings: Share;
  /** How many of the lines taken for headings are in the outline, which may leave some out. */
  readonly surplus: Share;
}

export interface TextShares {
  /** Of the links of a page to entries of the bibliography, those that the page's text tells too. */
  readonly inText: Share;
  /** Of the citations that the text tells, those that are links. */
  readonly areLinks: Share;
}

export const likeness = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

const tokens = (text: string): readonly string[] =>
  text
    .split(/\s+/u)
    .map(likeness)
    .filter((token) => token !== "");

export function tokenF1(found: string, wanted: string): number {
  const left = new Map<string, number>();
  const want = tokens(wanted);
  const have = tokens(found);
  for (const token of want) left.set(token, (left.get(token) ?? 0) + 1);
  const common = have.filter((token) => {
    const count = left.get(token) ?? 0;
    left.set(token, count - 1);
    return count > 0;
  }).length;
  return f1(common, have.length, want.length);
}

/** What lies between the true ends is taken to be right as far as the true number of words goes. */
export function endsF1(found: string, { begins, ends, words }: AbstractEnds): number {
  const have = tokens(found);
  const from = placeOf(have, likeness(begins)).start;
  const to = placeOf(have, likeness(ends)).end;
  if (from === undefined && to === undefined) return 0;
  const start = from ?? Math.max(0, (to ?? 0) - words);
  const end = to ?? Math.min(have.length, start + words);
  return f1(Math.min(end - start, words), have.length, words);
}

/** Where a run of tokens spells a text; a footnote's mark may hang on one of them. */
function placeOf(
  have: readonly string[],
  wanted: string,
): { readonly start?: number; readonly end?: number } {
  for (let start = 0; start < have.length; start++) {
    for (let end = start + 1; end <= Math.min(have.length, start + 16); end++) {
      const run = have.slice(start, end);
      const isSame =
        run.join("") === wanted || run.map((each) => each.replace(/(?<=\p{L})\d$/u, "")).join("") === wanted;
      if (isSame) return { start, end };
    }
  }
  return {};
}

const f1 = (common: number, have: number, want: number): number =>
  have + want === 0 ? 0 : (2 * Math.max(0, common)) / (have + want);

export function citationShares(read: ReadPdf, failures: string[]): CitationShares {
  const cited = read.destinations.filter(({ name }) => name.startsWith("cite."));
  const entries = new Map(
    referencesAt(linesOfPages(read.pages), cited).map((entry) => [entry.destination, entry]),
  );
  let [usable, years, named, keyed] = [0, 0, 0, 0];
  for (const { name } of cited) {
    const entry = entries.get(name);
    const text = entry?.text ?? "";
    const isUsable = text.length > 35 && text.length < 1500;
    if (isUsable) usable++;
    else failures.push(`citation ${name}: ${text.slice(0, 60)}`);
    if (entry?.year !== undefined) years++;
    // "cite.vaswani2017attention": BibTeX keys mostly begin with the first author's name.
    const author = /^cite\.(?:@\w+)?([a-z]{3,})[\d_:-]/iu.exec(name)?.[1]?.toLowerCase();
    if (author === undefined) continue;
    keyed++;
    if (likeness(text.normalize("NFKD").replace(/\p{M}/gu, "")).slice(0, 120).includes(author)) named++;
    else if (isUsable) failures.push(`citation ${name} names another: ${text.slice(0, 60)}`);
  }
  return {
    citations: { right: usable, of: cited.length },
    years: { right: years, of: cited.length },
    keys: { right: named, of: keyed },
  };
}

export function captionShare(
  { captions }: ExtractedPaper,
  { destinations }: ReadPdf,
  failures: string[],
): Share {
  const floats = destinations.filter(({ name }) => /^(?:figure|table)\./u.test(name));
  const lost = floats.filter((each) => captionAt(captions, each)?.place.page !== each.page);
  failures.push(...lost.map(({ name, page }) => `caption ${name} on page ${page}`));
  return { right: floats.length - lost.length, of: floats.length };
}

export function headingShares(
  paper: ExtractedPaper,
  outline: readonly OutlineEntry[],
  failures: string[],
): HeadingShares {
  const wanted = new Map(
    outline
      .filter(({ level }) => level <= 3)
      .map(({ title }) => [likeness(partsOf(title).name), title] as const)
      .filter(([key]) => key.length > 2),
  );
  if (wanted.size < 4) return { headings: { right: 0, of: 0 }, surplus: { right: 0, of: 0 } };
  const found = new Set(paper.headings.value.map(({ title }) => likeness(title)));
  const lost = [...wanted].filter(([key]) => !found.has(key));
  failures.push(...lost.map(([, title]) => `heading: ${title}`));
  const right = wanted.size - lost.length;
  return { headings: { right, of: wanted.size }, surplus: { right, of: found.size } };
}

/** The whole bibliography may have more than is linked, so an entry counts where its beginning is the same. */
export function unlinkedShare({ pages, destinations }: ReadPdf): Share {
  const beginning = (text: string): string => likeness(text).slice(0, 40);
  const linked = referencesAt(
    linesOfPages(pages),
    destinations.filter(({ name }) => name.startsWith("cite.")),
  );
  const found = new Set(extractPaper({ pages }).references.value.map(({ text }) => beginning(text)));
  return { right: linked.filter(({ text }) => found.has(beginning(text))).length, of: linked.length };
}

/** `links` are pages and names of destinations, as they stand on the page: "3 cite.lo2020". */
export function textShares(paper: ExtractedPaper, links: ReadonlySet<string>): TextShares {
  const references = paper.references.value;
  const found = new Set(
    paper.text.flatMap(({ page, text }) =>
      citationsIn(text, references).flatMap((citation) =>
        citation.references.map((at) => `${page} ${references[at]?.destination ?? ""}`),
      ),
    ),
  );
  const right = [...links].filter((link) => found.has(link)).length;
  const of = links.size === 0 ? 0 : found.size;
  return { inText: { right, of: links.size }, areLinks: { right, of } };
}
