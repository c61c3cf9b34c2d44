/** Where a place lies when its pages say the same in another file: it needs no looking for words. */
import type { Region } from "../domain/region.ts";

/**
 * The region on the pages that say what its own said, or `undefined` where one of them is not there.
 * @param pagesSaying the numbers of the pages with a digest
 */
export function onSamePages(
  region: Region,
  pagesSaying: (digest: string) => readonly number[],
): Region | undefined {
  let shift = 0;
  const parts: Region["parts"] = [];
  for (const part of region.parts) {
    const wanted = part.page + shift;
    const pages = part.digest === undefined ? [] : pagesSaying(part.digest);
    const [page] = [...pages].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b);
    if (page === undefined) return undefined;
    shift = page - part.page;
    parts.push({ ...part, page });
  }
  return { ...region, parts };
}
