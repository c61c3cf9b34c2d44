/** Identifiers and years as papers print them. What is repeated is bounded, so that any text takes time by its length. */

const arxivId = String.raw`(\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?\/\d{7})(?:v\d{1,3})?`;
const namedArxiv = new RegExp(
  String.raw`arxiv(?:\.org\/(?:abs|pdf)\/|\s{0,2}[:.]?\s{0,2}(?:preprint)?\s{0,2}(?:arxiv)?\s{0,2}[:.]?\s{0,2})${arxivId}`,
  "iu",
);
const bareArxiv = new RegExp(String.raw`\babs\/${arxivId}`, "iu");
const doiShape = /\b(?:doi:?\s{0,2}|doi\.org\/)?(10\.\d{4,9}\/[^\s"<>{}|\\^`]{2,120})/iu;

/** "arXiv:1706.03762v5 [cs.CL]" and its kin, without the version. */
export const arxivIn = (text: string): string | undefined =>
  namedArxiv.exec(text)?.[1] ?? bareArxiv.exec(text)?.[1];

export function doiIn(text: string): string | undefined {
  const doi = doiShape.exec(text)?.[1]?.replace(/(?:[.,;:'”’]|\.\s.*)+$/u, "");
  if (doi === undefined) return undefined;
  const isWhole = count(doi, "(") >= count(doi, ")");
  return (isWhole ? doi : doi.replace(/\).*$/u, "")).toLowerCase();
}

const count = (text: string, letter: string): number => text.split(letter).length - 1;

/**
 * The year that a reference was published in. The last one, because titles and page numbers before it may look like years;
 * but one in parentheses, or one that stands as a sentence of its own behind the authors, is surer.
 */
export function yearIn(text: string): string | undefined {
  const plain = text.replace(/https?:\S{1,300}|\barxiv:?\s?\d{4}\.\d{4,5}\S{0,5}/giu, " ");
  const year = String.raw`((?:18|19|20)\d{2}[a-z]?)`;
  const sure = new RegExp(String.raw`[(]${year}[),;]|[.,]\s${year}\.(?:\s|$)`, "u").exec(plain);
  const found = sure?.[1] ?? sure?.[2];
  if (found !== undefined) return found;
  const all = [...plain.matchAll(/(?<![\d–-])(?:18|19|20)\d{2}[a-z]?(?![\d–-])/gu)];
  return all.at(-1)?.[0];
}
