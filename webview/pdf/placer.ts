/**
 * Where notes lie that were made on another version of the file: where their page says the same, by the boxes that were
 * stored, else found again by their words. What is stored stays as it is; this is derived anew for every document.
 */
import type { PageLetters } from "../../src/anchoring/pageLetters.ts";
import { PagesText, type PagePiece } from "../../src/anchoring/pages.ts";
import { placeOnPages } from "../../src/anchoring/placeOnPages.ts";
import { onSamePages } from "../../src/anchoring/samePages.ts";
import type { AnnotationId, TextQuote } from "../../src/domain/annotation.ts";
import type { Anchor, Note } from "../../src/domain/note.ts";
import { spanOfRegion, type Region } from "../../src/domain/region.ts";
import { anchorsOf, withAnchor } from "../../src/domain/renditions.ts";
import type { PageTexts } from "./engine/pageTexts.ts";
import { ReadPages } from "./readPages.ts";
import type { Fate } from "./state/carried.ts";
import { quoteOfPieces, regionOfPieces, spanOfPieces } from "./text/pieces.ts";
import { standsWhereStored } from "./text/storedPlaces.ts";

type PdfAnchor = Anchor & { readonly in: "pdf" };

interface Placed extends Fate {
  readonly signature: string;
  readonly anchor: Anchor | undefined;
  readonly pieces: readonly PagePiece[];
}

/** Passages move with what is added before them; further away the whole document is looked through. */
const nearbyPages = 12;
/** So many are placed before the page may draw again. */
const atOnce = 40;

export interface Search {
  readonly signal?: AbortSignal;
  /** Something is known that was not known before. */
  readonly found: () => void;
  /** How many pages have been read of those that must be. */
  readonly reading?: (read: number, of: number) => void;
}

export class Placer {
  readonly #texts: PageTexts;
  readonly #fingerprint: string;
  readonly #placed = new Map<AnnotationId, Placed>();
  /** Notes of this very file, it seemed, whose words are not where they should be. */
  readonly #doubted = new Map<AnnotationId, string>();
  readonly #pages: ReadPages;

  constructor(texts: PageTexts, fingerprint: string) {
    this.#texts = texts;
    this.#pages = new ReadPages(texts);
    this.#fingerprint = fingerprint;
  }

  /** The note as far as its place is known: one that is still looked for has none. */
  now(note: Note): Note {
    const here = this.#anchorHere(note);
    if (here !== undefined) return here.region === note.region ? note : withAnchor(note, here);
    if (note.about !== "pdf") return note;
    const placed = this.#known(note);
    if (placed === undefined || placed.state === "unplaced") return withoutPlace(note);
    const { region: _, ...rest } = note;
    const span = placed.region === undefined ? spanOfPieces(placed.pieces) : spanOfRegion(placed.region);
    return {
      ...rest,
      placement: { state: placed.state, span },
      ...(placed.region === undefined ? {} : { region: placed.region }),
    };
  }

  /** `undefined` for a note of this version, and for one that is still looked for. */
  fate(note: Note): Fate | undefined {
    return this.#anchorHere(note) === undefined ? this.#known(note) : undefined;
  }

  /** Whether it was made on other versions than this, or on the abstract, only. Of words on a page nobody says which. */
  isOfAnother(note: Note): boolean {
    const anchors = anchorsOf(note).filter((each) => each.in !== "page");
    return note.about !== "paper" && anchors.length > 0 && this.#ofThisFile(note) === undefined;
  }

  isToBeFound(note: Note): boolean {
    const isForeign = note.about !== "paper" && this.#anchorHere(note) === undefined;
    return isForeign && anchorsOf(note).length > 0 && this.#known(note) === undefined;
  }

  /**
   * Looks whether the words of notes stand on a page as they were stored: files without an identity of their own have that of
   * their first bytes, and a page that says the same may have been set anew. Answers whether any do not.
   */
  async verify(notes: readonly Note[], page: number): Promise<boolean> {
    const isHere = (region: Region | undefined): boolean => region?.parts[0]?.page === page;
    const here = notes.filter(
      (note) =>
        isHere(this.#anchorHere(note)?.region) ||
        (this.#isGeometry(note) && isHere(this.#known(note)?.region)),
    );
    if (here.length === 0) return false;
    const text = await this.#texts.read(page);
    let hasMoved = false;
    for (const note of here) {
      const stored = this.#anchorHere(note) ?? { region: this.#known(note)?.region, quote: note.quote };
      const part = stored.region?.parts[0];
      if (part === undefined || standsWhereStored(text, part, stored.quote)) continue;
      this.#doubted.set(note.id, signatureOf(note));
      this.#placed.delete(note.id);
      hasMoved = true;
    }
    return hasMoved;
  }

  /** Places all that are not placed yet: by what is quick to know first. */
  async find(notes: readonly Note[], search: Search): Promise<void> {
    const sought = (): readonly Note[] => notes.filter((note) => this.isToBeFound(note));
    const reads = async (numbers: readonly number[]): Promise<readonly PageLetters[] | undefined> => {
      const pages: PageLetters[] = [];
      for (const number of numbers) {
        search.reading?.(pages.length, numbers.length);
        pages.push(await this.#pages.read(number));
        if (search.signal?.aborted === true) return undefined;
      }
      return pages;
    };
    const own = this.#pages.near(sought(), 0);
    if ((await reads(own)) === undefined) return;
    this.#placeByPages(sought());
    await this.#readRegions(search);
    const near = this.#pages.near(sought(), nearbyPages);
    if (near.length > 0 && near.length < 0.6 * this.#texts.pageCount) {
      const pages = await reads(near);
      if (pages === undefined) return;
      this.#placeByPages(sought());
      await this.#placeByWords(sought(), pages, "anchored", search);
    }
    if (sought().length === 0) return;
    const all = await reads(this.#pages.all);
    if (all === undefined) return;
    this.#placeByPages(sought());
    await this.#placeByWords(sought(), all, "uncertain", search);
    for (const note of sought()) this.#put(note, this.#unplacedBy(note));
    search.found();
  }

  /** Where it lies by what is stored for this version. */
  #anchorHere(note: Note): PdfAnchor | undefined {
    return this.#isDoubted(note) ? undefined : this.#ofThisFile(note);
  }

  /** Until it is given another place. */
  #isDoubted(note: Note): boolean {
    return this.#doubted.size > 0 && this.#doubted.get(note.id) === signatureOf(note);
  }

  #ofThisFile(note: Note): PdfAnchor | undefined {
    return anchorsOf(note).find(
      (each): each is PdfAnchor => each.in === "pdf" && each.region.fingerprint === this.#fingerprint,
    );
  }

  #known(note: Note): Placed | undefined {
    const placed = this.#placed.get(note.id);
    return placed?.signature === signatureOf(note) ? placed : undefined;
  }

  #isGeometry(note: Note): boolean {
    const placed = this.#known(note);
    return placed !== undefined && placed.pieces.length === 0 && placed.state === "anchored";
  }

  #put(note: Note, placed: Omit<Placed, "signature">): void {
    this.#placed.set(note.id, { ...placed, signature: signatureOf(note) });
  }

  /** Those whose pages say the same, on the page of that number first. */
  #placeByPages(notes: readonly Note[]): void {
    const saying = this.#pages.saying();
    for (const note of notes) {
      if (this.#isDoubted(note)) continue;
      for (const anchor of anchorsOf(note)) {
        const region = anchor.in === "pdf" ? onSamePages(anchor.region, saying) : undefined;
        if (region === undefined || anchor.in !== "pdf") continue;
        const kind = region.parts[0]?.page === anchor.region.parts[0]?.page ? "same" : "moved";
        const here = { ...region, fingerprint: this.#fingerprint };
        this.#put(note, {
          kind,
          state: "anchored",
          region: here,
          quote: quoteOf(anchor),
          anchor,
          pieces: [],
        });
        break;
      }
    }
  }

  async #placeByWords(
    notes: readonly Note[],
    pages: readonly PageLetters[],
    least: "anchored" | "uncertain",
    search: Search,
  ): Promise<void> {
    const texts = [new PagesText(pages)];
    for (const [at, note] of notes.entries()) {
      const placed = this.#placedBy(note, texts, pages);
      if (placed !== undefined && (least === "uncertain" || placed.state === "anchored"))
        this.#put(note, placed);
      if (at % atOnce === atOnce - 1) await new Promise((resolve) => setTimeout(resolve));
      if (search.signal?.aborted === true) return;
    }
    await this.#readRegions(search);
  }

  /** By the newest of its places whose words are found; what is read on the pages goes before what stands in their margins. */
  #placedBy(
    note: Note,
    texts: PagesText[],
    pages: readonly PageLetters[],
  ): Omit<Placed, "signature"> | undefined {
    const anchors = anchorsOf(note).filter(({ quote }) => quote !== "");
    for (const at of [0, 1])
      for (const anchor of anchors) {
        const text = (texts[at] ??= new PagesText(pages, true));
        const { quote, context = { prefix: "", suffix: "" } } = anchor;
        const stood = startOf(anchor);
        const found = placeOnPages(text, {
          quote: { exact: quote, ...context },
          ...(stood === undefined ? {} : { stood }),
        });
        if (found === undefined) continue;
        const { state, isSame, pieces } = found;
        const isOnItsPage = pieces[0]?.page === stood?.page;
        const kind = !isSame || state === "uncertain" ? "changed" : isOnItsPage ? "same" : "moved";
        return { kind, state, anchor, pieces };
      }
    return undefined;
  }

  /** A picture or a drawing has no words: it is shown where it was, and said to be unsure. */
  #unplacedBy(note: Note): Omit<Placed, "signature"> {
    const anchor = anchorsOf(note)[0];
    const region = anchor?.in === "pdf" && anchor.quote === "" ? anchor.region : undefined;
    const page = region?.parts[0]?.page ?? 1;
    const gone = { kind: "gone", state: "unplaced", anchor, pieces: [] } as const;
    if (region === undefined || page > this.#texts.pageCount) return gone;
    const parts = region.parts.map((part) => ({ ...part, digest: this.#pages.digest(part.page) }));
    return {
      ...gone,
      kind: "changed",
      state: "uncertain",
      region: { fingerprint: this.#fingerprint, parts },
    };
  }

  /** The boxes of what was found, page by page, so that none is read twice. */
  async #readRegions({ signal, found }: Search): Promise<void> {
    found();
    const waiting = [...this.#placed].filter(
      ([, { region, pieces }]) => region === undefined && pieces.length > 0,
    );
    waiting.sort(([, a], [, b]) => (a.pieces[0]?.page ?? 0) - (b.pieces[0]?.page ?? 0));
    let page = 0;
    for (const [id, placed] of waiting) {
      for (const piece of placed.pieces) await this.#texts.read(piece.page);
      if (signal?.aborted === true || this.#placed.get(id) !== placed) continue;
      const textsAt = (number: number) => this.#texts.at(number);
      const region = regionOfPieces(placed.pieces, textsAt, this.#fingerprint);
      const quote = quoteOfPieces(placed.pieces, textsAt);
      this.#placed.set(id, region === undefined ? { ...placed, quote } : { ...placed, region, quote });
      const next = placed.pieces[0]?.page ?? 0;
      if (next !== page) found();
      page = next;
    }
    if (waiting.length > 0) found();
  }
}

/** Where it began in the document that it was made on. */
function startOf(anchor: Anchor): { readonly page: number; readonly letter: number } | undefined {
  if (anchor.in === "page") return { page: anchor.page, letter: 0 };
  const first = anchor.in === "pdf" ? anchor.region.parts[0] : undefined;
  return first === undefined ? undefined : { page: first.page, letter: first.text.start };
}

const quoteOf = ({ quote, context }: Anchor): TextQuote | undefined =>
  quote === "" ? undefined : { exact: quote, ...(context ?? { prefix: "", suffix: "" }) };

const signatures = new WeakMap<Note, string>();

function signatureOf(note: Note): string {
  const known = signatures.get(note) ?? JSON.stringify(anchorsOf(note));
  signatures.set(note, known);
  return known;
}

const withoutPlace = (note: Note): Note => ({ ...note, region: undefined, placement: { state: "unplaced" } });
