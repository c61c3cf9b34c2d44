/** Commands that find papers: by a query, or by what they are about. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { commands } from "../workspace/names.ts";
import type { LibrarySearch } from "../../librarySearch/librarySearch.ts";
import { pickPaper } from "./searchPicker.ts";
import { similarToFile, similarToPaper, similarToText } from "./similarPapers.ts";

export interface FindPorts {
  readonly library: Library;
  readonly search: LibrarySearch;
  /** The papers that a command was called with, or the one in front. */
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
}

/** Whoever calls the search with a query gets so many answers. */
const mostAnswers = 50;

export const findCommands = ({ library, search, chosen }: FindPorts) => ({
  [commands.search]: (query: unknown) =>
    typeof query === "string" ? search.search(query, mostAnswers) : pickPaper(library, search),
  [commands.similar]: async (...args: readonly unknown[]) => {
    const [paper] = await chosen(args);
    if (paper !== undefined) await similarToPaper(search, paper);
  },
  [commands.similarToText]: () => similarToText(search, vscode.window.activeTextEditor),
  [commands.similarToFile]: () => similarToFile(search, vscode.window.activeTextEditor?.document),
});
