/** Everything the page may ask of the outside world. A rejected promise carries a reason fit for a person. */
import type { Span } from "../../src/base/span.ts";
import type { AnnotationId, Color, WordStyle } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";

import type { Stage } from "../../src/domain/stage.ts";
import type { Unsent } from "./drafts.ts";

export interface NewNote {
  /** Absent for a note on the whole paper. */
  readonly passage?: { readonly span: Span; readonly exact: string };
  readonly style: WordStyle;
  readonly color: Color;
  readonly comment?: string;
}

export interface NoteChange {
  readonly id: AnnotationId;
  readonly comment?: string;
  readonly color?: Color;
  readonly style?: WordStyle;
  readonly tags?: string[];
}

/** Where a link or a quote begins: at words or at a note; with neither it is the whole paper. */
export interface PaperEnd {
  readonly passage?: { readonly span: Span; readonly exact: string };
  readonly note?: AnnotationId;
}

/** What must survive when the page is thrown away. */
export interface KeptView {
  readonly scrollTop: number;
  readonly unsent: readonly Unsent[];
}

export interface Actions {
  annotate(note: NewNote): Promise<AnnotationId>;
  edit(change: NoteChange): Promise<void>;
  reply(to: AnnotationId, comment: string): Promise<AnnotationId>;
  remove(id: AnnotationId): Promise<void>;
  /** Makes a note of the person's of what a program proposed. */
  accept(id: AnnotationId): Promise<void>;
  dismiss(id: AnnotationId): Promise<void>;
  /** Ends the conflict of a field with one of its versions, or with the comments of all. */
  settle(choice: {
    readonly id: AnnotationId;
    readonly field: string;
    readonly take: number | "both";
  }): Promise<void>;
  /** Shows every version of a note, and offers to restore one. */
  showHistory(id: AnnotationId): Promise<void>;
  /** Asks for lines of a file in VS Code; the link shows once it is made. */
  linkToCode(from: PaperEnd): Promise<void>;
  /** Opens the lines of a file that a note links to. */
  openLines(id: AnnotationId, at: number): Promise<void>;
  /** Puts a quote into the text editor that was used last. Answers its file. */
  insertQuote(from: PaperEnd): Promise<string>;
  /** Words were copied from the page. */
  copied(words: string): Promise<void>;
  /** Gives a note another place. */
  move(id: AnnotationId, passage: { readonly span: Span; readonly exact: string }): Promise<void>;
  /** Gives a note the place where it was found, and the words that stand there. */
  confirm(note: Note, exact: string): Promise<void>;
  /** Both answer what was undone or redone, or `undefined` when there was nothing. */
  undo(): Promise<string | undefined>;
  redo(): Promise<string | undefined>;
  setStage(stage: Stage): Promise<void>;
  setTags(tags: readonly string[]): Promise<void>;
  copy(what: "title" | "link" | "bibtex"): Promise<void>;
  openLink(url: string): Promise<void>;
  /** Puts the paper's PDF in the place of its abstract. */
  showPdf(): Promise<void>;
  downloadPdf(): Promise<void>;
  keepView(view: KeptView): Promise<void>;
}
