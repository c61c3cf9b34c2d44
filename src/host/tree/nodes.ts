/** What the tree is made of. A paper stands under every tag it has, so a node names its group too. */
import type { Note } from "../../domain/note.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { LibraryProblem } from "../../library/paperReader.ts";
import type { PlacedSearch } from "../../library/savedSearches.ts";

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

/** Stands above the saved searches. */
export interface SearchesNode {
  readonly kind: "searches";
}

export interface SearchNode {
  readonly kind: "search";
  readonly search: PlacedSearch;
}

/** A file of saved searches that cannot be read. */
export interface FaultNode {
  readonly kind: "fault";
  readonly fault: LibraryProblem;
}

export type SavedNode = SearchesNode | SearchNode | FaultNode;
export type LibraryNode = GroupNode | PaperNode | NoteNode | MoreNode;
export type Node = LibraryNode | SavedNode;

export const isSaved = (node: Node): node is SavedNode =>
  node.kind === "searches" || node.kind === "search" || node.kind === "fault";
