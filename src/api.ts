/**
 * The door for other extensions, tests and agents: what `activate` returns.
 *
 *     const marginalia = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
 *     const api = await marginalia?.activate();
 *
 * Additions keep `version`; a change that breaks callers raises it.
 */
import type * as vscode from "vscode";
import type { Annotation, Color, WordStyle } from "./domain/annotation.ts";
import type { Paper } from "./domain/paper.ts";

export interface MarginaliaApi {
  readonly version: 1;
  papers(): Promise<readonly Paper[]>;
  /** The best papers for a query, best first. */
  search(query: string, options?: { readonly limit?: number }): Promise<readonly SearchAnswer[]>;
  /** Takes a Daily Papers page: the URI of a file, or the text itself. Importing twice changes nothing. */
  importPapers(source: vscode.Uri | string): Promise<ImportAnswer>;
  /** W3C Web Annotations of a paper, named by its id or any identifier such as "arxiv:1706.03762". */
  annotations(paper: string): Promise<readonly Annotation[]>;
  /** @throws when the quote is not in the paper's abstract. */
  annotate(paper: string, annotation: NewAnnotation): Promise<Annotation>;
  /** Opens a paper, at a note or a quote where one is named. */
  open(
    paper: string,
    at?: { readonly annotation?: string; readonly quote?: string; readonly page?: number },
  ): Promise<void>;
}

export interface SearchAnswer {
  readonly paper: Paper;
  readonly score: number;
  /** The sentence that shows best why it was found. */
  readonly snippet: string;
  /** The page of its PDF that the snippet is from; absent where it is from the abstract or a note. */
  readonly page?: number;
}

export interface ImportAnswer {
  readonly added: readonly Paper[];
  readonly updated: readonly Paper[];
  readonly problems: readonly { readonly where: string; readonly why: string }[];
}

export interface NewAnnotation {
  /** Words of the abstract, exactly; without them the note is about the whole paper. */
  readonly quote?: string;
  /** Markdown. */
  readonly comment?: string;
  readonly color?: Color;
  readonly style?: WordStyle;
  readonly tags?: readonly string[];
  /** The name of a program that writes of its own accord: its notes are marked as an agent's and have a log of their own. */
  readonly agent?: string;
}
