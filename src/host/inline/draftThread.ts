/**
 * Unfolds a thread for a new note with the cursor in it, which VS Code does for threads of its own making only.
 *
 * It puts the cursor into a comment when a thread that was drawn folded, and holds nothing but this one in editing mode, is
 * unfolded. A box for replies would take the cursor away. (Its Comments panel, which it opens for threads with comments, it
 * leaves alone as long as the only comment is empty.)
 */
import * as vscode from "vscode";
import type { Event } from "../../base/emitter.ts";
import { DraftComment } from "./noteComment.ts";

/** If nothing is drawn, because the document is not in view. */
const patienceMs = 1_500;
/** From the first text box to the end of the drawing. */
const restMs = 100;

/**
 * @param thread folded, empty, and made just now
 * @param onBox a text box for comments was drawn
 */
export async function unfoldDraft(thread: vscode.CommentThread, onBox: Event<void>): Promise<void> {
  thread.canReply = false;
  thread.comments = [new DraftComment()];
  await next(onBox);
  thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
}

function next(event: Event<void>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      subscription.dispose();
      clearTimeout(patience);
      setTimeout(resolve, restMs);
    };
    const patience = setTimeout(done, patienceMs);
    const subscription = event(done);
  });
}
