/**
 * What the page of the Search view and the extension host ask of each other.
 *
 * The page owns the query while it is typed; the host answers it and keeps it, so that a page that was hidden comes back
 * with it. Answers to older queries are called off by newer ones.
 */
import * as v from "valibot";
import { readingStates } from "../domain/paper.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import type { Contract } from "./channel.ts";
import { annotationId, nothing, span, text } from "./noteCalls.ts";

export const longestQuery = 5_000;
export const mostRowsShown = 500;

const query = v.pipe(v.string(), v.maxLength(longestQuery));
const id = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((name) => paperId(name) !== undefined, "is not a paper's id"),
  v.transform((name) => name as PaperId),
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Fields that answers are counted by, in the order in which they are offered. */
export const facetNames = ["year", "venue", "tag", "author", "is", "in"] as const;
export type FacetName = (typeof facetNames)[number];
const facetName = v.picklist(facetNames);

const marked = v.object({ text, found: v.array(span) });

const rowSchema = v.object({
  id,
  title: marked,
  byline: text,
  reading: v.picklist(readingStates),
  starred: v.boolean(),
  snippet: marked,
  /** Where the words stand besides title and abstract, such as "author". */
  also: v.array(text),
  /** The note that the snippet is of. */
  note: v.optional(annotationId),
});
export type ResultRow = v.InferOutput<typeof rowSchema>;

const answerSchema = v.object({
  rows: v.array(rowSchema),
  /** What was looked for in place of words that no paper has. */
  corrections: v.array(v.object({ typed: text, searched: text })),
  /** What could not be understood, and where it stands in the query. */
  problems: v.array(v.object({ span, why: text })),
  /** False while papers are still being indexed. */
  isComplete: v.boolean(),
  /** False where the library holds no papers at all. */
  hasPapers: v.boolean(),
});
export type SearchReply = v.InferOutput<typeof answerSchema>;

const facetSchema = v.object({
  field: facetName,
  values: v.array(v.object({ value: text, label: text, count })),
});
export type Facet = v.InferOutput<typeof facetSchema>;

const surveySchema = v.object({ count, facets: v.array(facetSchema) });
export type SurveyReply = v.InferOutput<typeof surveySchema>;

/** Nothing need stand there yet. */
const place = v.object({ start: count, end: count });
const completionSchema = v.object({ text, span: place, what: text });
export type OfferedCompletion = v.InferOutput<typeof completionSchema>;

const viewSchema = v.object({
  query,
  /** The paper whose row was in front. */
  active: v.optional(id),
  scrollTop: v.pipe(v.number(), v.minValue(0)),
  /** The field whose values are shown. */
  facet: v.optional(facetName),
});
export type SearchViewState = v.InferOutput<typeof viewSchema>;

/** Asked by the page, answered by the host. */
export const searchAsks = {
  open: {
    ask: nothing,
    answer: v.object({ view: viewSchema, hasFolder: v.boolean(), hasPapers: v.boolean() }),
  },
  search: {
    ask: v.object({
      query,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostRowsShown)),
    }),
    answer: answerSchema,
  },
  /** Counts all that the query finds. */
  survey: { ask: v.object({ query }), answer: surveySchema },
  /** How the query up to the caret may go on. */
  complete: { ask: v.object({ query }), answer: v.array(completionSchema) },
  openPaper: {
    ask: v.object({ id, note: v.optional(annotationId), toSide: v.boolean(), preview: v.boolean() }),
    answer: nothing,
  },
  toggleStar: { ask: v.object({ id }), answer: nothing },
  addToCollection: { ask: v.object({ id }), answer: nothing },
  /** What an empty view offers to do. */
  begin: { ask: v.object({ by: v.picklist(["folder", "import", "sample"]) }), answer: nothing },
  keepView: { ask: viewSchema, answer: nothing },
} as const satisfies Contract;

/** Told by the host, obeyed by the page. */
export const searchTells = {
  /** A query that comes from elsewhere, such as a saved search. */
  setQuery: { ask: v.object({ query }), answer: nothing },
  /** Papers or notes have changed, or all are indexed now: what is shown is asked for anew. */
  changed: { ask: nothing, answer: nothing },
  focus: { ask: nothing, answer: nothing },
} as const satisfies Contract;
