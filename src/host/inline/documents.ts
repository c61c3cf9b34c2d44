/** Which documents are searched for mentions of papers, and what they are written in. */
import type * as vscode from "vscode";
import type { LanguageKind } from "../../citations/languages.ts";
import { paperScheme } from "../workspace/names.ts";

const kinds: Readonly<Record<string, LanguageKind>> = {
  markdown: "markdown",
  quarto: "markdown",
  rmd: "markdown",
  myst: "markdown",
  mdx: "markdown",
  org: "markdown",
  plaintext: "text",
  restructuredtext: "text",
  latex: "latex",
  tex: "latex",
  doctex: "latex",
  "latex-expl3": "latex",
  rsweave: "latex",
  typst: "typst",
  bibtex: "bibtex",
};

/** By the ends of names, for files that are read without VS Code telling their language. */
const endings: Readonly<Record<string, LanguageKind>> = {
  md: "markdown",
  markdown: "markdown",
  qmd: "markdown",
  rmd: "markdown",
  mdx: "markdown",
  org: "markdown",
  txt: "text",
  rst: "text",
  tex: "latex",
  ltx: "latex",
  rnw: "latex",
  typ: "typst",
  bib: "bibtex",
};

/** Programs whose comments may name papers. */
const codeEndings =
  "c cc cpp cu cuh f90 go h hpp hs java jl js jsx kt lua m mjs ml php pl proto pt py pyi r rb rs scala sh sql swift toml ts tsx yaml yml";

/** Files of the workspace in which mentions are looked for. */
export const mentioningEndings: readonly string[] = [...Object.keys(endings), ...codeEndings.split(" ")];

/**
 * For the registration of hovers, links and all else: every language, wherever the document comes from. Those that have
 * citations of their own are named, else VS Code's Markdown would come first and rename "[@key]" as a link's label.
 */
export const mentioningDocuments: vscode.DocumentSelector = [...Object.keys(kinds), "*"];
export const paperDocuments: vscode.DocumentSelector = { scheme: paperScheme };

/** Papers as text, where notes stand on their own lines; boxes in which comments and commit messages are written; logs. */
const unsearched = new Set([
  paperScheme,
  "comment",
  "vscode-scm",
  "output",
  "search-editor",
  "vscode-settings",
]);
/** Written by programs: logs, and what lists and locks hold. */
const unsearchedLanguages = new Set([
  "log",
  "Log",
  "json",
  "jsonc",
  "jsonl",
  "search-result",
  "ignore",
  "diff",
]);

/** `undefined` for documents in which no mentions are looked for. */
export function kindOf({ uri, languageId }: vscode.TextDocument): LanguageKind | undefined {
  if (unsearched.has(uri.scheme) || unsearchedLanguages.has(languageId)) return undefined;
  if (Object.hasOwn(kinds, languageId) && languageId !== "plaintext") return kinds[languageId];
  // A file without an extension for its language is plain text to VS Code: "notes.typ", "paper.qmd".
  return endings[endingOf(uri)] ?? kinds[languageId] ?? "code";
}

export const kindOfFile = (uri: vscode.Uri): LanguageKind => endings[endingOf(uri)] ?? "code";

const endingOf = ({ path }: vscode.Uri): string => /\.([^./]{1,12})$/u.exec(path)?.[1]?.toLowerCase() ?? "";

/** Whether notes can show in a document at all. */
export const mayShowNotes = (document: vscode.TextDocument): boolean =>
  document.uri.scheme === paperScheme || kindOf(document) !== undefined;
