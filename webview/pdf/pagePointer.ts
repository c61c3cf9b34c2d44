/** The mouse on the pages: it selects words, hits marks, or uses the tool in hand. */
import type { PagePoint, Sheets } from "./engine/sheets.ts";
import type { PdfSelection } from "./selection.ts";
import type { Tool } from "./state/tools.ts";

export interface Stroke {
  readonly page: number;
  /** x, y, x, y, … in points. */
  readonly points: readonly number[];
}

export interface PointerPorts {
  readonly element: HTMLElement;
  readonly sheets: Sheets;
  readonly selection: PdfSelection;
  readonly tool: () => Tool;
  /** A click that selected nothing. */
  readonly clicked: (at: PagePoint) => void;
  readonly hover: (at: PagePoint | undefined) => void;
  /** A line or rectangle being drawn, and when it is done. */
  readonly drawing: (stroke: Stroke) => void;
  readonly drawn: (stroke: Stroke) => void;
}

const edgePx = 24;
const scrollPx = 14;
const slipPx = 3;

export function listenToPointer(ports: PointerPorts): void {
  const { element, sheets, selection } = ports;
  let pressed: { readonly at: PagePoint; readonly event: MouseEvent } | undefined;
  let stroke: Stroke | undefined;
  let last: MouseEvent | undefined;
  let scrolling = 0;

  element.addEventListener("mousedown", (event) => {
    if (event.button !== 0 || !isOnPages(event, element)) return;
    const at = sheets.pointAt(event.clientX, event.clientY);
    if (at === undefined) return;
    event.preventDefault(); // neither the browser's selection nor its dragging of pictures
    element.focus({ preventScroll: true });
    pressed = { at, event };
    last = event;
    const tool = ports.tool();
    if (tool === "select" || tool === "marker") void selection.begin(at, event.detail, event.shiftKey);
    else stroke = { page: at.page, points: [at.x, at.y] };
    scrolling = requestAnimationFrame(scrollAtEdges);
  });

  addEventListener("mousemove", (event) => {
    if (pressed === undefined) {
      const isOver = event.target instanceof Node && element.contains(event.target);
      return ports.hover(isOver ? sheets.pointAt(event.clientX, event.clientY) : undefined);
    }
    last = event;
    follow(event);
  });

  addEventListener("mouseup", (event) => {
    if (pressed === undefined || event.button !== 0) return;
    const { at, event: first } = pressed;
    pressed = undefined;
    cancelAnimationFrame(scrolling);
    const isClick =
      Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) <= slipPx &&
      first.detail === 1 &&
      !first.shiftKey;
    if (stroke !== undefined) {
      ports.drawn(stroke);
      stroke = undefined;
    } else {
      if (isClick) selection.clear();
      selection.end();
      if (isClick) ports.clicked(at);
    }
  });

  function follow(event: MouseEvent): void {
    if (stroke === undefined) return void selection.drag(event);
    const at = sheets.pointAt(event.clientX, event.clientY);
    if (at?.page !== stroke.page) return;
    stroke = { ...stroke, points: [...stroke.points, at.x, at.y] };
    ports.drawing(stroke);
  }

  /** Who drags to the edge wants what is beyond it. */
  function scrollAtEdges(): void {
    if (pressed === undefined || last === undefined) return;
    const { top, bottom } = element.getBoundingClientRect();
    const by = last.clientY < top + edgePx ? -scrollPx : last.clientY > bottom - edgePx ? scrollPx : 0;
    if (by !== 0 && stroke === undefined) {
      element.scrollTop += by;
      follow(last);
    }
    scrolling = requestAnimationFrame(scrollAtEdges);
  }
}

const isOnPages = ({ target, clientX, clientY }: MouseEvent, element: HTMLElement): boolean => {
  const box = element.getBoundingClientRect();
  const isOnScrollbar = clientX > box.left + element.clientWidth || clientY > box.top + element.clientHeight;
  const isOnControl =
    target instanceof Element &&
    target.closest("a, button, input, mg-button, .toolbar, .popupAnnotation") !== null;
  return !isOnScrollbar && !isOnControl;
};
