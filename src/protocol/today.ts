/**
 * What the page of Today and the extension host ask of each other. The page owns where the reader is in the day; the host owns
 * what was done with papers, and keeps how the page is set.
 */
import * as v from "valibot";
import { resourceKinds } from "../domain/paper.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import type { Contract } from "./channel.ts";
import { nothing, text } from "./noteCalls.ts";

export const listOrders = ["forYou", "votes", "listed"] as const;
export type ListOrder = (typeof listOrders)[number];
export const listFilters = ["new", "all", "saved", "skipped"] as const;
export type ListFilter = (typeof listFilters)[number];

const id = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((name) => paperId(name) !== undefined, "is not a paper's id"),
  v.transform((name) => name as PaperId),
);
const date = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/u, "is not a day"));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const rowSchema = v.object({
  id,
  title: text,
  authors: text,
  abstract: text,
  /** Comparable within a day; the highest first. */
  score: v.number(),
  reason: v.optional(v.object({ text, words: v.array(text) })),
  rank: v.optional(count),
  votes: v.optional(count),
  /** Further things worth knowing, such as who submitted it and which feeds list it. */
  facts: v.array(text),
  keywords: v.array(text),
  links: v.array(v.object({ kind: v.picklist(resourceKinds), url: text })),
  withdrawn: v.optional(text),
  did: v.picklist(["new", "seen", "skipped"]),
  /** Whether the library has it. */
  saved: v.boolean(),
});
export type TodayRow = v.InferOutput<typeof rowSchema>;

const daySchema = v.object({
  date,
  isToday: v.boolean(),
  /** The next days in either direction that something was listed on. */
  older: v.optional(date),
  newer: v.optional(date),
  rows: v.array(rowSchema),
  /** Whether the list of Daily Papers of this day may be asked for: some day up to now that was not fetched. */
  mayFetch: v.boolean(),
  hasSubscriptions: v.boolean(),
  hasFolder: v.boolean(),
  /** Feeds that failed when they were last asked, in words. */
  troubles: v.array(text),
});
export type TodayDay = v.InferOutput<typeof daySchema>;

const viewSchema = v.object({ order: v.picklist(listOrders), filter: v.picklist(listFilters) });
export type TodayView = v.InferOutput<typeof viewSchema>;

/** Asked by the page, answered by the host. */
export const todayAsks = {
  open: {
    /** Where something wants to be shown: a day, a paper of it. */
    ask: nothing,
    answer: v.object({ view: viewSchema, date: v.optional(date), paper: v.optional(id) }),
  },
  /** Without a date, the newest day that something was listed on. */
  day: { ask: v.object({ date: v.optional(date) }), answer: daySchema },
  mark: {
    ask: v.object({
      papers: v.pipe(v.array(id), v.maxLength(1_000)),
      did: v.picklist(["seen", "skipped", "back"]),
    }),
    answer: nothing,
  },
  save: { ask: v.object({ id, date }), answer: nothing },
  /** Takes back what `save` added, and nothing else. */
  unsave: { ask: v.object({ id }), answer: nothing },
  /** Adds it to the library first if it is not there. */
  openPaper: { ask: v.object({ id, date, toSide: v.boolean() }), answer: nothing },
  /** One of the row's own links, in the browser. */
  openLink: { ask: v.object({ id, date, at: count }), answer: nothing },
  /** Asks Hugging Face for the list of a day; answers in words what came of it. */
  fetchDay: { ask: v.object({ date }), answer: text },
  begin: {
    ask: v.object({ by: v.picklist(["folder", "subscribe", "import", "refresh", "sources"]) }),
    answer: nothing,
  },
  keepView: { ask: viewSchema, answer: nothing },
} as const satisfies Contract;

/** Told by the host, obeyed by the page. */
export const todayTells = {
  changed: { ask: nothing, answer: nothing },
  show: { ask: v.object({ date: v.optional(date), paper: v.optional(id) }), answer: nothing },
} as const satisfies Contract;
