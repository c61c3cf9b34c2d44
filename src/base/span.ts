/** Half open, in UTF-16 units: "abc" is `{ start: 0, end: 3 }`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const textAt = (text: string, { start, end }: Span): string => text.slice(start, end);

export const isEmptySpan = ({ start, end }: Span): boolean => end <= start;

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Narrows a span so that it neither starts nor ends with white space. */
export function trimSpan(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && /\s/u.test(text[start] ?? "")) start++;
  while (end > start && /\s/u.test(text[end - 1] ?? "")) end--;
  return { start, end };
}
