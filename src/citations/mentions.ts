/** Which papers of the library the references in a text stand for. */
import type { Span } from "../base/span.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { PaperName } from "../library/paperLookup.ts";
import type { LanguageKind } from "./languages.ts";
import { referencesIn, type Reference } from "./references.ts";

export interface Mention {
  readonly span: Span;
  readonly paper: PaperId;
  readonly how: Reference["how"];
}

/** Knows papers by their names. */
export interface PaperFinder {
  /** The paper that the first of these names belongs to that belongs to one. */
  find(names: readonly PaperName[]): PaperId | undefined;
}

export const mentionsAmong = (references: readonly Reference[], papers: PaperFinder): readonly Mention[] =>
  references.flatMap(({ span, how, names }) => {
    const paper = papers.find(names);
    return paper === undefined ? [] : [{ span, paper, how }];
  });

/** The mentions on a line that stands alone. */
export const mentionsIn = (line: string, kind: LanguageKind, papers: PaperFinder): readonly Mention[] =>
  mentionsAmong(referencesIn(line, kind), papers);
