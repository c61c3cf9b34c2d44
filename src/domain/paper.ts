/** A paper as the library knows it, and how one is read from data we did not write. */
import * as v from "valibot";
import { fail, ok, type Result } from "../base/result.ts";
import { whyInvalid } from "./invalid.ts";
import { paperId, type PaperId } from "./paperId.ts";

export const readingStates = ["unread", "reading", "read"] as const;
export type ReadingState = (typeof readingStates)[number];

export const resourceKinds = ["code", "project", "paper", "pdf", "data", "other"] as const;
/** Something the paper points to: its code, its project page, its page at a publisher. */
export interface Resource {
  readonly kind: (typeof resourceKinds)[number];
  readonly url: string;
}

/** How the paper came to us, so that every field can be traced. */
export interface PaperSource {
  /** The kind of source, such as "daily-papers". */
  readonly kind: string;
  /** The day the source listed it, as YYYY-MM-DD. */
  readonly date?: string | undefined;
  /** Its place in the list of that day, from 1. */
  readonly rank?: number | undefined;
  /** What it added to a paper that was there. All else that no source claims came with the first. */
  readonly fields?: readonly string[] | undefined;
  readonly imported: string;
}

/** How far a person has come in a PDF. */
export interface Progress {
  /** The furthest page that was read. */
  readonly page: number;
  readonly pages: number;
}

/** A PDF of a paper. At least one of the three that find it again is there. */
export interface PaperPdf {
  /** Relative to the workspace folder that the library is in, with forward slashes. */
  readonly path?: string | undefined;
  /** The first of the two by which pdf.js tells documents apart; it outlives moves and later additions to the file. */
  readonly fingerprint?: string | undefined;
  /** Of the bytes as they were when the file was attached, in hexadecimal. */
  readonly sha256?: string | undefined;
  readonly bytes?: number | undefined;
  /** Where it was downloaded from. */
  readonly url?: string | undefined;
}

export interface Paper {
  readonly id: PaperId;
  readonly title: string;
  readonly abstract: string;
  readonly authors: readonly string[];
  readonly year?: number | undefined;
  readonly venue?: string | undefined;
  /** Every name that finds this paper, such as "arxiv:2407.12345", "doi:10.1/x", "bibtex:dai2022one". */
  readonly identifiers: readonly string[];
  readonly resources: readonly Resource[];
  readonly pdfs: readonly PaperPdf[];
  readonly tags: readonly string[];
  readonly reading: ReadingState;
  readonly starred?: boolean | undefined;
  /** Its place among what is to be read: the lower, the sooner. */
  readonly queue?: number | undefined;
  /** It is not going to be read. */
  readonly skipped?: boolean | undefined;
  /** Put away: in none of the groups, and still there. */
  readonly archived?: boolean | undefined;
  /** The days on which reading began and ended, YYYY-MM-DD. */
  readonly started?: string | undefined;
  readonly finished?: string | undefined;
  /** Names of collections it is in; "thesis/related work" lies in "thesis". */
  readonly collections?: readonly string[] | undefined;
  readonly progress?: Progress | undefined;
  readonly sources: readonly PaperSource[];
  /** That it was withdrawn, in the words of the source. */
  readonly withdrawn?: string | undefined;
  /** Names of fields that a person has typed: no import changes them. */
  readonly corrected?: readonly string[] | undefined;
  /** Ids of papers that have become part of it: their notes are its notes. */
  readonly formerly?: readonly PaperId[] | undefined;
  /** Papers that look the same, and of which a person has said that they are not. */
  readonly distinctFrom?: readonly PaperId[] | undefined;
  /** When it came into the library, ISO 8601. */
  readonly added: string;
}

/** What an importer knows of a paper before the library has given it an id. */
export interface PaperDraft {
  readonly title: string;
  readonly abstract: string;
  readonly authors?: readonly string[];
  readonly year?: number;
  readonly venue?: string;
  readonly identifiers?: readonly string[];
  readonly resources?: readonly Resource[];
  /** For a paper that is new: afterwards tags are the person's own. */
  readonly tags?: readonly string[];
  /** The same; "thesis/related work" lies in "thesis". */
  readonly collections?: readonly string[];
  readonly withdrawn?: string;
  readonly source: {
    readonly kind: string;
    readonly date?: string;
    readonly rank?: number;
    readonly yearGuessed?: boolean;
  };
}

const text = v.string();
const listOf = <S extends v.GenericSchema>(item: S) => v.optional(v.pipe(v.array(item), v.readonly()), []);
const texts = listOf(text);
const idSchema = v.pipe(
  text,
  v.check((id) => paperId(id) !== undefined, "is not a paper's id"),
  v.transform((id) => id as PaperId),
);
export const paperSchema = v.object({
  id: idSchema,
  title: v.pipe(text, v.trim(), v.nonEmpty("a title is missing")),
  abstract: v.optional(text, ""),
  authors: texts,
  year: v.optional(v.pipe(v.number(), v.integer())),
  venue: v.optional(text),
  identifiers: texts,
  resources: listOf(v.object({ kind: v.fallback(v.picklist(resourceKinds), "other"), url: text })),
  pdfs: listOf(
    v.object({
      path: v.optional(text),
      fingerprint: v.optional(text),
      sha256: v.optional(text),
      bytes: v.optional(v.number()),
      url: v.optional(text),
    }),
  ),
  tags: texts,
  reading: v.optional(v.picklist(readingStates), "unread"),
  starred: v.optional(v.boolean()),
  progress: v.optional(v.object({ page: v.number(), pages: v.number() })),
  queue: v.optional(v.number()),
  skipped: v.optional(v.boolean()),
  archived: v.optional(v.boolean()),
  started: v.optional(text),
  finished: v.optional(text),
  collections: v.optional(v.pipe(v.array(text), v.readonly())),
  sources: listOf(
    v.object({
      kind: text,
      date: v.optional(text),
      rank: v.optional(v.number()),
      fields: v.optional(v.pipe(v.array(text), v.readonly())),
      imported: text,
    }),
  ),
  withdrawn: v.optional(text),
  corrected: v.optional(v.pipe(v.array(text), v.readonly())),
  formerly: v.optional(v.pipe(v.array(idSchema), v.readonly())),
  distinctFrom: v.optional(v.pipe(v.array(idSchema), v.readonly())),
  added: text,
});

/** Reads a paper from parsed JSON; the reason names the field that does not fit. */
export function readPaper(raw: unknown): Result<Paper> {
  const parsed = v.safeParse(paperSchema, raw);
  return parsed.success ? ok(parsed.output) : fail(whyInvalid(parsed.issues));
}

/** The latest day a source listed the paper, as YYYY-MM-DD. */
export const feedDate = (paper: Paper): string | undefined =>
  paper.sources.reduce<string | undefined>(
    (latest, { date }) => (date !== undefined && (latest === undefined || date > latest) ? date : latest),
    undefined,
  );
