/** Changes a query as a person would: a condition more or less, and the rest as it was typed. */
import { fold } from "../terms.ts";
import { piecesOf, type FieldName, type Piece } from "./pieces.ts";

export interface Operator {
  readonly field: FieldName;
  readonly value: string;
}

export const hasOperator = (query: string, operator: Operator): boolean =>
  piecesOf(query).some((piece) => is(piece, operator));

export function withOperator(query: string, operator: Operator): string {
  if (hasOperator(query, operator)) return query;
  return [query.trim(), written(operator), ""].filter((part, at) => part !== "" || at === 2).join(" ");
}

/** Where it was one of several kinds, the others stay. */
export function withoutOperator(query: string, operator: Operator): string {
  const pieces = piecesOf(query);
  const gone = pieces.map((piece) => is(piece, operator));
  for (const [at, isGone] of gone.entries()) {
    if (!isGone) continue;
    const beside = [at - 1, at + 1].find((other) => isOr(pieces[other]) && gone[other] !== true);
    if (beside !== undefined) gone[beside] = true;
  }
  const kept = pieces.filter((_, at) => gone[at] !== true);
  return kept.map(({ span }) => query.slice(span.start, span.end)).join(" ");
}

export const toggled = (query: string, operator: Operator): string =>
  hasOperator(query, operator) ? withoutOperator(query, operator) : withOperator(query, operator);

/** Those that are not denied. */
export const operatorsIn = (query: string): readonly Operator[] =>
  piecesOf(query).flatMap(({ field, value, isNot }) =>
    field === undefined || isNot ? [] : [{ field, value }],
  );

/** Without any of a field. */
export const withoutField = (query: string, field: FieldName): string =>
  operatorsIn(query)
    .filter((operator) => operator.field === field)
    .reduce(withoutOperator, query);

/** A quotation mark inside would end the quotation; words are found without it. */
export const written = ({ field, value }: Operator): string =>
  `${field}:${/^[\p{L}\p{N}_./-]+$/u.test(value) ? value : `"${value.replace(/["“”„]/gu, " ").trim()}"`}`;

const is = ({ isNot, field, value }: Piece, operator: Operator): boolean =>
  !isNot && field === operator.field && same(value) === same(operator.value);

const same = (value: string): string => fold(value.replace(/["“”„]/gu, " ")).trim();

const isOr = (piece: Piece | undefined): boolean =>
  piece?.value === "OR" && piece.field === undefined && !piece.isQuoted;
