/** Which documents are searched for mentions of papers, and what they are written in. */
import type * as vscode from "vscode";
import type { LanguageKind } from "../../citations/languages.ts";
import { paperScheme } from "../workspace/names.ts";

const kinds: Readonly<Record<string, LanguageKind>> = {
  markdown: "markdown",
  plaintext: "text",
  restructuredtext: "text",
  latex: "latex",
  tex: "latex",
  bibtex: "bibtex",
  python: "code",
};

/** For the registration of hovers and links: these languages, wherever the document comes from. */
export const mentioningDocuments: vscode.DocumentSelector = Object.keys(kinds);
export const paperDocuments: vscode.DocumentSelector = { scheme: paperScheme };

/** Papers as text, where notes stand on their own lines; boxes in which comments and commit messages are written; logs. */
const unsearched = new Set([paperScheme, "comment", "vscode-scm", "output"]);

/** `undefined` for documents in which no mentions are looked for. */
export const kindOf = ({ uri, languageId }: vscode.TextDocument): LanguageKind | undefined =>
  unsearched.has(uri.scheme) || !Object.hasOwn(kinds, languageId) ? undefined : kinds[languageId];

/** Whether notes can show in a document at all. */
export const mayShowNotes = (document: vscode.TextDocument): boolean =>
  document.uri.scheme === paperScheme || kindOf(document) !== undefined;
