/**
 * A text with mathematics and links, drawn into an element, and the way from its characters to nodes and back.
 *
 * Every character belongs to a leaf: a text node, or a formula, which is drawn differently from how it is written and
 * therefore only has a beginning and an end.
 */
import type { Span } from "../../src/base/span.ts";
import type { Piece } from "../state/pieces.ts";
import { segmentsOf, type Marked } from "../state/segments.ts";
import { drawMath } from "./math.ts";

export interface Leaf {
  readonly node: Text | HTMLElement;
  readonly span: Span;
}

/** Makes the element that shows one mark around part of the text. */
export type MarkElement = (key: string) => HTMLElement;

export function drawText(
  into: HTMLElement,
  text: string,
  pieces: readonly Piece[],
  marks: readonly Marked[],
  markElement: MarkElement,
): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const paragraphs: HTMLElement[] = [document.createElement("p")];

  const leafIn = (parent: Node, node: Leaf["node"], span: Span): void => {
    parent.appendChild(node);
    leaves.push({ node, span });
  };
  const nest = (parent: Node, keys: readonly string[]): Node =>
    keys.reduce((outer, key) => outer.appendChild(markElement(key)), parent);
  const words = (parent: Node, span: Span): void => {
    for (const segment of segmentsOf(span, marks)) {
      const node = document.createTextNode(text.slice(segment.span.start, segment.span.end));
      leafIn(nest(parent, segment.keys), node, segment.span);
    }
  };

  for (const piece of pieces) {
    const paragraph = paragraphs.at(-1) ?? into;
    if (piece.kind === "break") paragraphs.push(document.createElement("p"));
    else if (piece.kind === "text") words(paragraph, piece.span);
    else if (piece.kind === "link") {
      const link = document.createElement("a");
      link.href = piece.url;
      words(paragraph.appendChild(link), piece.span);
    } else {
      const formula = document.createElement("span");
      formula.className = piece.display ? "math display" : "math";
      drawMath(formula, text.slice(piece.span.start, piece.span.end), piece.tex, piece.display);
      const covering = marks.filter(({ span }) => span.start < piece.span.end && piece.span.start < span.end);
      const [whole] = segmentsOf(
        piece.span,
        covering.map(({ key, span }) => ({ key, span: around(span, piece.span) })),
      );
      leafIn(nest(paragraph, whole?.keys ?? []), formula, piece.span);
    }
  }
  into.replaceChildren(...paragraphs);
  return leaves;
}

const around = (a: Span, b: Span): Span => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

const isText = (node: Node): node is Text => node.nodeType === Node.TEXT_NODE;

/**
 * The character at a point of the document, or `undefined` where the point lies in no leaf and before none.
 * Inside a formula it is the formula's beginning or end, as asked.
 */
export function characterAt(
  leaves: readonly Leaf[],
  node: Node,
  offset: number,
  formula: "start" | "end",
): number | undefined {
  const inside = leaves.find((leaf) => leaf.node === node || leaf.node.contains(node));
  if (inside !== undefined) {
    return isText(inside.node) ? inside.span.start + offset : inside.span[formula];
  }
  // Between leaves: the first leaf that begins at or behind the point.
  const point = document.createRange();
  point.setStart(node, offset);
  return leaves.find((leaf) => point.comparePoint(leaf.node, 0) >= 0)?.span.start;
}

export interface DomPoint {
  readonly node: Node;
  readonly offset: number;
}

/** Where a character begins in the document. Beside a formula the point lies before or behind it, never in it. */
export function pointAt(
  leaves: readonly Leaf[],
  character: number,
  lean: "back" | "ahead",
): DomPoint | undefined {
  const touching = leaves.filter(({ span }) => span.start <= character && character <= span.end);
  const leaf = lean === "ahead" ? touching.at(-1) : touching[0];
  if (leaf === undefined) return undefined;
  if (isText(leaf.node)) return { node: leaf.node, offset: character - leaf.span.start };
  const parent = leaf.node.parentNode;
  if (parent === null) return undefined;
  const index = [...parent.childNodes].indexOf(leaf.node);
  return { node: parent, offset: character <= leaf.span.start ? index : index + 1 };
}

/** The part of the document that shows a span, or `undefined` when none of it is shown. */
export function rangeOf(leaves: readonly Leaf[], span: Span): Range | undefined {
  const from = pointAt(leaves, span.start, "ahead");
  const to = pointAt(leaves, span.end, "back");
  if (from === undefined || to === undefined) return undefined;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}
