/** Tells VS Code whether a paper is in front and starred, so that its title offers the one star, the other or none. */
import * as vscode from "vscode";
import { Disposables, type Disposable } from "../../base/disposables.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { contextKeys } from "../workspace/names.ts";
import { paperIdOf } from "../workspace/paperUri.ts";

/** @param ofPdf the paper that a PDF belongs to. */
export function tellStar(
  library: Library,
  ofPdf: (file: vscode.Uri) => Promise<Paper | undefined>,
): Disposable {
  const own = new Disposables();
  let told: string | undefined;
  let asked = 0;
  const inFront = async (): Promise<Paper | undefined> => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!(input instanceof vscode.TabInputCustom)) return undefined;
    const id = paperIdOf(input.uri);
    return id === undefined ? ofPdf(input.uri) : library.get(id);
  };
  const tell = async (): Promise<void> => {
    const turn = ++asked;
    const paper = await inFront();
    const star = paper === undefined ? "" : library.get(paper.id)?.starred === true ? "starred" : "unstarred";
    if (turn !== asked || told === star) return;
    told = star;
    await vscode.commands.executeCommand("setContext", contextKeys.star, star);
  };
  own.add(vscode.window.tabGroups.onDidChangeTabs(() => void tell()));
  own.add(vscode.window.tabGroups.onDidChangeTabGroups(() => void tell()));
  own.add(library.onDidChange(() => void tell()));
  void tell();
  return own;
}
