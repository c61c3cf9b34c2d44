/**
 * Notes as comment threads. VS Code opens its Comments panel for any thread that has comments, so threads are made only when
 * the person asked for them. Which notes belong where comes from outside (`show`); this keeps the threads at that.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Emitter } from "../../base/emitter.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import { textAt } from "../../base/span.ts";
import type { AnnotationId } from "../../domain/annotation.ts";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { commentController } from "../workspace/names.ts";
import { unfoldDraft } from "./draftThread.ts";
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
  readonly #boxes: Emitter<void>;
  #controller: vscode.CommentController | undefined;

  constructor(log: Log) {
    this.#boxes = this.#own.add(
      new Emitter((failure) => log.error(`A comment could not be unfolded: ${reasonOf(failure)}`)),
    );
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
    if (!create) return;
    for (const { line, range, paper, note } of fresh) {
      const thread = this.#thread(document.uri, range, commentsFor(note, []));
      fill(thread, range, paper, note);
      if (line === expanded) unfold(thread);
      this.#shown.set(thread, { paper: paper.id, id: note.id });
    }
    for (const [{ thread, line }] of kept) if (line === expanded) unfold(thread);
  }

  /** A thread in which a note can be written, with the cursor in it. */
  async begin(document: vscode.TextDocument, target: NoteTarget): Promise<void> {
    const { paper, passage, range } = target;
    const thread = this.#thread(document.uri, range, []);
    thread.label = threadLabel(paper, passage === undefined ? "" : textAt(paper.abstract, passage));
    thread.contextValue = "draft";
    this.#drafts.set(thread, target);
    await unfoldDraft(thread, this.#boxes.event);
  }

  /** The thread in which a comment stands. */
  holding(comment: vscode.Comment): vscode.CommentThread | undefined {
    return [...this.#shown.keys(), ...this.#drafts.keys()].find(({ comments }) => comments.includes(comment));
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

  #thread(uri: vscode.Uri, range: vscode.Range, comments: readonly vscode.Comment[]): vscode.CommentThread {
    this.#controller ??= this.#makeController();
    const thread = this.#controller.createCommentThread(uri, range, comments);
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    return thread;
  }

  #makeController(): vscode.CommentController {
    const controller = vscode.comments.createCommentController(commentController, "Marginalia");
    controller.options = { prompt: "Reply…", placeHolder: "Write in Markdown" };
    // Nothing is offered in the gutter. But VS Code asks for the boxes in which comments are written too, once drawn.
    controller.commentingRangeProvider = {
      provideCommentingRanges: ({ uri }) => {
        if (uri.scheme === "comment") this.#boxes.fire();
        return undefined;
      },
    };
    return controller;
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

function unfold(thread: vscode.CommentThread): void {
  thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
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
