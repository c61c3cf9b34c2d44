/** BibTeX and BibLaTeX as papers: what an entry says of its paper, its keywords, and the PDFs that it names. */
import { textAt } from "../base/span.ts";
import type { PaperDraft } from "../domain/paper.ts";
import { Findings, type ImportSteps } from "../library/importers/importer.ts";
import { linesIn } from "../library/importers/jsonItems.ts";
import { plainTex } from "../library/plainTex.ts";
import { draftOf, factsOf, fieldText, longText } from "./bibFacts.ts";
import { bibParts, type BibEntry } from "./bibFile.ts";
import { inheritanceIn, isSharedData, type Inheritance, type Volume } from "./inheritance.ts";
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
  const inheritance = yield* inheritanceIn(text);
  for (const { entry, problems } of bibParts(text)) {
    if (entry !== undefined && !isSharedData(entry)) {
      const line = lineOf(entry.span.start);
      const whole = inheritance.filled(entry);
      const said = entryDraft(text, whole, strings, inheritance);
      const collections = collectionsIn(fieldText(text, entry, "groups"), groups);
      const draft = said && collections.length > 0 ? { ...said, collections } : said;
      if (draft === undefined) found.problem(line, `the entry "${entry.key.slice(0, 80)}" has no title`);
      else found.draft(draft, pdfsOf(text, whole));
    }
    for (const { span, why } of [...problems].sort((a, b) => a.span.start - b.span.start))
      found.problem(lineOf(span.start), why);
    yield;
  }
  return found.all();
}

function withVolume(draft: PaperDraft, volume: Volume | undefined): PaperDraft {
  if (volume === undefined) return draft;
  return {
    ...draft,
    ...(draft.venue === undefined && volume.venue !== "" ? { venue: volume.venue } : {}),
    ...(draft.year === undefined && volume.year !== undefined ? { year: volume.year } : {}),
  };
}

/**
 * @param entry with the fields that it takes from others
 * @param strings of the whole file, as is what entries take from each other
 * @returns `undefined` for entries without a title
 */
export function entryDraft(
  text: string,
  entry: BibEntry,
  strings: ReadonlyMap<string, string>,
  { volumeOf }: Pick<Inheritance, "volumeOf">,
): PaperDraft | undefined {
  if (isSharedData(entry)) return undefined;
  const facts = factsOf(text, entry);
  const venue = strings.get(facts.venue?.toLowerCase() ?? "") ?? facts.venue;
  const draft = draftOf(entry.key, { ...facts, venue }, longText(text, entry, longestAbstract, "abstract"));
  const tags = fieldText(text, entry, "keywords")
    .split(/\s*[,;]\s*/u)
    .filter((tag) => tag !== "" && tag.length <= 100);
  if (draft === undefined) return undefined;
  const whole = withVolume(draft, volumeOf(entry));
  return tags.length === 0 ? whole : { ...whole, tags: [...new Set(tags)].slice(0, mostTags) };
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
