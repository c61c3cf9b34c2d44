/** A page reduced to what passages are looked for in. */
import { foldedOffset } from "../../../src/anchoring/fold.ts";
import { pageDigest } from "../../../src/anchoring/pageDigest.ts";
import type { PageLetters } from "../../../src/anchoring/pageLetters.ts";
import type { PageText } from "./pageText.ts";

export const lettersOfPage = ({ number, folded, lines }: PageText): PageLetters => ({
  number,
  text: folded.text,
  lines: lines.map(({ start, end, block, isAside }) => ({
    start: foldedOffset(folded, start),
    end: foldedOffset(folded, end),
    block,
    isAside,
  })),
});

const digests = new WeakMap<PageText, string | undefined>();

/** What is stored with a place on the page; see `pageDigest`. */
export function digestOfPage(page: PageText): { readonly digest?: string } {
  if (!digests.has(page)) digests.set(page, pageDigest(lettersOfPage(page)));
  const digest = digests.get(page);
  return digest === undefined ? {} : { digest };
}
