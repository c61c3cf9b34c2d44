/** Files that cannot be read, in the Problems panel; notes that cannot be written, in one notification. */
import * as vscode from "vscode";
import { Disposables, type Disposable } from "../../base/disposables.ts";
import type { Files } from "../../base/ports.ts";
import type { Library } from "../../library/library.ts";
import type { SavedSearches } from "../../library/savedSearches.ts";
import type { TagColors } from "../../library/tagColors.ts";
import type { Notes } from "../../notes/notes.ts";
import { commands } from "../workspace/names.ts";
import type { ShownLog } from "./registered.ts";

export type UriOf = (shelf: Files, path: string) => vscode.Uri | undefined;

export interface ProblemSources {
  readonly library: Library;
  readonly notes: Notes;
  readonly saved: SavedSearches;
  readonly looks: TagColors;
}

export function showProblems({ library, notes, saved, looks }: ProblemSources, uriOf: UriOf): Disposable {
  const own = new Disposables();
  const collection = own.add(vscode.languages.createDiagnosticCollection("marginalia"));
  const show = (): void => {
    const problems = [
      ...[...library.problems, ...saved.problems, ...looks.problems].map((problem) => ({
        ...problem,
        line: 1,
      })),
      ...notes.problems,
    ];
    const byFile = new Map<string, [vscode.Uri, vscode.Diagnostic[]]>();
    for (const { shelf, path, line, why } of problems) {
      const uri = uriOf(shelf, path);
      if (uri === undefined) continue;
      const entry = byFile.get(uri.toString()) ?? [uri, []];
      entry[1].push(diagnostic(line, why));
      byFile.set(uri.toString(), entry);
    }
    collection.clear();
    collection.set([...byFile.values()]);
  };
  own.add(library.onDidChangeProblems(show));
  own.add(notes.onDidChangeProblems(show));
  own.add(saved.onDidChange(show));
  own.add(looks.onDidChange(show));
  return own;
}

function diagnostic(line: number, why: string): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  const found = new vscode.Diagnostic(
    range,
    `${why}. It is left as it is.`,
    vscode.DiagnosticSeverity.Warning,
  );
  found.source = "Marginalia";
  return found;
}

/** Says once that notes are not on disk yet, and again only after they were. */
export function showTrouble(notes: Notes, log: ShownLog): Disposable {
  let said = false;
  return notes.onDidChangeTrouble((why) => {
    if (why === undefined) said = false;
    else if (!said) {
      said = true;
      log.error(`Notes could not be written: ${why}`);
      void complain(why, log);
    }
  });
}

async function complain(why: string, log: ShownLog): Promise<void> {
  const [again, showLog] = ["Try Again", "Show Log"];
  const sentence = `Marginalia: a note is not on disk yet (${why}). It is kept and tried again.`;
  const answer = await vscode.window.showErrorMessage(sentence, again, showLog);
  if (answer === again) await vscode.commands.executeCommand(commands.retrySaving);
  if (answer === showLog) log.show();
}
