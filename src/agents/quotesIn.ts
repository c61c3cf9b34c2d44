/** What a text in Markdown quotes. */

/** Fewer words in quotation marks are a name, or a way of speaking. */
const fewestWords = 5;

const inMarks = /[“"]([^“”"\n]+)[”"]|«\s*([^»\n]+?)\s*»/gu;
const inBlocks = /^(?:[ \t]*>.*(?:\n|$))+/gmu;

/** Without the marks of emphasis and of leaving out; what is left out parts a quote into several. */
export function quotesIn(markdown: string): readonly string[] {
  const blocks = [...markdown.matchAll(inBlocks)].map(([block]) => block.replace(/^[ \t]*>[ \t]?/gmu, ""));
  const rest = markdown.replace(inBlocks, "\n");
  const marked = [...rest.matchAll(inMarks)].map(([, plain, angled]) => plain ?? angled ?? "");
  // In a block there may be a link to where it is from, and a name.
  const quoted = [
    ...blocks.map((block) => block.replace(/[-–—]*\s*\(?\[[^\]]*\]\([^)]*\)\)?/gu, "")),
    ...marked,
  ];
  return quoted
    .flatMap((quote) => quote.split(/\[?(?:…|\.\.\.)\]?/u))
    .map((quote) => quote.replace(/[*_]{1,3}/gu, "").replace(/^[\s"“”]+|[\s"“”.,;:]+$/gu, ""))
    .filter((quote) => quote.split(/\s+/u).length >= fewestWords);
}
