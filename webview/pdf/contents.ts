/** What was recognised in the text of a paper, for the panel of the outline: headings, figures and tables, references. */
import type { Caption, Heading } from "../../src/extraction/extractedPaper.ts";
import type { PaperLines, WholePaper } from "./cards/paperLines.ts";
import { goalAt } from "./engine/destinations.ts";
import type { Outline, OutlineEntry } from "./state/outline.ts";
import { shortened } from "../state/wording.ts";

export interface Recognised {
  /** In place of the outline that a PDF does not have. */
  readonly headings: Outline;
  /** Below the outline, whosever it is. */
  readonly groups: Outline;
}

const longestTitle = 110;
/** A page cannot be scrolled to above its edge. */
const highest = 100_000;

export async function recognised(lines: PaperLines): Promise<Recognised> {
  const paper = await lines.whole();
  return {
    headings: paper.headings.map(headingEntry),
    groups: [...captionGroup(paper), ...referenceGroup(paper)],
  };
}

const headingEntry = ({ title, number, level, place }: Heading): OutlineEntry => ({
  title: number === undefined ? title : `${number} ${title}`,
  level,
  page: place.page,
  destination: goalAt(place.page, place.x, Math.min(place.y, highest)),
});

function captionGroup({ captions }: WholePaper): Outline {
  if (captions.length === 0) return [];
  return [
    group("Figures and tables", captions.length, "their captions"),
    ...captions.map(({ text, place }) => member(text, place)),
  ];
}

function referenceGroup({ references, referencesFrom }: WholePaper): Outline {
  if (references.length === 0) return [];
  return [
    group("References", references.length, referencesFrom),
    ...references.map(({ label, text, place }) =>
      member(label === undefined ? text : `[${label}] ${text}`, place),
    ),
  ];
}

const group = (title: string, count: number, by: string): OutlineEntry => ({
  title: `${title} (${count})`,
  level: 1,
  group: "group",
  detail: `${title}: ${count} recognised by ${by}`,
});

const member = (text: string, { page, x, y }: Caption["place"]): OutlineEntry => ({
  title: shortened(text, longestTitle),
  level: 2,
  page,
  destination: goalAt(page, x, y),
  group: "member",
  detail: text,
});
