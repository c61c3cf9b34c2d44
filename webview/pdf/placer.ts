/**
 * Where notes lie that were made on another version of the file: found again by their words. What is stored stays as it is;
 * this is derived anew for every document.
 */
import { fold, unfolded } from "../../src/anchoring/fold.ts";
import { place } from "../../src/anchoring/place.ts";
import type { Note } from "../../src/domain/note.ts";
import { spanOfRegion, type Region } from "../../src/domain/region.ts";
import type { Span } from "../../src/base/span.ts";
import type { AnnotationId, TextQuote } from "../../src/domain/annotation.ts";
import type { PageTexts } from "./engine/pageTexts.ts";
import { regionOfRange } from "./text/ranges.ts";

/** Passages move with what is added before them; further away the whole document is looked through. */
const nearbyPages = 12;

interface Placed {
  readonly region: Region;
  readonly note: Note;
}

export class Placer {
  readonly #texts: PageTexts;
  readonly #fingerprint: string;
  readonly #placed = new Map<AnnotationId, Placed>();
  /** Notes of this very file, it seemed, whose words are not where they should be. */
  readonly #doubted = new Set<AnnotationId>();

  constructor(texts: PageTexts, fingerprint: string) {
    this.#texts = texts;
    this.#fingerprint = fingerprint;
  }

  /** The note as far as its place is known: one that is still looked for has none. */
  now(note: Note): Note {
    const { region } = note;
    if (region === undefined || !this.#isForeign(note)) return note;
    const known = this.#placed.get(note.id);
    if (known !== undefined && isSame(known.region, region))
      return { ...note, placement: known.note.placement, region: known.note.region };
    return withoutPlace(note);
  }

  isToBeFound({ id, region }: Note): boolean {
    if (region === undefined || !this.#isForeign({ id, region })) return false;
    return !isSame(this.#placed.get(id)?.region, region);
  }

  /**
   * Looks whether the words of notes stand on a page as they were stored: files without an identity of their own have that of
   * their first bytes. Answers whether any do not.
   */
  async verify(notes: readonly Note[], page: number): Promise<boolean> {
    const here = notes.filter(
      (note) => note.quote !== "" && note.region?.parts[0]?.page === page && !this.#isForeign(note),
    );
    if (here.length === 0) return false;
    const { text } = await this.#texts.letters(page);
    const moved = here.filter(({ quote, region }) => {
      const { start, end } = region?.parts[0]?.text ?? { start: 0, end: 0 };
      const words = text.slice(start, end);
      return words === "" || !fold(quote).text.startsWith(words);
    });
    for (const { id } of moved) this.#doubted.add(id);
    return moved.length > 0;
  }

  #isForeign({ id, region }: Pick<Note, "id" | "region">): boolean {
    return region?.fingerprint !== this.#fingerprint || this.#doubted.has(id);
  }

  async find(note: Note): Promise<void> {
    const { region } = note;
    if (region !== undefined) this.#placed.set(note.id, { region, note: await this.#found(note, region) });
  }

  async #found(note: Note, region: Region): Promise<Note> {
    const { page } = region.parts[0] ?? { page: 1 };
    // A picture or a drawing has no words: it is shown where it was, and said to be unsure.
    if (note.quote === "") return page > this.#texts.pageCount ? withoutPlace(note) : unsure(note, region);
    const near = {
      from: Math.max(1, page - nearbyPages),
      to: Math.min(this.#texts.pageCount, page + nearbyPages),
    };
    return (
      (await this.#foundOn(near, note, region)) ??
      (await this.#foundOn({ from: 1, to: this.#texts.pageCount }, note, region)) ??
      withoutPlace(note)
    );
  }

  async #foundOn(
    pages: { readonly from: number; readonly to: number },
    note: Note,
    region: Region,
  ): Promise<Note | undefined> {
    const starts: number[] = [];
    let text = "";
    for (let page = pages.from; page <= pages.to; page++) {
      starts.push(text.length);
      text += (await this.#texts.letters(page)).text;
    }
    const [first, last] = [region.parts[0], region.parts.at(-1)];
    const old = (page: number, letter: number): number => (starts[page - pages.from] ?? 0) + letter;
    const position =
      first === undefined || last === undefined
        ? undefined
        : { start: old(first.page, first.text.start), end: old(last.page, last.text.end) };
    const placement = place(text, { quote: foldedQuote(note), position });
    if (placement.state === "unplaced") return undefined;
    const found = await this.#regionAt(placement.span, starts, pages.from);
    if (found === undefined) return undefined;
    return { ...note, region: found, placement: { state: placement.state, span: spanOfRegion(found) } };
  }

  /** From letters of several pages to the boxes around them. */
  async #regionAt(span: Span, starts: readonly number[], firstPage: number): Promise<Region | undefined> {
    const pageAt = (at: number): number =>
      firstPage +
      Math.max(
        0,
        starts.findLastIndex((start) => start <= at),
      );
    const [from, to] = [pageAt(span.start), pageAt(span.end - 1)];
    for (let page = from; page <= to; page++) await this.#texts.read(page);
    const offset = (page: number, at: number, isEnd: boolean): number => {
      const letters = this.#texts.at(page)?.folded;
      const letter = at - (starts[page - firstPage] ?? 0);
      if (letters === undefined) return 0;
      return isEnd
        ? unfolded(letters, { start: 0, end: letter }).end
        : unfolded(letters, { start: letter, end: letter + 1 }).start;
    };
    const range = {
      start: { page: from, offset: offset(from, span.start, false) },
      end: { page: to, offset: offset(to, span.end, true) },
    };
    return regionOfRange(range, (page) => this.#texts.at(page), this.#fingerprint);
  }
}

const foldedQuote = ({ quote, context }: Note): TextQuote => ({
  exact: fold(quote).text,
  prefix: fold(context?.prefix ?? "").text,
  suffix: fold(context?.suffix ?? "").text,
});

const isSame = (a: Region | undefined, b: Region): boolean => JSON.stringify(a) === JSON.stringify(b);

const withoutPlace = (note: Note): Note => ({
  ...note,
  region: undefined,
  placement: { state: "unplaced" },
});

const unsure = (note: Note, region: Region): Note => ({
  ...note,
  placement: { state: "uncertain", span: spanOfRegion(region) },
});
