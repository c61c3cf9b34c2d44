/** What can be done with notes outside the reader. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { AnnotationId } from "../../domain/annotation.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { offerUndo } from "../workspace/offerUndo.ts";
import { commands } from "../workspace/names.ts";
import { noteIn, targetsIn } from "../workspace/targets.ts";
import { showNoteHistory, showRemovedNotes } from "./noteHistory.ts";
import { addressOfNote } from "./paperLinks.ts";
import type { CommandBody } from "./registered.ts";

export interface NoteCommandPorts {
  readonly library: Library;
  readonly notes: Notes;
  /** The paper that is open in front. */
  readonly inFront: () => Promise<readonly Paper[]>;
  readonly openAt: (paper: Paper, annotation: AnnotationId) => Promise<void>;
  /** Shows papers that are about what the words say. */
  readonly showSimilar: (words: string, except: Paper) => Promise<void>;
}

export function noteCommands({
  library,
  notes,
  inFront,
  openAt,
  showSimilar,
}: NoteCommandPorts): Record<string, CommandBody> {
  const target = async (args: readonly unknown[]): Promise<{ paper: Paper; id: AnnotationId }> => {
    const [first, second] = args;
    const [paper] = targetsIn(await library.papers(), first);
    const id = typeof second === "string" ? second : noteIn(first);
    if (paper === undefined || id === undefined) throw new Error("This note is no longer there");
    return { paper, id: id as AnnotationId };
  };
  const onePaper = async (first: unknown): Promise<Paper> => {
    const [paper] = first === undefined ? await inFront() : targetsIn(await library.papers(), first);
    if (paper === undefined) throw new Error("Open a paper first, or choose one in the tree");
    return paper;
  };
  /** What programs have proposed on a paper. */
  const waiting = async (first: unknown): Promise<{ paper: Paper; ids: readonly AnnotationId[] }> => {
    const paper = await onePaper(first);
    await notes.open(paper.id);
    const ids = notes.withProposals(paper).flatMap(({ id, proposed }) => (proposed === true ? [id] : []));
    if (ids.length === 0) throw new Error("Nothing is proposed on this paper");
    return { paper, ids };
  };
  const offerUndoOf = (text: string): void => void offerUndo(text, async () => void (await notes.undo()));
  const say = (what: string | undefined, did: string): void =>
    void vscode.window.setStatusBarMessage(
      what === undefined ? `Nothing to ${did}` : `${did}: ${what}`,
      3000,
    );
  return {
    [commands.openNote]: async (...args) => {
      const { paper, id } = await target(args);
      await openAt(paper, id);
    },
    [commands.copyNoteLink]: async (...args) => {
      const { paper, id } = await target(args);
      const address = addressOfNote(paper, id);
      await vscode.env.clipboard.writeText(address);
      vscode.window.setStatusBarMessage("Copied: link to the note", 3000);
      return address;
    },
    [commands.similarToNote]: async (...args) => {
      const { paper, id } = await target(args);
      await notes.open(paper.id);
      const note = notes.withProposals(paper).find((each) => each.id === id);
      if (note === undefined) throw new Error("This note is no longer there");
      await showSimilar([note.comment, note.quote].filter((text) => text !== "").join("\n"), paper);
    },
    [commands.removeNote]: async (...args) => {
      const { paper, id } = await target(args);
      await notes.remove(paper.id, id);
      void offerUndo("Note removed.", () => notes.restore(paper.id, id));
    },
    [commands.acceptProposal]: async (...args) => {
      const { paper, id } = await target(args);
      await notes.accept(paper.id, new Map([[id, undefined]]));
      offerUndoOf("Proposal accepted.");
    },
    [commands.dismissProposal]: async (...args) => {
      const { paper, id } = await target(args);
      await notes.dismiss(paper.id, [id]);
      offerUndoOf("Proposal dismissed.");
    },
    [commands.acceptProposals]: async (first) => {
      const { paper, ids } = await waiting(first);
      await notes.accept(paper.id, new Map(ids.map((id) => [id, undefined])));
      offerUndoOf(`${counted(ids.length, "proposal")} accepted.`);
    },
    [commands.dismissProposals]: async (first) => {
      const { paper, ids } = await waiting(first);
      await notes.dismiss(paper.id, ids);
      offerUndoOf(`${counted(ids.length, "proposal")} dismissed.`);
    },
    [commands.noteHistory]: async (...args) => {
      const { paper, id } = await target(args);
      return showNoteHistory(notes, paper.id, id);
    },
    [commands.removedNotes]: async (first) => showRemovedNotes(notes, (await onePaper(first)).id),
    [commands.undo]: async () => say(await notes.undo(), "undo"),
    [commands.redo]: async () => say(await notes.redo(), "redo"),
    [commands.retrySaving]: () => notes.retry(),
  };
}
