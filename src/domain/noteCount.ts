/** What is known of the notes of a paper without opening them, and the file in which that is kept between windows. */
import * as v from "valibot";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const noteCountSchema = v.object({
  /** Replies, removed and proposed ones not counted. */
  notes: count,
  /** What programs have proposed, and nobody has accepted or dismissed. */
  proposed: count,
  /** How many of them, or of their replies, are in conflict. */
  conflicts: count,
  /** Each tag with the number of its uses. */
  tags: v.array(v.tuple([v.string(), count])),
  /** Each file that is linked to, by its name, with the number of links. */
  files: v.array(v.tuple([v.string(), count])),
  /** The newest `modified` of a line; empty where there is none. */
  newest: v.string(),
});
export type NoteCount = v.InferOutput<typeof noteCountSchema>;

/** Whatever does not fit is as good as no file: it is made again. */
const storedCountsSchema = v.object({
  version: v.literal(3),
  papers: v.record(
    v.string(),
    v.object({
      ...noteCountSchema.entries,
      /** The logs that were counted, with their size and time. */
      logs: v.record(v.string(), v.tuple([v.number(), v.number()])),
    }),
  ),
});
export type StoredCounts = v.InferOutput<typeof storedCountsSchema>["papers"];

export function readStoredCounts(text: string): StoredCounts {
  try {
    const parsed = v.safeParse(storedCountsSchema, JSON.parse(text));
    return parsed.success ? parsed.output.papers : {};
  } catch {
    return {};
  }
}

export const writeStoredCounts = (papers: StoredCounts): string => JSON.stringify({ version: 3, papers });
