/**
 * What one reader shows, as plain data, and the one place that changes it.
 *
 * Facts (paper, notes) come from the host and are never edited here; what a person does becomes a wish sent through
 * `Actions`, and shows when the fact comes back.
 */
import { reasonOf } from "../../src/base/result.ts";
import { textAt, type Span } from "../../src/base/span.ts";
import type { AnnotationId, Color } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { Paper } from "../../src/domain/paper.ts";
import type { Vocabulary } from "../../src/domain/vocabulary.ts";
import type { Actions } from "./actions.ts";
import type { Draft } from "./drafts.ts";
import { piecesOf, type Piece } from "./pieces.ts";

export interface ReaderState {
  readonly paper: Paper;
  /** What passages are passages of. */
  readonly words: Words;
  /** The abstract, taken apart; follows from the paper. */
  readonly pieces: readonly Piece[];
  readonly notes: readonly Note[];
  readonly writable: true | { readonly why: string };
  /** The words selected in the abstract. */
  readonly selection: Span | undefined;
  /** The note in focus. */
  readonly active: AnnotationId | undefined;
  /** The note that the words selected next are for. */
  readonly reattaching: AnnotationId | undefined;
  /** The note whose colours are being offered. */
  readonly recoloring: AnnotationId | undefined;
  /** What a tag is being added to. */
  readonly tagging: AnnotationId | "paper" | undefined;
  readonly vocabulary: Vocabulary;
  readonly drafts: readonly Draft[];
  /** Colour of the next underline or comment: the one used last. */
  readonly color: Color;
  readonly wholeTitle: boolean;
  readonly trouble: string | undefined;
  readonly notice: Notice | undefined;
  /** Where attention goes once this state is drawn. Each one is a new object, so that it is followed once. */
  readonly goal: Goal | undefined;
}

/** The text that a reader shows: an abstract, or all pages of a PDF in one count. */
export interface Words {
  readonly length: number;
  at(span: Span): string;
}

export const wordsOf = (text: string): Words => ({ length: text.length, at: (span) => textAt(text, span) });

/** Something to say: heard by screen readers, and shown when there is something to press. */
export interface Notice {
  readonly text: string;
  readonly offer?: { readonly label: string; readonly take: () => void };
  readonly failed?: boolean;
}

export type Goal =
  | { readonly kind: "note"; readonly id: AnnotationId }
  | { readonly kind: "passage"; readonly span: Span; readonly focus: boolean }
  | { readonly kind: "editor" }
  | { readonly kind: "abstract" };

export class Reader {
  readonly actions: Actions;
  #state: ReaderState;
  readonly #onChange: (state: ReaderState) => void;

  constructor(actions: Actions, state: ReaderState, onChange: (state: ReaderState) => void) {
    this.actions = actions;
    this.#state = state;
    this.#onChange = onChange;
  }

  get state(): ReaderState {
    return this.#state;
  }

  update(change: Partial<ReaderState>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange(this.#state);
  }

  say(text: string, offer?: Notice["offer"]): void {
    this.update({ notice: offer === undefined ? { text } : { text, offer } });
  }

  /**
   * Asks for something. A failure is told, with a way to try again; the answer comes once it has worked, so what follows a
   * wish follows its second attempt as well.
   */
  wish<T>(what: string, ask: () => Promise<T>): Promise<T> {
    return new Promise((answer) => {
      const attempt = async (): Promise<void> => {
        try {
          answer(await ask());
        } catch (failure) {
          const offer = { label: "Try again", take: () => void attempt() };
          this.update({ notice: { text: `Could not ${what}: ${reasonOf(failure)}`, offer, failed: true } });
        }
      };
      void attempt();
    });
  }
}

export function firstState(
  paper: Paper,
  notes: readonly Note[],
  writable: ReaderState["writable"],
  drafts: readonly Draft[],
  vocabulary: Vocabulary,
): ReaderState {
  return {
    paper,
    words: wordsOf(paper.abstract),
    pieces: piecesOf(paper.abstract),
    notes,
    writable,
    drafts,
    vocabulary,
    selection: undefined,
    active: undefined,
    reattaching: undefined,
    recoloring: undefined,
    tagging: undefined,
    color: "yellow",
    wholeTitle: false,
    trouble: undefined,
    notice: undefined,
    goal: undefined,
  };
}

/** The paper changed under us: its text is taken apart anew, and a selection that no longer fits is dropped. */
export function withPaper(state: ReaderState, paper: Paper): Partial<ReaderState> {
  const same = paper.abstract === state.paper.abstract;
  if (same) return { paper };
  const { abstract } = paper;
  return { paper, words: wordsOf(abstract), pieces: piecesOf(abstract), selection: undefined };
}

export const activeNote = ({ notes, active }: ReaderState): Note | undefined =>
  notes.find(({ id }) => id === active);
