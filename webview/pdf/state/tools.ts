/** What the mouse does on the pages. The tool stays until another is taken, so that one can go on with it. */
import type { Color, MarkStyle, WordStyle } from "../../../src/domain/annotation.ts";
import type { AnnotationId } from "../../../src/domain/annotation.ts";
import type { Region } from "../../../src/domain/region.ts";

/** "marker" marks every selection at once, in the style used last. */
export const tools = ["select", "marker", "area", "point", "ink"] as const;
export type Tool = (typeof tools)[number];

export const toolNames: Readonly<Record<Tool, string>> = {
  select: "Select text",
  marker: "Mark text as it is selected",
  area: "Note on an area: drag a rectangle",
  point: "Sticky note: click a place",
  ink: "Draw by hand",
};

export const toolKeys: Readonly<Record<string, Tool>> = {
  m: "marker",
  a: "area",
  k: "point",
  i: "ink",
};

/** A mark that is drawn and not known to be stored yet. */
export interface PendingMark {
  readonly id: AnnotationId;
  readonly region: Region;
  readonly style: MarkStyle;
  readonly color: Color;
}

export interface Marker {
  readonly style: WordStyle;
  readonly color: Color;
}
