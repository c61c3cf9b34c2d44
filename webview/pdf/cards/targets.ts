/** From a link, or from words that mention something, to what a card shows of it. */
import { destinationKind, type DestinationKind } from "../../../src/extraction/destinations.ts";
import type { Caption, ReferenceEntry } from "../../../src/extraction/extractedPaper.ts";
import { referencesFor, type Mention } from "../../../src/extraction/mentionAt.ts";
import { captionAt } from "../../../src/extraction/nearestCaption.ts";
import type { PageLines, Place } from "../../../src/extraction/pageText.ts";
import { captionsOf } from "../../../src/extraction/captions.ts";
import { goalAt, placeOfGoal, type LinkGoal } from "../engine/destinations.ts";
import { inkIn } from "../engine/clip.ts";
import type { PDFDocumentProxy } from "../engine/pdfDocument.ts";
import type { Rect } from "../text/rects.ts";
import { blockRect, floatRect } from "./clipping.ts";
import { placeMentioned } from "./mentioned.ts";
import type { PaperLines } from "./paperLines.ts";

interface Aim {
  /** "Figure 3", "Reference 12". */
  readonly title: string;
  readonly goal: LinkGoal;
  readonly page: number;
  /** Where it is on its page. */
  readonly rect: Rect;
}

export interface CitedTarget extends Aim {
  readonly kind: "cited";
  readonly entries: readonly ReferenceEntry[];
}

export interface ClipTarget extends Aim {
  readonly kind: "clip";
  /** The caption as text, which then is not part of the clip. */
  readonly caption?: string;
  /** What stands in the clip, for those who do not see it. */
  readonly words: string;
}

export type Target = CitedTarget | ClipTarget;

/** In a longer document nobody waits until all of it was read for the sake of a link. */
const mostPagesForLink = 80;
/** A range of citations may be long, a card may not. */
const mostEntries = 6;

export class Targets {
  readonly #document: PDFDocumentProxy;
  readonly #lines: PaperLines;

  constructor(document: PDFDocumentProxy, lines: PaperLines) {
    this.#document = document;
    this.#lines = lines;
  }

  /** `undefined` where a link leads nowhere, or to no more than a page. */
  async ofLink(goal: LinkGoal): Promise<Target | undefined> {
    const found = await placeOfGoal(this.#document, goal);
    if (found?.y === undefined) return undefined;
    const place = { page: found.page, x: found.x ?? 0, y: found.y };
    const name = typeof goal === "string" ? goal : "";
    const kind = destinationKind(name);
    if (kind === "page") return undefined;
    const entry = await this.#entryAt(name, kind, place);
    if (entry !== undefined) return cited([entry], goal);
    return this.#clip(goal, place, name, kind);
  }

  /** What the words at an offset speak of; `undefined` where they speak of nothing that was found. */
  async ofMention(mention: Mention): Promise<Target | undefined> {
    const paper = await this.#lines.whole();
    if (mention.kind === "numbers" || mention.kind === "authors") {
      const entries = referencesFor(mention, paper.references).slice(0, mostEntries);
      return entries[0] === undefined ? undefined : cited(entries, goalOfEntry(entries[0]));
    }
    const found = placeMentioned(mention, paper);
    const page = paper.pages.find(({ number }) => number === found?.place.page);
    if (found === undefined || page === undefined) return undefined;
    const { place, caption } = found;
    const goal = goalAt(place.page, place.x, place.y);
    const title = titleOfMention(mention);
    return caption === undefined
      ? blockTarget(page, place, mention.kind, goal, title)
      : this.#float(page, place, caption, goal, paper.captions);
  }

  async #entryAt(
    name: string,
    kind: DestinationKind | undefined,
    place: Place,
  ): Promise<ReferenceEntry | undefined> {
    if (kind === "cite") return this.#lines.referenceAt(name, place.page);
    if (kind !== undefined || this.#document.numPages > mostPagesForLink) return undefined;
    const { references } = await this.#lines.whole();
    return references
      .filter((entry) => entry.place.page === place.page && distance(entry.place, place) < 18)
      .sort((a, b) => distance(a.place, place) - distance(b.place, place))[0];
  }

  async #clip(
    goal: LinkGoal,
    place: Place,
    name: string,
    kind: DestinationKind | undefined,
  ): Promise<ClipTarget | undefined> {
    const page = await this.#lines.page(place.page);
    if (page === undefined) return undefined;
    const captions = captionsOf([page]);
    const caption =
      kind === undefined
        ? captions.find((each) => distance(each.place, place) < 30)
        : captionAt(captions, { name, ...place });
    if (caption !== undefined) return this.#float(page, place, caption, goal, captions);
    return blockTarget(page, place, kind, goal, titles[kind ?? "page"] ?? "");
  }

  async #float(
    page: PageLines,
    place: Place,
    caption: Caption,
    goal: LinkGoal,
    captions: readonly Caption[],
  ): Promise<ClipTarget> {
    const around = floatRect(page, place, caption, captions);
    const rect = await inkIn(this.#document, page.number, around).catch(() => around);
    const title = `${titles[caption.kind] ?? ""} ${caption.number}`;
    return { kind: "clip", title, goal, page: page.number, rect, caption: caption.text, words: title };
  }
}

const distance = (a: Place, b: Place): number =>
  Math.abs(a.y - b.y) + (b.x === 0 ? 0 : 0.2 * Math.max(0, Math.abs(a.x - b.x) - 20));

const goalOfEntry = ({ destination, place }: ReferenceEntry): LinkGoal =>
  destination ?? goalAt(place.page, place.x, place.y);

function cited(entries: readonly ReferenceEntry[], goal: LinkGoal): CitedTarget | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  const labels = entries.flatMap(({ label }) => label ?? []);
  const title = labels.length === 0 ? "Reference" : `Reference ${labels.join(", ")}`;
  const { page, x, y } = first.place;
  return { kind: "cited", title, entries, goal, page, rect: [x, y - 24, x + 150, y] };
}

const titles: Partial<Record<DestinationKind, string>> = {
  figure: "Figure",
  table: "Table",
  algorithm: "Algorithm",
  equation: "Equation",
  section: "Section",
  footnote: "Footnote",
  theorem: "Statement",
};

function blockTarget(
  page: PageLines,
  place: Place,
  kind: DestinationKind | undefined,
  goal: LinkGoal,
  title: string,
): ClipTarget {
  const rect = blockRect(page, place, kind);
  const [left, bottom, right, top] = rect;
  const inside = page.lines.filter(
    ({ x0, x1, y }) => x0 >= left - 1 && x1 <= right + 1 && y > bottom && y < top,
  );
  const heading = kind === "section" ? inside[0]?.text : undefined;
  return {
    kind: "clip",
    title: heading ?? (title === "" ? `Page ${page.number}` : title),
    goal,
    page: page.number,
    rect,
    words: inside.map(({ text }) => text).join(" "),
  };
}

function titleOfMention({ kind, word, number }: Extract<Mention, { readonly word: string }>): string {
  if (kind === "equation") return `Equation (${number})`;
  const name = kind === "theorem" ? word.charAt(0).toUpperCase() + word.slice(1).toLowerCase() : titles[kind];
  return `${name ?? word} ${number}`;
}
