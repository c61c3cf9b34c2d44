/** The toolbar that stands beside the selected words, wherever the pages go. */
import { placeToolbar } from "../ui/toolbar.ts";
import type { Pages } from "./engine/pages.ts";
import type { Sheets } from "./engine/sheets.ts";
import type { PdfSelection } from "./selection.ts";
import { rectsOf } from "./text/places.ts";

export interface ToolbarPorts {
  readonly root: HTMLElement;
  readonly pages: Pages;
  readonly sheets: Sheets;
  readonly selection: PdfSelection;
}

/** Call when the toolbar has been drawn, or the pages have moved below it. */
export function placeSelectionToolbar(ports: ToolbarPorts): void {
  const bar = ports.root.querySelector<HTMLElement>(".toolbar");
  const frame = bar?.parentElement;
  if (bar === null || frame === null || frame === undefined) return;
  const rects = selectionOnScreen(ports);
  bar.hidden = rects.length === 0;
  placeToolbar(bar, frame, rects);
}

/** Only its ends: what is between them is wider than the window, or in sight beside them. */
function selectionOnScreen({ pages, sheets, selection }: ToolbarPorts): readonly DOMRect[] {
  const { range } = selection;
  if (range === undefined || selection.isDragging) return [];
  const room = pages.element.getBoundingClientRect();
  return [...new Set([range.start.page, range.end.page])].flatMap((page) =>
    selection.on(page).flatMap((part) =>
      rectsOf(part.page, part.span).flatMap((rect) => {
        const box = sheets.rectOnScreen(page, rect);
        return box !== undefined && box.bottom > room.top && box.top < room.bottom ? [box] : [];
      }),
    ),
  );
}
