/** Where a line of text mentions papers of the library. */
import type { Span } from "../base/span.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { PaperLookup } from "./paperLookup.ts";
import { referencesIn, type LanguageKind, type Reference } from "./references.ts";

export interface Mention {
  readonly span: Span;
  readonly paper: PaperId;
  readonly how: Reference["how"];
}

export function mentionsIn(line: string, kind: LanguageKind, lookup: PaperLookup): readonly Mention[] {
  return referencesIn(line, kind).flatMap(({ span, how, names }) => {
    const paper = lookup.find(names);
    return paper === undefined ? [] : [{ span, paper, how }];
  });
}
