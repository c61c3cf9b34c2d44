/** The places that mention a paper, to go to one of them: from the tree and the reader, where no text is under the cursor. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { clip } from "../../library/markdownText.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { locationsOf, mentionsOf } from "./usages.ts";
import type { WorkspaceMentions } from "./workspaceMentions.ts";

export async function pickMention(
  paper: Paper,
  known: KnownPapers,
  mentions: WorkspaceMentions,
): Promise<void> {
  const finder = await known.ready();
  const places = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: "Looking for mentions" },
    async () => locationsOf(mentionsOf(paper.id, await mentions.all(), finder)),
  );
  if (places.length === 0) throw new Error(`No file of the workspace mentions “${clip(paper.title, 80)}”`);
  const items = await Promise.all(
    places.map(async (place) => {
      const document = await vscode.workspace.openTextDocument(place.uri);
      const { line } = place.range.start;
      return {
        label: `${vscode.workspace.asRelativePath(place.uri)}:${line + 1}`,
        detail: clip(document.lineAt(Math.min(line, document.lineCount - 1)).text, 200),
        place,
      };
    }),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: `Mentions of “${clip(paper.title, 80)}”`,
    placeHolder: "Go to…",
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  await vscode.window.showTextDocument(picked.place.uri, { selection: picked.place.range });
}
