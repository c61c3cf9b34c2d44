/** Finds the lines of a link on disk or in an editor, or says why they are not found. */
import * as vscode from "vscode";
import { SearchedText } from "../../anchoring/placeInText.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import type { Span } from "../../base/span.ts";
import { fileName } from "../../domain/fileLink.ts";
import type { Placement } from "../../domain/note.ts";
import { placeLines } from "../../fileLinks/placeLines.ts";
import { decodedText } from "../workspace/decodedText.ts";
import { orMissing } from "../workspace/orMissing.ts";
import type { FileLinks } from "./fileLinks.ts";
import type { FileLink } from "./paperLinks.ts";

export interface Located {
  readonly uri: vscode.Uri;
  readonly state: "anchored" | "uncertain";
  readonly span: Span;
}

/** Files of one name are no more than these in what a person works on. */
const mostNamesakes = 50;
const largestBytes = 20_000_000;

export async function locate(link: FileLink, links: FileLinks): Promise<Result<Located>> {
  const { place } = link;
  const uri = links.uriOf(link);
  if (uri === undefined) return fail(`Its folder “${place.folder ?? ""}” is not open in this window`);
  const there = await placed(link, uri, links);
  if (there !== undefined && there.state !== "unplaced") return ok({ uri, ...there });
  if (there !== undefined) return fail(`Its lines are not found in ${place.path}`);
  const namesakes = await vscode.workspace.findFiles(
    `**/${asGlob(fileName(place))}`,
    undefined,
    mostNamesakes,
  );
  for (const namesake of namesakes) {
    const found = await placed(link, namesake, links);
    if (found?.state === "anchored") return ok({ uri: namesake, ...found });
  }
  return fail(`${place.path} is not there`);
}

/** `undefined` where there is no such file, or none with text. */
async function placed(link: FileLink, uri: vscode.Uri, links: FileLinks) {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  // The editor holds on to files for a while that are not there any more.
  const facts = await orMissing(vscode.workspace.fs.stat(uri));
  if (open !== undefined && (facts !== undefined || open.isDirty)) {
    const shown = links.in(open).find(({ id, at }) => id === link.id && at === link.at);
    return shown?.placement ?? found(open.getText(), link);
  }
  if (facts === undefined || facts.type & vscode.FileType.Directory || facts.size > largestBytes)
    return undefined;
  const bytes = await orMissing(vscode.workspace.fs.readFile(uri));
  return bytes && found(decodedText(bytes).text, link);
}

const found = (text: string, { place }: FileLink): Placement =>
  placeLines(text, new SearchedText(text), place);

/** Brackets and stars in a name are meant as they are. */
const asGlob = (name: string): string => name.replace(/[[\]{}*?]/gu, "[$&]");

/** Opens the lines, selected. @throws with the reason they are not found. */
export async function openLines(link: FileLink, links: FileLinks): Promise<void> {
  const found = await locate(link, links);
  if (!found.ok) throw new Error(`${found.why}. Re-attach the link, or remove it`);
  const { uri, span, state } = found.value;
  const document = await vscode.workspace.openTextDocument(uri);
  const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
  await vscode.window.showTextDocument(document, {
    selection: range,
    preview: false,
    viewColumn: besideReader(),
  });
  if (state === "uncertain")
    vscode.window.setStatusBarMessage(
      `The likeliest lines of ${vscode.workspace.asRelativePath(uri)}: they have changed since they were linked`,
      5000,
    );
}

/** A reader in front stays in sight. */
function besideReader(): vscode.ViewColumn {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  if (!(activeTab?.input instanceof vscode.TabInputCustom)) return vscode.ViewColumn.Active;
  return vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.Beside;
}
