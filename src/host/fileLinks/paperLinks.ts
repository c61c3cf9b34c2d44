/** The links of each paper's notes, as they are shown: derived once, and again when notes or the paper change. */
import type * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import {
  commentOf,
  creatorName,
  formatVersion,
  newestFormat,
  quoteOf,
  sourceOf,
  type Annotation,
  type AnnotationId,
} from "../../domain/annotation.ts";
import { fileLinksOf, type FilePlace } from "../../domain/fileLink.ts";
import type { Note, Reply } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";

/** One link: lines of a file on one side, a passage of a paper, or the whole of it, on the other. */
export interface FileLink {
  readonly paper: Paper;
  /** Of the annotation that links, and which of its links. */
  readonly id: AnnotationId;
  readonly at: number;
  readonly place: FilePlace;
  /** The note that the link belongs to, itself or as an answer; `undefined` where that was removed. */
  readonly note: Note | undefined;
  /** The words of the paper; empty where it is the whole paper, or a part of a page without words. */
  readonly quote: string;
  readonly comment: string;
  readonly author: string;
  readonly editable: boolean;
}

export interface PaperLinkPorts {
  readonly library: Library;
  readonly notes: Notes;
  /** Placed in their abstracts once. */
  readonly notesOf: (paper: Paper) => readonly Note[];
  /** The folder of the workspace that a shelf is in. */
  readonly homeOf: (paper: PaperId) => vscode.Uri | undefined;
}

export class PaperLinks implements vscode.Disposable {
  readonly #ports: PaperLinkPorts;
  readonly #own = new Disposables();
  readonly #links = new Map<PaperId, readonly FileLink[]>();

  constructor(ports: PaperLinkPorts) {
    this.#ports = ports;
    this.#own.add(ports.notes.onDidChange(({ paper }) => void this.#links.delete(paper)));
    this.#own.add(
      ports.library.onDidChange(({ changed, removed }) => {
        for (const id of [...changed.map((paper) => paper.id), ...removed]) this.#links.delete(id);
      }),
    );
  }

  /** None until the notes of the paper are open. */
  of(id: PaperId): readonly FileLink[] {
    const known = this.#links.get(id);
    if (known !== undefined) return known;
    const { library, notes, notesOf } = this.#ports;
    const paper = library.get(id);
    if (paper === undefined || !notes.isOpen(id)) return [];
    const shown = new Map<AnnotationId, { readonly note: Note; readonly said: Reply }>();
    for (const note of notesOf(paper))
      for (const said of [note, ...note.replies]) shown.set(said.id, { note, said });
    const links = notes.annotations(id).flatMap((annotation) =>
      fileLinksOf(annotation).map((place, at) => {
        const note = shown.get(annotation.id)?.note;
        return {
          ...{ paper, id: annotation.id, at, place, note },
          quote: note?.quote ?? this.#quoteOf(id, annotation),
          comment: commentOf(annotation),
          author: creatorName(annotation),
          editable: formatVersion(annotation) <= newestFormat,
        };
      }),
    );
    this.#links.set(id, links);
    return links;
  }

  dispose(): void {
    this.#own.dispose();
  }

  /** Of a link whose note was removed: what the note was about. */
  #quoteOf(paper: PaperId, annotation: Annotation): string {
    const source = sourceOf(annotation);
    const about =
      source.kind === "annotation" ? this.#ports.notes.standing(paper, source.id)?.shown : annotation;
    return (about && quoteOf(about)?.exact) ?? "";
  }
}
