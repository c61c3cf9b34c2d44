/**
 * What one subscription listed on one day, `.marginalia/cache/feed/<subscription>/<day>.json`: it can be fetched again, so what
 * cannot be read is as if it were not there.
 */
import * as v from "valibot";
import { resourceKinds } from "../domain/paper.ts";
import { idFor } from "../domain/paperId.ts";
import type { FeedEntry } from "./feed.ts";
import type { Listed } from "./sources/listed.ts";

export interface DayFile {
  /** When the source was last asked, ISO 8601. */
  readonly fetched: string;
  readonly listed: readonly Listed[];
}

const text = v.string();
const texts = v.pipe(v.array(text), v.readonly());
const count = v.pipe(v.number(), v.integer());

const listedSchema: v.GenericSchema<unknown, Listed> = v.object({
  draft: v.object({
    title: v.pipe(text, v.nonEmpty()),
    abstract: text,
    authors: v.exactOptional(texts),
    year: v.exactOptional(count),
    venue: v.exactOptional(text),
    identifiers: v.exactOptional(texts),
    resources: v.exactOptional(
      v.pipe(v.array(v.object({ kind: v.picklist(resourceKinds), url: text })), v.readonly()),
    ),
    tags: v.exactOptional(texts),
    withdrawn: v.exactOptional(text),
    source: v.object({ kind: text, date: v.exactOptional(text), rank: v.exactOptional(count) }),
  }),
  date: text,
  rank: v.optional(count),
  votes: v.optional(count),
  comments: v.optional(count),
  submitter: v.optional(text),
  organisation: v.optional(text),
  keywords: v.optional(texts),
  thumbnail: v.optional(text),
  announced: v.optional(v.picklist(["new", "cross", "replace"])),
});
const fileSchema = v.object({
  format: v.literal(1),
  fetched: text,
  listed: v.pipe(v.array(listedSchema), v.readonly()),
});

export function readDayFile(stored: string): DayFile | undefined {
  try {
    const parsed = v.safeParse(fileSchema, JSON.parse(stored));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

export const writeDayFile = ({ fetched, listed }: DayFile): string =>
  `${JSON.stringify({ format: 1, fetched, listed })}\n`;

export const entryOf = (listed: Listed, subscription: string): FeedEntry => ({
  ...listed,
  id: idFor({ title: listed.draft.title, identifiers: listed.draft.identifiers ?? [] }),
  from: [subscription],
});
