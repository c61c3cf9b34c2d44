/** The versions of a note and the removed notes of a paper, to look at and to bring back. */
import * as vscode from "vscode";
import {
  annotationTags,
  commentOf,
  editorName,
  isDeleted,
  quoteOf,
  type Annotation,
  type AnnotationId,
} from "../../domain/annotation.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Notes } from "../../notes/notes.ts";
import { changeWords } from "../../notes/changeWords.ts";
import { pastOf, type PastVersion } from "../../notes/past.ts";
import type { Standing } from "../../notes/standing.ts";
import { offerUndo } from "../workspace/offerUndo.ts";

interface VersionItem extends vscode.QuickPickItem {
  readonly version: PastVersion;
}

const longest = 300;
const dates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const when = (iso: string): string => (Number.isNaN(Date.parse(iso)) ? iso : dates.format(new Date(iso)));
const clipped = (text: string): string => {
  const flat = text.replace(/\s+/gu, " ").trim();
  return flat.length > longest ? `${flat.slice(0, longest)}…` : flat;
};

/** Newest first. Choosing an earlier version makes it the newest; answers whether one was chosen. */
export async function showNoteHistory(notes: Notes, paper: PaperId, id: AnnotationId): Promise<boolean> {
  await notes.open(paper);
  const standing = notes.standing(paper, id);
  if (standing === undefined) throw new Error("This note is no longer there");
  const items = versionItems(standing);
  const picked = await vscode.window.showQuickPick(items, {
    title: "History of This Note",
    placeHolder: items.length > 1 ? "Choose a version to restore" : "This note has one version",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const isNow = picked === items[0] && standing.conflicts.length === 0 && !isDeleted(standing.shown);
  if (picked === undefined || isNow) return false;
  await notes.restoreVersion(paper, id, picked.version.key);
  void offerUndo(`Restored: ${when(picked.version.line.modified)}.`, () => notes.undo());
  return true;
}

/** The last removed first. Those chosen come back in one step; answers how many. */
export async function showRemovedNotes(notes: Notes, paper: PaperId): Promise<number> {
  await notes.open(paper);
  const removed = notes.removed(paper);
  if (removed.length === 0) {
    void vscode.window.showInformationMessage("No notes of this paper have been removed.");
    return 0;
  }
  const items = removed.map(({ shown }) => ({
    label: labelOf(shown),
    description: `removed by ${editorName(shown) || "someone"}, ${when(shown.modified)}`,
    detail: clipped(quoteOf(shown)?.exact ?? ""),
    id: shown.id,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: "Removed Notes",
    placeHolder: "Choose the notes to bring back",
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined || picked.length === 0) return 0;
  await notes.restoreAll(
    paper,
    picked.map(({ id }) => id),
  );
  void offerUndo(picked.length === 1 ? "Note restored." : `${picked.length} notes restored.`, () =>
    notes.undo(),
  );
  return picked.length;
}

function versionItems(standing: Standing): readonly VersionItem[] {
  const past = [...pastOf(standing)].reverse();
  return past.map((version, at) => {
    const { line, changes } = version;
    const isNow = at === 0 && standing.conflicts.length === 0 && !isDeleted(standing.shown);
    return {
      version,
      label: `${isNow ? "$(check) " : isDeleted(line) ? "$(trash) " : ""}${labelOf(line)}`,
      description: `${editorName(line) || "someone"}, ${when(line.modified)}${isNow ? " · as it is now" : ""}`,
      detail: clipped(at === past.length - 1 ? "made" : changeWords(changes)),
    };
  });
}

function labelOf(line: Annotation): string {
  const tags = annotationTags(line).map((tag) => `#${tag}`);
  const words = clipped(commentOf(line)) || clipped(quoteOf(line)?.exact ?? "");
  // "$(" would be read as the name of an icon.
  return [words || "Note without words", ...tags].join(" ").replaceAll("$(", "$ (");
}
