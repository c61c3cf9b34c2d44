/** What marks mean, and what notes are called, in one workspace. Derived from settings and notes, never stored. */
import * as v from "valibot";

const text = v.string();
export const mostTags = 1000;

export const vocabularySchema = v.object({
  /** What a person means by each colour, in their words; empty where nothing was said. */
  meanings: v.object({ yellow: text, green: text, blue: text, pink: text, purple: text }),
  /** Tags in use, the commonest first. */
  tags: v.pipe(v.array(text), v.maxLength(mostTags)),
});
export type Vocabulary = v.InferOutput<typeof vocabularySchema>;
