/** What a query asks for, however it was written: the one form that every engine answers. */
import type { Span } from "../../base/span.ts";

/** Where words can be asked to stand. */
export const wordFields = ["author", "title", "abstract", "text", "note", "tag", "venue"] as const;
export type WordField = (typeof wordFields)[number];

export const readingMarks = [
  ...["unread", "reading", "read", "starred"],
  ...["inbox", "toread", "queued", "skipped", "archived"],
] as const;
export const partMarks = ["pdf", "notes"] as const;

export const orders = ["relevance", "newest"] as const;
export type Order = (typeof orders)[number];

export type Condition =
  /** Words that stand side by side; one word in a field is such words too. The last may be the beginning of one. */
  | {
      readonly kind: "words";
      readonly field?: WordField;
      readonly terms: readonly string[];
      readonly isGrowing: boolean;
    }
  /** Both ends belong to it. Years; or days since 1970. */
  | { readonly kind: "range"; readonly of: "year" | "added"; readonly from: number; readonly to: number }
  /** Such as "is:unread" or "has:pdf". One that no paper has may be the beginning of one. */
  | { readonly kind: "mark"; readonly mark: string; readonly isGrowing?: boolean }
  | { readonly kind: "not"; readonly condition: Condition }
  | { readonly kind: "any"; readonly conditions: readonly Condition[] };

export interface Query {
  /** Words that rank: more of them is better, and none of them has to be there. */
  readonly terms: readonly string[];
  /** The last of these is still being typed. */
  readonly isGrowing: boolean;
  /** What every answer must fulfil. */
  readonly conditions: readonly Condition[];
  readonly problems: readonly QueryProblem[];
  /** The best first, unless something else was asked for. */
  readonly order: Order;
}

/** Nothing that narrows or ranks: such as "tag:" before its tag is typed, or a year that is none. */
export const asksNothing = ({ terms, conditions }: Query): boolean =>
  terms.length === 0 && conditions.length === 0;

/** What could not be understood. It is left out, and the rest is answered. */
export interface QueryProblem {
  readonly span: Span;
  readonly why: string;
}
