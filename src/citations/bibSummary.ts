/** What is kept of a bibliography's file: its entries with their places and what finds their papers, and its problems. */
import type { PaperName } from "../library/paperLookup.ts";
import { factsOf, namesOf, type BibFacts } from "./bibFacts.ts";
import { bibParts } from "./bibFile.ts";
import { inheritanceIn, isSharedData } from "./inheritance.ts";

/** Lines and characters from 0. */
export interface LinePlace {
  readonly line: number;
  readonly character: number;
}

export interface CitedEntry {
  readonly file: string;
  readonly type: string;
  readonly key: string;
  /** Where the key stands. */
  readonly at: LinePlace;
  readonly facts: BibFacts;
  /** Names that find its paper. */
  readonly names: readonly PaperName[];
}

export interface FileProblem {
  readonly at: LinePlace;
  readonly length: number;
  readonly why: string;
}

export interface BibSummary {
  readonly entries: readonly CitedEntry[];
  readonly problems: readonly FileProblem[];
}

/** A file that is no bibliography at all would be one problem a line. */
const mostProblems = 200;

/** Pauses behind every entry, so that a large file can be read in slices. */
export function* summarised(file: string, text: string): Generator<undefined, BibSummary> {
  const entries: CitedEntry[] = [];
  const problems: FileProblem[] = [];
  const place = placesIn(text);
  const problemPlace = placesIn(text);
  const inheritance = yield* inheritanceIn(text);
  for (const part of bibParts(text)) {
    if (part.entry !== undefined && !isSharedData(part.entry)) {
      const facts = factsOf(text, inheritance.filled(part.entry));
      const { type, key, keySpan } = part.entry;
      entries.push({ file, type, key, at: place(keySpan.start), facts, names: namesOf(facts) });
    }
    for (const { span, why } of [...part.problems].sort((a, b) => a.span.start - b.span.start))
      if (problems.length < mostProblems)
        problems.push({ at: problemPlace(span.start), length: span.end - span.start, why });
    yield;
  }
  return { entries, problems };
}

/** All at once. */
export function summaryOf(file: string, text: string): BibSummary {
  const steps = summarised(file, text);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Answers for offsets that grow: it counts on from the last one. */
function placesIn(text: string): (offset: number) => LinePlace {
  let [line, lineStart] = [0, 0];
  return (offset) => {
    for (;;) {
      const lineEnd = text.indexOf("\n", lineStart);
      if (lineEnd === -1 || lineEnd >= offset) return { line, character: offset - lineStart };
      [line, lineStart] = [line + 1, lineEnd + 1];
    }
  };
}
