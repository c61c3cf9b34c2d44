/** What the menus of comment threads do, and the commands that bring threads up. */
import * as vscode from "vscode";
import type { Note } from "../../domain/note.ts";
import type { Notes } from "../../notes/notes.ts";
import { commands } from "../workspace/names.ts";
import type { KnownPapers } from "./knownPapers.ts";
import { NoteComment } from "./noteComment.ts";
import { notedLinesIn, rangesToShow } from "./notedLines.ts";
import { noteTargetAt, type NoteTarget } from "./noteTarget.ts";
import type { NoteThreads, ShownNote } from "./noteThreads.ts";

export type CommandBody = (...args: readonly unknown[]) => unknown;

export interface ThreadPorts {
  readonly notes: Notes;
  readonly known: KnownPapers;
  readonly threads: NoteThreads;
  /** What is in view may look different now. */
  readonly check: () => void;
}

export function threadCommands(ports: ThreadPorts): Record<string, CommandBody> {
  const { notes, known, threads, check } = ports;
  const save: CommandBody = async (written) => {
    const { thread, text } = written as vscode.CommentReply;
    if (text.trim() === "") return;
    const draft = threads.draftOf(thread);
    if (draft !== undefined) await threads.keep(thread, draft.paper, saveNote(notes, draft, text));
    else {
      const { paper, id } = shownIn(thread, threads);
      await notes.reply(paper, id, text);
    }
    check();
  };
  return {
    [commands.addNoteHere]: async (place) => {
      const { document, selection } = await editorAt(place);
      const target = await noteTargetAt(document, selection, known);
      if (!target.ok) throw new Error(target.why);
      threads.begin(document, target.value);
    },
    [commands.showNotesHere]: async () => {
      const editor = editorInFront();
      const { document, selection } = editor;
      const lookup = await known.ready();
      const ranges = rangesToShow(editor);
      const lines = notedLinesIn(document, ranges, known, lookup) ?? [];
      if (lines.length === 0) throw new Error("There are no notes on the lines in view");
      threads.show(document, ranges, lines, { create: true, expanded: selection.active.line });
    },
    [commands.saveNewNote]: save,
    [commands.saveReply]: save,
    [commands.openCommented]: async (thread) => {
      const { paper, id } = shownIn(thread as vscode.CommentThread, threads);
      await vscode.commands.executeCommand(commands.openNote, paper, id);
    },
    [commands.closeComments]: (thread) => threads.close(thread as vscode.CommentThread),
    ...commentCommands(ports),
  };
}

function commentCommands({ notes, threads, check }: ThreadPorts): Record<string, CommandBody> {
  const change =
    (work: (comment: NoteComment, thread: vscode.CommentThread) => Promise<void> | void): CommandBody =>
    async (comment) => {
      const thread = comment instanceof NoteComment ? threads.holding(comment) : undefined;
      if (!(comment instanceof NoteComment) || thread === undefined)
        throw new Error("This comment is no longer there");
      await work(comment, thread);
      thread.comments = [...thread.comments]; // assigned, so that VS Code looks at them again
      check();
    };
  return {
    [commands.editComment]: change((comment) => comment.beginEdit()),
    [commands.cancelComment]: change((comment) => comment.cancelEdit()),
    [commands.saveComment]: change(async (comment, thread) => {
      await notes.edit(shownIn(thread, threads).paper, comment.id, { comment: comment.body });
      comment.mode = vscode.CommentMode.Preview;
    }),
    [commands.removeComment]: change(async (comment, thread) => {
      // The command of the tree: it offers to undo.
      const { paper } = shownIn(thread, threads);
      await vscode.commands.executeCommand(commands.removeNote, paper, comment.id);
    }),
  };
}

async function saveNote(notes: Notes, { paper, passage }: NoteTarget, comment: string): Promise<Note> {
  const { id } = await notes.add({
    paper: paper.id,
    passage: passage && { text: paper.abstract, span: passage },
    comment,
  });
  const note = notes.of(paper).find((each) => each.id === id);
  if (note === undefined) throw new Error("This note is no longer there");
  return note;
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
