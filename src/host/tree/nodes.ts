/** What the tree is made of. A paper stands under every tag it has, so a node names its group too. */
import type { Note } from "../../domain/note.ts";
import type { PaperId } from "../../domain/paperId.ts";

export interface GroupNode {
  readonly kind: "group";
  readonly group: string;
}

export interface PaperNode {
  readonly kind: "paper";
  readonly group: string;
  readonly paper: PaperId;
}

export interface NoteNode {
  readonly kind: "note";
  readonly group: string;
  readonly paper: PaperId;
  readonly note: Note;
}

/** Stands for the papers of a long group that are not drawn yet. */
export interface MoreNode {
  readonly kind: "more";
  readonly group: string;
}

export type Node = GroupNode | PaperNode | NoteNode | MoreNode;
