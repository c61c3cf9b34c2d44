/** What the menus of comment threads do, and the commands that bring threads up. */
import * as vscode from "vscode";

import type { PaperId } from "../../domain/paperId.ts";
import type { Notes } from "../../notes/notes.ts";
import { commands } from "../workspace/names.ts";
import type { KnownPapers } from "./knownPapers.ts";
import type { FileLinks } from "../fileLinks/fileLinks.ts";
import { linkedLinesIn, notedByLinks } from "./linkedLines.ts";
import { NoteComment } from "./noteComment.ts";
import { notedLinesIn, rangesToShow } from "./notedLines.ts";
import { noteTargetAt } from "./noteTarget.ts";
import type { NoteThreads, ShownNote } from "./noteThreads.ts";

export type CommandBody = (...args: readonly unknown[]) => unknown;

export interface ThreadPorts {
  readonly notes: Notes;
  readonly known: KnownPapers;
  readonly links: FileLinks;
  readonly threads: NoteThreads;
  /** What is in view may look different now. */
  readonly check: () => void;
}

export function threadCommands(ports: ThreadPorts): Record<string, CommandBody> {
  const { notes, known, links, threads } = ports;
  return {
    [commands.addNoteHere]: async (place) => {
      const { document, selection } = await editorAt(place);
      const target = await noteTargetAt(document, selection, known);
      if (!target.ok) throw new Error(target.why);
      await threads.begin(document, target.value);
    },
    [commands.showNotesHere]: async () => {
      const editor = editorInFront();
      const { document, selection } = editor;
      const lookup = await known.ready();
      const ranges = rangesToShow(editor);
      const lines = [
        ...(notedLinesIn(document, ranges, known, lookup) ?? []),
        ...notedByLinks(linkedLinesIn(document, links), ranges),
      ];
      if (lines.length === 0) throw new Error("There are no notes on the lines in view");
      threads.show(document, ranges, lines, { create: true, expanded: selection.active.line });
    },
    [commands.saveReply]: async (written) => {
      const { thread, text } = written as vscode.CommentReply;
      if (text.trim() === "") return;
      const { paper, id } = shownIn(thread, threads);
      await notes.reply(paper, id, text);
    },
    [commands.openCommented]: async (thread) => {
      const { paper, id } = shownIn(thread as vscode.CommentThread, threads);
      await vscode.commands.executeCommand(commands.openNote, paper, id);
    },
    [commands.closeComments]: (thread) => threads.close(thread as vscode.CommentThread),
    ...commentCommands(ports),
  };
}

/** What is done to one comment in a thread. */
function commentCommands({ notes, threads, check }: ThreadPorts): Record<string, CommandBody> {
  const change =
    (work: (comment: vscode.Comment, thread: vscode.CommentThread) => Promise<void> | void): CommandBody =>
    async (argument) => {
      const comment = argument as vscode.Comment;
      const thread = threads.holding(comment);
      if (thread === undefined) throw new Error("This comment is no longer there");
      await work(comment, thread);
      // Assigned, so that VS Code looks at them again.
      if (threads.holding(comment) === thread) thread.comments = [...thread.comments];
      check();
    };
  /** The same for comments that are notes or replies already. */
  const changeNote = (work: (comment: NoteComment, paper: PaperId) => Promise<void> | void): CommandBody =>
    change((comment, thread) => {
      if (comment instanceof NoteComment) return work(comment, shownIn(thread, threads).paper);
    });
  return {
    [commands.saveNewNote]: change(async ({ body }, thread) => {
      const draft = threads.draftOf(thread);
      if (draft === undefined || typeof body !== "string" || body.trim() === "") return;
      const { paper, passage } = draft;
      await notes.add({
        paper: paper.id,
        passage: passage && { text: paper.abstract, span: passage },
        comment: body,
      });
      threads.close(thread);
    }),
    [commands.editComment]: changeNote((comment) => comment.beginEdit()),
    [commands.cancelComment]: change((comment, thread) => {
      if (comment instanceof NoteComment) comment.cancelEdit();
      else threads.close(thread);
    }),
    [commands.saveComment]: changeNote(async (comment, paper) => {
      await notes.edit(paper, comment.id, { comment: comment.body });
      comment.mode = vscode.CommentMode.Preview;
    }),
    // The command of the tree: it offers to undo.
    [commands.removeComment]: changeNote(async ({ id }, paper) => {
      await vscode.commands.executeCommand(commands.removeNote, paper, id);
    }),
  };
}

function shownIn(thread: vscode.CommentThread, threads: NoteThreads): ShownNote {
  const shown = threads.noteOf(thread);
  if (shown === undefined) throw new Error("This note is no longer there");
  return shown;
}

interface EditorPlace {
  readonly document: vscode.TextDocument;
  readonly selection: vscode.Range;
}

/** The place that a link in a hover names, else the selection in front. */
async function editorAt(place: unknown): Promise<EditorPlace> {
  if (typeof place !== "object" || place === null || !("uri" in place)) return editorInFront();
  const { uri, line, character } = { line: 0, character: 0, ...place };
  const wanted = vscode.Uri.parse(String(uri), true).toString();
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === wanted);
  const { document } = shown ?? (await vscode.window.showTextDocument(vscode.Uri.parse(wanted)));
  const at = document.validatePosition(new vscode.Position(Number(line), Number(character)));
  return { document, selection: new vscode.Range(at, at) };
}

function editorInFront(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) throw new Error("Open a file, or a paper as text, first");
  return editor;
}
