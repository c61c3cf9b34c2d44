/** Cuts a text where marks begin and end, so that each segment knows all the marks that cover it. */
import type { Span } from "../../src/base/span.ts";

export interface Marked {
  readonly key: string;
  readonly span: Span;
}

export interface Segment {
  readonly span: Span;
  /** Longest mark first: that is the order in which they nest when drawn. */
  readonly keys: readonly string[];
}

export function segmentsOf(within: Span, marks: readonly Marked[]): readonly Segment[] {
  const touching = marks
    .filter(({ span }) => span.start < within.end && within.start < span.end)
    .sort((a, b) => lengthOf(b) - lengthOf(a) || a.span.start - b.span.start || compare(a.key, b.key));
  const cuts = new Set([within.start, within.end]);
  for (const { span } of touching) {
    cuts.add(Math.max(span.start, within.start));
    cuts.add(Math.min(span.end, within.end));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((end, index) => {
    const start = edges[index] ?? within.start;
    const keys = touching.filter(({ span }) => span.start < end && start < span.end).map(({ key }) => key);
    return { span: { start, end }, keys };
  });
}

const lengthOf = ({ span }: Marked): number => span.end - span.start;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
