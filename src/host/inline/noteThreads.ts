/**
 * Notes as comment threads. VS Code opens its Comments panel for any thread that has comments, so threads are made only when
 * the person asked for them. Which notes belong where comes from outside (`show`); this keeps the threads at that.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { AnnotationId } from "../../domain/annotation.ts";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { commentController } from "../workspace/names.ts";
import { commentsFor, threadLabel } from "./noteComment.ts";
import type { NotedLine } from "./notedLines.ts";
import type { NoteTarget } from "./noteTarget.ts";
import { movedLine, pairUp } from "./threadPlaces.ts";

/** The note a thread is for. */
export interface ShownNote {
  readonly paper: PaperId;
  readonly id: AnnotationId;
}

export interface ShowOptions {
  /** Whether notes without a thread get one. */
  readonly create: boolean;
  /** The line whose new threads are unfolded. */
  readonly expanded?: number | undefined;
}

export class NoteThreads implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #shown = new Map<vscode.CommentThread, ShownNote>();
  /** Threads of notes that are still being written. */
  readonly #drafts = new Map<vscode.CommentThread, NoteTarget>();
  /** Drafts on their way to the disk. Until they are there no threads are made, or their notes would get a second one. */
  #saving = 0;
  #controller: vscode.CommentController | undefined;

  constructor() {
    this.#own.add(vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)));
    this.#own.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        for (const thread of this.#threadsIn(uri)) this.close(thread);
      }),
    );
    this.#own.add({ dispose: () => this.#controller?.dispose() });
  }

  noteOf(thread: vscode.CommentThread): ShownNote | undefined {
    return this.#shown.get(thread);
  }

  draftOf(thread: vscode.CommentThread): NoteTarget | undefined {
    return this.#drafts.get(thread);
  }

  /** The threads in these ranges of the document become those of these lines. */
  show(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    lines: readonly NotedLine[],
    { create, expanded }: ShowOptions,
  ): void {
    const shown = [...this.#shown].flatMap(([thread, { id }]) => {
      const line = thread.range?.start.line ?? 0;
      const inside =
        isIn(thread, document.uri) && ranges.some(({ start, end }) => start.line <= line && line <= end.line);
      return inside ? [{ key: id, line, thread }] : [];
    });
    const wanted = lines.flatMap(({ line, range, paper, notes }) =>
      notes.map((note) => ({ key: note.id, line, range, paper, note })),
    );
    const { kept, gone, fresh } = pairUp(shown, wanted);
    for (const { thread } of gone) this.close(thread);
    for (const [{ thread }, { range, paper, note }] of kept) fill(thread, range, paper, note);
    if (!create || this.#saving > 0) return;
    for (const { line, range, paper, note } of fresh) {
      const thread = this.#thread(document.uri, range, line === expanded);
      fill(thread, range, paper, note);
      this.#shown.set(thread, { paper: paper.id, id: note.id });
    }
    for (const [{ thread, line }] of kept)
      if (line === expanded) thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
  }

  /** An empty thread in which a note can be written. */
  begin(document: vscode.TextDocument, target: NoteTarget): vscode.CommentThread {
    const thread = this.#thread(document.uri, target.range, true);
    const { paper, passage } = target;
    thread.label = `New note on ${threadLabel(paper, passage === undefined ? "" : paper.abstract.slice(passage.start, passage.end))}`;
    thread.contextValue = "draft";
    this.#drafts.set(thread, target);
    return thread;
  }

  /** The draft becomes the thread of the note that it is saved as. */
  async keep(draft: vscode.CommentThread, paper: Paper, saving: Promise<Note>): Promise<void> {
    this.#saving++;
    try {
      const note = await saving;
      this.#drafts.delete(draft);
      this.#shown.set(draft, { paper: paper.id, id: note.id });
      fill(draft, draft.range ?? new vscode.Range(0, 0, 0, 0), paper, note);
    } finally {
      this.#saving--;
    }
  }

  /** The thread in which a comment stands. */
  holding(comment: vscode.Comment): vscode.CommentThread | undefined {
    return [...this.#shown.keys()].find(({ comments }) => comments.includes(comment));
  }

  close(thread: vscode.CommentThread): void {
    this.#shown.delete(thread);
    this.#drafts.delete(thread);
    thread.dispose();
  }

  /** Closes all threads but those in which something new is being written. */
  closeAll(): void {
    for (const thread of this.#shown.keys()) this.close(thread);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #thread(uri: vscode.Uri, range: vscode.Range, expanded: boolean): vscode.CommentThread {
    this.#controller ??= makeController();
    const thread = this.#controller.createCommentThread(uri, range, []);
    const { Expanded, Collapsed } = vscode.CommentThreadCollapsibleState;
    thread.collapsibleState = expanded ? Expanded : Collapsed;
    return thread;
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    for (const thread of this.#threadsIn(document.uri)) {
      const { range } = thread;
      if (range === undefined) continue;
      const by = movedLine(range.start, contentChanges) - range.start.line;
      if (by !== 0) thread.range = range.with(range.start.translate(by), range.end.translate(by));
    }
  }

  #threadsIn(uri: vscode.Uri): readonly vscode.CommentThread[] {
    return [...this.#shown.keys(), ...this.#drafts.keys()].filter((thread) => isIn(thread, uri));
  }
}

const isIn = (thread: vscode.CommentThread, uri: vscode.Uri): boolean =>
  thread.uri.toString() === uri.toString();

function makeController(): vscode.CommentController {
  const controller = vscode.comments.createCommentController(commentController, "Marginalia");
  controller.options = { prompt: "Reply…", placeHolder: "Write in Markdown" };
  return controller;
}

/** Sets only what differs: every assignment makes VS Code draw the thread anew. */
function fill(thread: vscode.CommentThread, range: vscode.Range, paper: Paper, note: Note): void {
  if (thread.range === undefined || !thread.range.isEqual(range)) thread.range = range;
  const label = threadLabel(paper, note.quote);
  if (thread.label !== label) thread.label = label;
  if (thread.contextValue !== "note") thread.contextValue = "note";
  if (thread.canReply !== note.editable) thread.canReply = note.editable;
  const comments = commentsFor(note, thread.comments);
  const same =
    comments.length === thread.comments.length &&
    comments.every((comment, index) => comment === thread.comments[index]);
  if (!same) thread.comments = comments;
}
