import * as vscode from "vscode";
import { settings } from "./names.ts";

export const inlineNotesModes = ["decorations", "comments", "off"] as const;
export type InlineNotesMode = (typeof inlineNotesModes)[number];

const read = (name: string): unknown => vscode.workspace.getConfiguration(settings.section).get(name);
const readText = (name: string): string => {
  const value = read(name);
  return typeof value === "string" ? value.trim() : "";
};

export const inlineNotesMode = (): InlineNotesMode =>
  inlineNotesModes.find((mode) => mode === read(settings.inlineNotes)) ?? "decorations";

export const searchPreview = (): boolean => read(settings.searchPreview) === true;

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
