/** The places of the pages that may have a card: links, and words that mention something. */
import { mentionAt, type Mention } from "../../../src/extraction/mentionAt.ts";
import { goalOfLink } from "../engine/destinations.ts";
import type { PDFDocumentProxy } from "../engine/pdfDocument.ts";
import type { Sheets } from "../engine/sheets.ts";
import type { PageText } from "../text/pageText.ts";
import { isOnText, offsetAt, rectsOf } from "../text/places.ts";
import { union } from "../text/rects.ts";
import type { Box } from "./placing.ts";
import type { Target, Targets } from "./targets.ts";

export interface CardSpot {
  /** The same for the same place. */
  readonly key: string;
  readonly page: number;
  /** Where the words are in the window now. */
  readonly words: () => Box | undefined;
  readonly target: () => Promise<Target | undefined>;
  /** What had the focus when the card was asked for with a key. */
  readonly link?: HTMLElement;
}

export interface SpotPorts {
  readonly document: PDFDocumentProxy;
  readonly targets: Targets;
  readonly sheets: Sheets;
  readonly textAt: (page: number) => PageText | undefined;
}

export const linkIn = (element: EventTarget | null): HTMLElement | undefined =>
  element instanceof Element
    ? (element.closest<HTMLElement>(".annotationLayer .linkAnnotation a") ?? undefined)
    : undefined;

export function spotOfLink(link: HTMLElement, { document, targets }: SpotPorts): CardSpot | undefined {
  const section = link.closest<HTMLElement>(".linkAnnotation");
  const page = Number(link.closest<HTMLElement>(".page")?.dataset["pageNumber"]);
  const id = section?.dataset["annotationId"];
  if (section === null || id === undefined || !Number.isInteger(page)) return undefined;
  return {
    key: `link ${page} ${id}`,
    page,
    link,
    words: () => (section.isConnected ? section.getBoundingClientRect() : undefined),
    target: async () => {
      const goal = await goalOfLink(document, page, id);
      return goal === undefined ? undefined : targets.ofLink(goal);
    },
  };
}

/** @param at a point of a page, in points */
export function spotOfPoint(
  at: { readonly page: number; readonly x: number; readonly y: number },
  ports: SpotPorts,
): CardSpot | undefined {
  const text = ports.textAt(at.page);
  if (text === undefined || !isOnText(text, at.x, at.y)) return undefined;
  const gap = offsetAt(text, at.x, at.y);
  if (gap === undefined) return undefined;
  // The gap next to a point may be the one behind its letter.
  const isOver = ({ span }: Mention): boolean =>
    rectsOf(text, span).some(
      ([left, bottom, right, top]) =>
        at.x >= left - 1 && at.x <= right + 1 && at.y >= bottom - 1 && at.y <= top + 1,
    );
  const [mention] = [gap, gap - 1]
    .flatMap((offset) => (offset < 0 ? [] : (mentionAt(text.text, offset) ?? [])))
    .filter(isOver)
    .sort((a, b) => lengthOf(a) - lengthOf(b));
  return mention === undefined ? undefined : spotOfMention(at.page, text, mention, ports);
}

const lengthOf = ({ span }: Mention): number => span.end - span.start;

export function spotOfOffset(page: number, offset: number, ports: SpotPorts): CardSpot | undefined {
  const text = ports.textAt(page);
  const mention = text === undefined ? undefined : mentionAt(text.text, offset);
  return text === undefined || mention === undefined ? undefined : spotOfMention(page, text, mention, ports);
}

function spotOfMention(page: number, text: PageText, mention: Mention, ports: SpotPorts): CardSpot {
  const { start, end } = mention.span;
  return {
    key: `words ${page} ${start} ${end}`,
    page,
    words: () => {
      const rects = rectsOf(text, mention.span);
      return rects.length === 0 ? undefined : ports.sheets.rectOnScreen(page, union(rects));
    },
    target: () => ports.targets.ofMention(mention),
  };
}

/** In a table of contents nobody wants to see what every line leads to. */
export const isContents = ({ text }: PageText): boolean =>
  /^\s*(?:table of )?contents\s*$/imu.test(text) ||
  [...text.matchAll(/(?:\.\s?){6,}\s*\d+\s*$/gmu)].length > 4;
