import * as vscode from "vscode";
import type { Color } from "../../domain/annotation.ts";
import { groupingNamed, type Grouping } from "../../literature/grouping.ts";
import { settings } from "./names.ts";

export const inlineNotesModes = ["decorations", "comments", "off"] as const;
export type InlineNotesMode = (typeof inlineNotesModes)[number];

const longestMeaning = 60;

const read = (name: string): unknown => vscode.workspace.getConfiguration(settings.section).get(name);
const readText = (name: string): string => {
  const value = read(name);
  return typeof value === "string" ? value.trim() : "";
};

export const inlineNotesMode = (): InlineNotesMode =>
  inlineNotesModes.find((mode) => mode === read(settings.inlineNotes)) ?? "decorations";

/** What the person means by each colour; empty where nothing is said. */
export function colorMeanings(): Record<Color, string> {
  const value = Object(read(settings.colorMeanings)) as Partial<Record<Color, unknown>>;
  const meaning = (color: Color): string => {
    const words = value[color];
    return typeof words === "string" ? words.trim().slice(0, longestMeaning) : "";
  };
  return {
    yellow: meaning("yellow"),
    green: meaning("green"),
    blue: meaning("blue"),
    pink: meaning("pink"),
    purple: meaning("purple"),
  };
}

export const showsLinkLenses = (): boolean => read(settings.linkLenses) === true;

export const searchPreview = (): boolean => read(settings.searchPreview) === true;

/** Whether PDFs are read in the background. */
export const indexesPdfs = (): boolean => read(settings.indexPdfs) !== "off";

/** Whether agents outside the editor's own chat may put notes before the person. */
export const mcpMayPropose = (): boolean => read(settings.mcpProposals) === true;

export const completesCitations = (): boolean => read(settings.completion) !== false;
export const checksKeys = (): boolean => read(settings.unknownKeys) !== false;
export const hintsNeverCited = (): boolean => read(settings.neverCited) === true;

/** Below the workspace's folder, for notes on papers. */
export const notesFolder = (): string => readText(settings.notesFolder);

export const setNotesFolder = (path: string): Thenable<void> =>
  vscode.workspace
    .getConfiguration(settings.section)
    .update(settings.notesFolder, path, vscode.ConfigurationTarget.Workspace);

/** How the highlights in notes on papers are grouped. */
export const noteGrouping = (): Grouping => groupingNamed(read(settings.noteGrouping));

/** When feeds are asked without a command, as it is written: "off", "onStart" or "HH:MM". */
export const refreshFeedsAt = (): string => readText(settings.refreshFeedsAt);
export const notifiesOfFeeds = (): boolean => read(settings.notifyOfFeeds) !== false;
/** Below the workspace's folder; empty where digests are written only when they are asked for. */
export const digestFolder = (): string => readText(settings.digestFolder);

const usualLargestMb = 100;

export function largestDownloadBytes(): number {
  const value = read(settings.largestDownload);
  return (typeof value === "number" && value > 0 ? value : usualLargestMb) * 1e6;
}

export const configuredAuthor = (): { readonly name: string; readonly email: string } => ({
  name: readText(settings.authorName),
  email: readText(settings.authorEmail),
});

export const affects = (event: vscode.ConfigurationChangeEvent, name: string): boolean =>
  event.affectsConfiguration(`${settings.section}.${name}`);
