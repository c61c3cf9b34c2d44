/**
 * Which folders of logs belong to which paper. A paper that was first known by its title and later by its arXiv id keeps
 * the notes of both: they are read from every folder that is its own or nobody's, and written to its own.
 */
import type { Event } from "../base/emitter.ts";
import type { PaperId } from "./paperId.ts";

export interface PaperFolders {
  /** Resolves when the other two know. */
  ready(): Promise<void>;
  /** The paper's own id first. */
  foldersOf(paper: PaperId): readonly PaperId[];
  /** The paper that the notes in a folder belong to. */
  ownerOf(folder: PaperId): PaperId;
  /** Papers whose folders may be others now. */
  readonly onDidChange: Event<readonly PaperId[]>;
}

/** Each paper has its one folder. */
export const ownFolders: PaperFolders = {
  ready: () => Promise.resolve(),
  foldersOf: (paper) => [paper],
  ownerOf: (folder) => folder,
  onDidChange: () => ({ dispose: () => undefined }),
};
