/** The letters of a document's pages as they are read, and which pages say what. */
import { pageDigest } from "../../src/anchoring/pageDigest.ts";
import type { PageLetters } from "../../src/anchoring/pageLetters.ts";
import type { Anchor, Note } from "../../src/domain/note.ts";
import { anchorsOf } from "../../src/domain/renditions.ts";
import type { PageTexts } from "./engine/pageTexts.ts";

export class ReadPages {
  readonly #texts: PageTexts;
  readonly #digests = new Map<number, string | undefined>();

  constructor(texts: PageTexts) {
    this.#texts = texts;
  }

  get all(): readonly number[] {
    return Array.from({ length: this.#texts.pageCount }, (_, index) => index + 1);
  }

  /** Pages around those that notes were made on. */
  near(notes: readonly Note[], distance: number): readonly number[] {
    const numbers = new Set<number>();
    for (const note of notes)
      for (const anchor of anchorsOf(note))
        for (const { page } of pagesOf(anchor)) {
          const last = Math.min(this.#texts.pageCount, page + distance);
          for (let number = Math.max(1, page - distance); number <= last; number++) numbers.add(number);
        }
    return [...numbers].sort((a, b) => a - b);
  }

  async read(number: number): Promise<PageLetters> {
    const letters = await this.#texts.letters(number);
    if (!this.#digests.has(number)) this.#digests.set(number, pageDigest(letters));
    return letters;
  }

  /** `undefined` too for a page that has not been read. */
  digest(number: number): string | undefined {
    return this.#digests.get(number);
  }

  /** The pages with a digest, of those that have been read. */
  saying(): (digest: string) => readonly number[] {
    const pages = new Map<string, number[]>();
    for (const [page, digest] of this.#digests)
      if (digest !== undefined) pages.set(digest, [...(pages.get(digest) ?? []), page]);
    return (digest) => pages.get(digest) ?? [];
  }
}

function pagesOf(anchor: Anchor): readonly { readonly page: number }[] {
  if (anchor.in === "page") return [anchor];
  return anchor.in === "pdf" ? anchor.region.parts : [];
}
