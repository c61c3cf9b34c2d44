/** Which papers have a PDF whose words the search cannot find, and why. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { noTextInWords } from "../../library/noText.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";
import { commands } from "../workspace/names.ts";

interface PaperItem extends vscode.QuickPickItem {
  readonly paper: Paper;
}

/** @returns what was shown, so that a caller can look at it too. */
export async function showPapersWithoutText(
  library: Library,
  texts: PaperTexts,
): Promise<readonly { readonly paper: string; readonly why: string }[]> {
  const items: PaperItem[] = [];
  for (const paper of await library.papers()) {
    const none = await texts.whyNone(paper);
    if (none !== undefined)
      items.push({ label: plain(paper.title), description: noTextInWords(none), paper, alwaysShow: true });
  }
  const answer = items.map(({ paper, description = "" }) => ({ paper: paper.id, why: description }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage("The words of every PDF of the library can be searched.");
    return answer;
  }
  void vscode.window
    .showQuickPick(items, {
      title: "Papers whose PDF cannot be searched",
      placeHolder: "Choose a paper to open its PDF",
      matchOnDescription: true,
    })
    .then((chosen) => chosen && vscode.commands.executeCommand(commands.openPdf, chosen.paper.id));
  return answer;
}

const longestTitle = 300;
/** VS Code draws "$(name)" in labels as an icon. */
const plain = (title: string): string => title.slice(0, longestTitle).replace(/\$\(/gu, "\\$(");
