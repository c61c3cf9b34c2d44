/** What a test sets up before the page opens. */
import type { Note } from "../../src/domain/note.ts";
import type { Paper } from "../../src/domain/paper.ts";
import type { Vocabulary } from "../../src/domain/vocabulary.ts";
import type { ReaderSnapshot } from "../../src/protocol/reader.ts";

export interface Theme {
  readonly kind: string;
  readonly classes: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

export const noVocabulary: Vocabulary = {
  meanings: { yellow: "", green: "", blue: "", pink: "", purple: "" },
  tags: [],
};

export interface Fixture {
  readonly paper: Paper;
  readonly notes: readonly Note[];
  readonly writable?: ReaderSnapshot["writable"];
  readonly view?: ReaderSnapshot["view"];
  readonly place?: ReaderSnapshot["place"];
  readonly vocabulary?: Vocabulary;
  /** Why the host cannot open the paper. */
  readonly openFails?: string;
  readonly theme?: Theme;
}
