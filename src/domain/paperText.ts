/** What stands on the pages of a paper's PDF, as it is kept to be searched. Derived: it can always be read out again. */
import * as v from "valibot";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { whyInvalid } from "./invalid.ts";

const pageNumber = v.pipe(v.number(), v.integer(), v.minValue(1));

const pageSchema = v.object({
  page: pageNumber,
  /** Paragraphs in reading order, one a line; without running heads. */
  text: v.string(),
});
const headingSchema = v.object({
  title: v.string(),
  /** As printed: "3.1". */
  number: v.optional(v.string()),
  /** From 1. */
  level: v.pipe(v.number(), v.integer(), v.minValue(1)),
  page: pageNumber,
});

export const paperTextSchema = v.object({
  pages: v.pipe(v.array(pageSchema), v.readonly()),
  headings: v.pipe(v.array(headingSchema), v.readonly()),
  /** How many pages could not be read, or were too many. */
  unread: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type PaperText = v.InferOutput<typeof paperTextSchema>;
export type TextHeading = PaperText["headings"][number];

const format = 1;

/** Raised when PDFs can be read that could not be before: then they are tried again. */
const reader = 1;

const unreadableSchema = v.object({
  /** Why, as the one who tried it said. */
  unreadable: v.string(),
  reader: v.number(),
});

export type StoredText =
  | { readonly kind: "text"; readonly text: PaperText }
  /** There is no text to be had: trying again would come to the same. */
  | { readonly kind: "unreadable"; readonly why: string }
  /** Another version of this program wrote it, and can read it. */
  | { readonly kind: "newer" };

export function readPaperText(stored: string): Result<StoredText> {
  try {
    const raw: unknown = JSON.parse(stored);
    const its = typeof raw === "object" && raw !== null && "format" in raw ? raw.format : undefined;
    if (typeof its === "number" && its > format) return ok({ kind: "newer" });
    const failed = v.safeParse(unreadableSchema, raw);
    if (failed.success)
      return failed.output.reader >= reader
        ? ok({ kind: "unreadable", why: failed.output.unreadable })
        : fail("an older version could not read it");
    const parsed = v.safeParse(paperTextSchema, raw);
    return parsed.success ? ok({ kind: "text", text: parsed.output }) : fail(whyInvalid(parsed.issues));
  } catch (thrown) {
    return fail(`it is not JSON (${reasonOf(thrown)})`);
  }
}

export const writePaperText = (text: PaperText): string => `${JSON.stringify({ format, ...text })}\n`;

export const writeUnreadable = (why: string): string =>
  `${JSON.stringify({ format, unreadable: why, reader })}\n`;

/** Whether any page has words; those of a scan are pictures. */
export const hasWords = ({ pages }: PaperText): boolean => pages.some(({ text }) => /\p{L}/u.test(text));
