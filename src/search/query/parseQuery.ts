/** From what a person types to what is asked for. Whatever is typed means something; what does not is named and left out. */
import { endsInWord, queryTokens } from "../terms.ts";
import { piecesOf, knownValues, type Piece } from "./pieces.ts";
import { addedRange, yearRange } from "./ranges.ts";
import { orders, wordFields, type Condition, type Order, type Query, type QueryProblem } from "./tree.ts";

/** Behind so many letters nobody reads, and a pasted book is not a query. */
const longestQuery = 20_000;

/** @param today in days since 1970. */
export function parseQuery(text: string, today: number): Query {
  const query = text.slice(0, longestQuery);
  const pieces = piecesOf(query);
  const isAtEnd = (piece: Piece): boolean => piece.span.end === query.length;
  const terms: string[] = [];
  const conditions: Condition[] = [];
  const problems: QueryProblem[] = [];
  let isGrowing = false;
  const order = orderIn(pieces);
  for (const group of groupsOf(pieces)) {
    const [first] = group;
    if (first !== undefined && group.length === 1 && isPlain(first)) {
      const found = termsIn(first);
      terms.push(...found);
      isGrowing = found.length > 0 && isAtEnd(first) && endsInWord(first.value);
      continue;
    }
    const any = group.flatMap((piece) => conditionOf(piece, isAtEnd(piece), today, problems) ?? []);
    if (any.length > 1) conditions.push({ kind: "any", conditions: any });
    else conditions.push(...any);
    // Words that are required say what is wanted just as well.
    for (const piece of group) if (ranks(piece)) terms.push(...termsIn(piece));
    if (group.some(isAtEnd)) isGrowing = false;
  }
  return { terms, isGrowing, conditions, problems, order };
}

/** Pieces with OR between them belong together. */
function groupsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [];
  let joins = false;
  for (const piece of pieces) {
    if (isOr(piece) && groups.length > 0) joins = true;
    else {
      if (joins) groups.at(-1)?.push(piece);
      else groups.push([piece]);
      joins = false;
    }
  }
  return groups;
}

/** The last that is said counts. */
const orderIn = (pieces: readonly Piece[]): Order =>
  pieces
    .flatMap(({ field, value }) =>
      field === "sort" ? (orders.find((order) => order === value.toLowerCase()) ?? []) : [],
    )
    .at(-1) ?? "relevance";

const isOr = ({ value, isQuoted, field, isNot }: Piece): boolean =>
  value === "OR" && !isQuoted && field === undefined && !isNot;

const isPlain = ({ field, isNot, isQuoted }: Piece): boolean => field === undefined && !isNot && !isQuoted;

const ranks = ({ field, isNot }: Piece): boolean =>
  !isNot && (field === undefined || field === "title" || field === "abstract" || field === "text");

const termsIn = ({ value }: Piece): readonly string[] => queryTokens(value).map(({ term }) => term);

function conditionOf(
  piece: Piece,
  isAtEnd: boolean,
  today: number,
  problems: QueryProblem[],
): Condition | undefined {
  const condition = positiveOf(piece, isAtEnd, today);
  if (typeof condition === "string") problems.push({ span: piece.span, why: condition });
  if (typeof condition === "string" || condition === undefined) return undefined;
  return piece.isNot ? { kind: "not", condition } : condition;
}

/** The condition without its minus sign, why there is none, or nothing where nothing was said. */
function positiveOf(piece: Piece, isAtEnd: boolean, today: number): Condition | string | undefined {
  const { field, value, isQuoted, isOpen } = piece;
  if (field !== undefined && value === "") return isAtEnd ? undefined : `Nothing stands behind “${field}:”`;
  const words = wordFields.find((name) => name === field);
  if (field === undefined || words !== undefined) {
    const terms = termsIn(piece);
    if (terms.length === 0) return undefined;
    const isGrowing = isAtEnd && (!isQuoted || isOpen) && endsInWord(value);
    return { kind: "words", terms, isGrowing, ...(words === undefined ? {} : { field: words }) };
  }
  if (field === "year") return yearRange(value);
  if (field === "added") return addedRange(value, today);
  if ((field === "read" || field === "started") && !/^\d{4}(?:-\d\d){0,2}$/u.test(value))
    return isAtEnd && /^[\d-]{1,9}$/u.test(value)
      ? undefined
      : "When a paper was read is written as 2026, 2026-11 or 2026-11-26";
  if (field === "progress") return isAtEnd && /^\d$/u.test(value) ? undefined : progressOf(value);
  const known = knownValues[field];
  const wanted = value.toLowerCase();
  if (known === undefined)
    return { kind: "mark", mark: `${field}:${wanted}`, isGrowing: isAtEnd && (!isQuoted || isOpen) };
  if (known.includes(wanted))
    return field === "sort" ? undefined : { kind: "mark", mark: `${field}:${wanted}` };
  const isBeginning = isAtEnd && known.some((each) => each.startsWith(wanted));
  return isBeginning ? undefined : `“${field}:” takes ${known.join(", ")}`;
}

/** Of a paper it is known to ten per cent. */
function progressOf(value: string): Condition | string {
  const percent = /^(\d{1,3})%?$/u.exec(value)?.[1];
  if (percent === undefined || Number(percent) < 10 || Number(percent) > 100)
    return "How much of a PDF is read is written as 10 to 100, in per cent";
  return { kind: "mark", mark: `progress:${Math.floor(Number(percent) / 10) * 10}` };
}
