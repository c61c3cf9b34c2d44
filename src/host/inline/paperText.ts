/** Papers as Markdown documents for the text editor, beside the reader that is their usual editor. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Emitter } from "../../base/emitter.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library, LibraryChange } from "../../library/library.ts";
import { paperScheme } from "../workspace/names.ts";
import { targetsIn } from "../workspace/targets.ts";
import { paperIdOf, paperUri } from "../workspace/paperUri.ts";
import type { KnownPapers } from "./knownPapers.ts";

export function providePaperTexts(library: Library, known: KnownPapers, log: Log): vscode.Disposable {
  const own = new Disposables();
  const changes = own.add(
    new Emitter<vscode.Uri>((failure) => log.error(`A paper's text was not renewed: ${reasonOf(failure)}`)),
  );
  own.add(
    vscode.workspace.registerTextDocumentContentProvider(paperScheme, {
      onDidChange: changes.event,
      async provideTextDocumentContent(uri) {
        await library.load();
        const id = paperIdOf(uri);
        const paper = id === undefined ? undefined : known.paper(id);
        return paper === undefined ? gone : known.rendition(paper).text;
      },
    }),
  );
  own.add(library.onDidChange((change) => openTextsIn(change).forEach((uri) => changes.fire(uri))));
  return own;
}

const gone =
  "This paper is not in the library of this workspace. It may have been removed, or belong to another folder.\n";

function openTextsIn({ added, changed, removed }: LibraryChange): readonly vscode.Uri[] {
  const ids = new Set([...[...added, ...changed].map(({ id }) => id), ...removed]);
  return vscode.workspace.textDocuments.flatMap(({ uri }) => {
    const id = paperIdOf(uri);
    return id !== undefined && ids.has(id) ? [uri] : [];
  });
}

/** Opens the papers that a command was called with, or the one whose reader is in front, beside. */
export async function openAsText(
  papers: readonly Paper[],
  [target, selection]: readonly unknown[],
): Promise<void> {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri = target ?? (tab instanceof vscode.TabInputCustom ? tab.uri : undefined);
  const chosen = targetsIn(papers, uri instanceof vscode.Uri ? paperIdOf(uri) : uri, selection);
  if (chosen.length === 0) throw new Error("Open a paper first, or choose one in the Marginalia view");
  for (const paper of chosen)
    await vscode.commands.executeCommand("vscode.openWith", paperUri(paper), "default", {
      viewColumn: vscode.ViewColumn.Beside,
      preview: false,
    });
}
