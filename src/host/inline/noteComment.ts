/** Notes and their replies as VS Code's comments. */
import * as vscode from "vscode";
import type { AnnotationId } from "../../domain/annotation.ts";
import { isInConflict, type Note, type Reply } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import { clip, oneLine } from "../../library/markdownText.ts";

const longestLabel = 80;

/** What a comment's menus ask for. */
export const commentContexts = { editable: "editable", readOnly: "readOnly", draft: "draft" } as const;

/**
 * A note that is still being written. A comment in editing mode, and not VS Code's box for replies: only so is the cursor put
 * into it, and only so are the words still there when saving fails.
 */
export class DraftComment implements vscode.Comment {
  body = "";
  mode = vscode.CommentMode.Editing;
  readonly author = { name: "New note" };
  readonly contextValue = commentContexts.draft;
}

export class NoteComment implements vscode.Comment {
  /** A plain text: VS Code shows it as it is, so that nothing in another's note is a link or an image. */
  body: string;
  mode = vscode.CommentMode.Preview;
  readonly id: AnnotationId;
  readonly author: vscode.CommentAuthorInformation;
  readonly timestamp: Date;
  readonly contextValue: string;
  readonly label?: string;
  readonly #said: Reply;

  constructor(said: Reply) {
    this.#said = said;
    this.id = said.id;
    this.body = shownText(said);
    this.author = { name: said.author === "" ? "Unknown" : oneLine(said.author) };
    this.timestamp = new Date(said.created);
    this.contextValue = said.editable ? commentContexts.editable : commentContexts.readOnly;
    if (isInConflict(said)) this.label = "in conflict";
    else if (said.modified > said.created) this.label = "edited";
  }

  says(reply: Reply): boolean {
    const { comment, modified, editable } = this.#said;
    return (
      reply.comment === comment &&
      reply.modified === modified &&
      reply.editable === editable &&
      isInConflict(reply) === isInConflict(this.#said)
    );
  }

  beginEdit(): void {
    this.body = this.#said.comment;
    this.mode = vscode.CommentMode.Editing;
  }

  cancelEdit(): void {
    this.body = shownText(this.#said);
    this.mode = vscode.CommentMode.Preview;
  }
}

const shownText = ({ comment }: Reply): string => (comment === "" ? "(no comment)" : comment);

/** The note's own comment and those of its replies; what has not changed, or is being edited, stays as it is. */
export function commentsFor(note: Note, before: readonly vscode.Comment[]): readonly NoteComment[] {
  const known = new Map<AnnotationId, NoteComment>();
  for (const comment of before) if (comment instanceof NoteComment) known.set(comment.id, comment);
  return [note, ...note.replies].map((said) => {
    const shown = known.get(said.id);
    const stays = shown !== undefined && (shown.mode === vscode.CommentMode.Editing || shown.says(said));
    return stays ? shown : new NoteComment(said);
  });
}

export const threadLabel = (paper: Paper, quote: string): string =>
  quote === "" ? clip(paper.title, longestLabel) : `“${clip(quote, longestLabel)}”`;
