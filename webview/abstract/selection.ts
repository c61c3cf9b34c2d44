/** The document's selection, seen as characters of the abstract, and back. */
import { isEmptySpan, trimSpan, type Span } from "../../src/base/span.ts";
import { wholeMath, type Piece } from "../state/pieces.ts";
import { characterAt, pointAt, type Leaf } from "./drawnText.ts";

/** A selection with a direction: it was begun at `anchor` and is being moved at `focus`. */
export interface Extent {
  readonly anchor: number;
  readonly focus: number;
}

const documentSelection = (): Selection | undefined => document.getSelection() ?? undefined;

/** The selection where it lies in the element, cut off where it goes beyond; `undefined` when it lies elsewhere. */
export function extentIn(element: HTMLElement, leaves: readonly Leaf[]): Extent | undefined {
  const selection = documentSelection();
  const [first, last] = [leaves[0], leaves.at(-1)];
  if (selection === undefined || selection.rangeCount === 0 || first === undefined || last === undefined) {
    return undefined;
  }
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (anchorNode === null || focusNode === null || !selection.getRangeAt(0).intersectsNode(element))
    return undefined;
  const backward = isBackward(selection);
  const at = (node: Node, offset: number, formula: "start" | "end"): number => {
    if (element.contains(node)) return characterAt(leaves, node, offset, formula) ?? last.span.end;
    const isBefore = (element.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
    return isBefore ? first.span.start : last.span.end;
  };
  return {
    anchor: at(anchorNode, anchorOffset, backward ? "end" : "start"),
    focus: at(focusNode, focusOffset, backward ? "start" : "end"),
  };
}

function isBackward({ anchorNode, anchorOffset, focusNode, focusOffset }: Selection): boolean {
  if (anchorNode === null || focusNode === null) return false;
  if (anchorNode === focusNode) return focusOffset < anchorOffset;
  const range = document.createRange();
  range.setStart(anchorNode, anchorOffset);
  return range.comparePoint(focusNode, focusOffset) < 0;
}

/** The words an extent selects: formulas whole, without white space at the ends; `undefined` when that is nothing. */
export function wordsIn(text: string, pieces: readonly Piece[], { anchor, focus }: Extent): Span | undefined {
  const span = { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
  if (isEmptySpan(span)) return undefined;
  const words = trimSpan(text, wholeMath(pieces, span));
  return isEmptySpan(words) ? undefined : words;
}

export function select(leaves: readonly Leaf[], { anchor, focus }: Extent): void {
  const from = pointAt(leaves, anchor, focus < anchor ? "back" : "ahead");
  const to = pointAt(leaves, focus, anchor < focus ? "back" : "ahead");
  if (from !== undefined && to !== undefined) {
    documentSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  }
}
