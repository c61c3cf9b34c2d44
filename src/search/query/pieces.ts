/** A query cut into its pieces: what stands between spaces, with its quotes, its field and its minus sign. */
import type { Span } from "../../base/span.ts";
import { orders, partMarks, readingMarks, wordFields } from "./tree.ts";

export const fieldNames = [
  ...wordFields,
  "year",
  "is",
  "has",
  "added",
  "read",
  "started",
  "progress",
  "in",
  "sort",
] as const;
export type FieldName = (typeof fieldNames)[number];

export interface Piece {
  readonly span: Span;
  readonly isNot: boolean;
  readonly field?: FieldName;
  readonly value: string;
  readonly valueSpan: Span;
  readonly isQuoted: boolean;
  /** A quotation that goes on to the end of the query. */
  readonly isOpen: boolean;
}

/** The values a field can have, where they are known beforehand. */
export const knownValues: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  is: readingMarks,
  has: partMarks,
  sort: orders,
};

/** Quotes in pairs, as keyboards and word processors write them. */
const shape =
  /(?<minus>-)?(?:(?<field>[a-z]+):)?(?:["“”„](?<quoted>[^"“”„]*)(?<end>["“”„])?|(?<bare>[^\s"“”„]+))|(?<rest>[^\s])/giu;

export function piecesOf(query: string): readonly Piece[] {
  return [...query.matchAll(shape)].flatMap((match) => pieceOf(match) ?? []);
}

function pieceOf({ 0: whole, index, groups = {} }: RegExpMatchArray & { index?: number }): Piece | undefined {
  const { minus, field: written, quoted, end, bare } = groups;
  const start = index ?? 0;
  const span = { start, end: start + whole.length };
  const field = fieldNames.find((name) => name === written?.toLowerCase());
  const fieldAlone = bareField(bare, written);
  if (fieldAlone !== undefined)
    return {
      span,
      isNot: minus !== undefined,
      field: fieldAlone,
      value: "",
      valueSpan: { start: span.end, end: span.end },
      isQuoted: false,
      isOpen: false,
    };
  const value = quoted ?? bare;
  if (value === undefined) return undefined;
  const isUnknown = written !== undefined && field === undefined;
  const valueEnd = span.end - (end?.length ?? 0);
  return {
    span,
    isNot: minus !== undefined,
    ...(field === undefined ? {} : { field }),
    value: isUnknown ? `${written}:${value}` : value,
    valueSpan: { start: valueEnd - value.length, end: valueEnd },
    isQuoted: quoted !== undefined,
    isOpen: quoted !== undefined && end === undefined,
  };
}

/** "author:" with nothing behind it is a bare word to the expression. */
const bareField = (bare: string | undefined, written: string | undefined): FieldName | undefined =>
  written === undefined && bare?.endsWith(":") === true
    ? fieldNames.find((name) => name === bare.slice(0, -1).toLowerCase())
    : undefined;
