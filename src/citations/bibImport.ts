/** BibTeX and BibLaTeX as papers: what an entry says of its paper, its keywords, and the PDFs that it names. */
import { textAt } from "../base/span.ts";
import type { PaperDraft } from "../domain/paper.ts";
import { Findings, type ImportSteps } from "../library/importers/importer.ts";
import { linesIn } from "../library/importers/jsonItems.ts";
import { plainTex } from "../library/plainTex.ts";
import { draftOf, factsOf, fieldText, longText } from "./bibFacts.ts";
import { bibParts, type BibEntry } from "./bibFile.ts";
import { collectionsIn, groupsIn } from "./jabrefGroups.ts";

const longestAbstract = 20_000;
const mostTags = 50;
const mostStrings = 2_000;

export const isBibtex = (text: string): boolean =>
  /^\uFEFF?[ \t]{0,20}@[a-z]{2,40}\s{0,20}[{(]/imu.test(text.slice(0, 200_000));

export function* importBibtex(text: string): ImportSteps {
  const found = new Findings();
  const lineOf = linesIn(text);
  const strings = stringsIn(text);
  const groups = groupsIn(text);
  const parents = /\bcrossref\s*=/iu.test(text) ? yield* parentsIn(text) : noParents;
  for (const { entry, problems } of bibParts(text)) {
    if (entry !== undefined) {
      const line = lineOf(entry.span.start);
      const own = entryDraft(text, entry, strings);
      const collections = collectionsIn(fieldText(text, entry, "groups"), groups);
      const inherited = own && withParent(own, parents.get(fieldText(text, entry, "crossref").toLowerCase()));
      const draft = inherited && collections.length > 0 ? { ...inherited, collections } : inherited;
      if (draft === undefined) found.problem(line, `the entry "${entry.key.slice(0, 80)}" has no title`);
      else found.draft(draft, pdfsOf(text, entry));
    }
    for (const { span, why } of [...problems].sort((a, b) => a.span.start - b.span.start))
      found.problem(lineOf(span.start), why);
    yield;
  }
  return found.all();
}

/** Where the papers of a volume came out, and when. */
interface Parent {
  readonly venue: string;
  readonly year: number | undefined;
}
const noParents: ReadonlyMap<string, Parent> = new Map();

/** Entries that others may refer to, by their keys in lower case: what they say holds for those that say nothing. */
function* parentsIn(text: string): Generator<undefined, ReadonlyMap<string, Parent>> {
  const parents = new Map<string, Parent>();
  for (const { entry } of bibParts(text)) {
    yield;
    if (entry === undefined || !/^(?:mv)?(?:proceedings|book|collection)$/u.test(entry.type)) continue;
    const { title, year } = factsOf(text, entry);
    parents.set(entry.key.toLowerCase(), { venue: fieldText(text, entry, "booktitle") || title, year });
  }
  return parents;
}

function withParent(draft: PaperDraft, parent: Parent | undefined): PaperDraft {
  if (parent === undefined) return draft;
  return {
    ...draft,
    ...(draft.venue === undefined && parent.venue !== "" ? { venue: parent.venue } : {}),
    ...(draft.year === undefined && parent.year !== undefined ? { year: parent.year } : {}),
  };
}

/**
 * @param strings of the whole file
 * @returns `undefined` for entries without a title
 */
export function entryDraft(
  text: string,
  entry: BibEntry,
  strings: ReadonlyMap<string, string>,
): PaperDraft | undefined {
  const facts = factsOf(text, entry);
  const venue = strings.get(facts.venue?.toLowerCase() ?? "") ?? facts.venue;
  const draft = draftOf(entry.key, { ...facts, venue }, longText(text, entry, longestAbstract, "abstract"));
  const tags = fieldText(text, entry, "keywords")
    .split(/\s*[,;]\s*/u)
    .filter((tag) => tag !== "" && tag.length <= 100);
  return draft === undefined || tags.length === 0
    ? draft
    : { ...draft, tags: [...new Set(tags)].slice(0, mostTags) };
}

/** "@string{jmlr = "Journal of Machine Learning Research"}": names that entries write in place of a journal's. */
export function stringsIn(text: string): ReadonlyMap<string, string> {
  const strings = new Map<string, string>();
  const shape =
    /@string\s{0,20}[{(]\s{0,20}([\w.:+-]{1,60})\s{0,20}=\s{0,20}(?:"([^"]{1,500})"|\{([^{}]{1,500})\})/giu;
  for (const [, name = "", quoted, braced] of text.matchAll(shape)) {
    if (strings.size >= mostStrings) break;
    strings.set(name.toLowerCase(), plainTex(quoted ?? braced ?? ""));
  }
  return strings;
}

/** "file" as Zotero ("a.pdf", "Full Text:a.pdf:application/pdf") and JabRef (":a.pdf:PDF") write it. */
function pdfsOf(text: string, { fields }: BibEntry): readonly string[] {
  const field = fields.find(({ name }) => name === "file");
  if (field === undefined) return [];
  const raw = textAt(text, field.valueSpan).slice(0, 4_000);
  return raw
    .replace(/^[{"]+|[}"]+$/gu, "")
    .split(";")
    .flatMap((file) => {
      const parts = file
        .split(/(?<!\\|\b[A-Za-z]):/u)
        .map((part) => part.trim().replace(/\\([:;_&{}\\])/gu, "$1"));
      return parts.find((part) => /\.pdf$/iu.test(part)) ?? [];
    });
}
