/** All links of the workspace in a Quick Pick: those whose lines are lost first, with a way to give them others. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Result } from "../../base/result.ts";
import { clip, plainWords } from "../../library/markdownText.ts";
import { readableMath } from "../../library/plainTex.ts";
import { withoutIcons } from "../search/searchRows.ts";
import { commands } from "../workspace/names.ts";
import type { FileLinks } from "./fileLinks.ts";
import { locate, type Located } from "./locate.ts";
import type { FileLink } from "./paperLinks.ts";

interface LinkRow extends vscode.QuickPickItem {
  readonly link?: FileLink;
}

const openPassage: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("book"),
  tooltip: "Open passage",
};
const reattach: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("pin"),
  tooltip: "Re-attach to the selection",
};

export async function listLinks(links: FileLinks): Promise<void> {
  const own = new Disposables();
  const pick = own.add(vscode.window.createQuickPick<LinkRow>());
  pick.placeholder = "Open lines that are linked to papers";
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.busy = true;
  own.add(pick.onDidHide(() => own.dispose()));
  own.add(
    pick.onDidAccept(() => {
      const link = pick.selectedItems[0]?.link;
      pick.hide();
      if (link !== undefined) run(commands.openLink, link);
    }),
  );
  own.add(
    pick.onDidTriggerItemButton(({ item: { link }, button }) => {
      pick.hide();
      if (link !== undefined) run(button === reattach ? commands.reattachLink : commands.openNote, link);
    }),
  );
  pick.show();
  const found: { readonly link: FileLink; readonly lines: Result<Located> }[] = [];
  for (const link of await links.all()) {
    if (own.disposed) return;
    found.push({ link, lines: await locate(link, links) });
  }
  if (own.disposed) return;
  const rowsWhere = (label: string, isMeant: (lines: Result<Located>) => boolean): readonly LinkRow[] => {
    const rows = found.filter(({ lines }) => isMeant(lines)).map(({ link, lines }) => rowOf(link, lines));
    return rows.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows];
  };
  pick.items = [
    ...rowsWhere("Lines not found", ({ ok }) => !ok),
    ...rowsWhere("Lines that have changed", (lines) => lines.ok && lines.value.state === "uncertain"),
    ...rowsWhere("Linked lines", (lines) => lines.ok && lines.value.state === "anchored"),
  ];
  if (found.length === 0)
    pick.items = [{ label: "No lines are linked to papers yet. Select some, then “Link to Passage…”" }];
  pick.busy = false;
}

function rowOf(link: FileLink, lines: Result<Located>): LinkRow {
  const { paper, place, comment, quote } = link;
  const path = lines.ok ? vscode.workspace.asRelativePath(lines.value.uri) : place.path;
  const icon = !lines.ok ? "$(warning)" : lines.value.state === "uncertain" ? "$(question)" : "$(link)";
  const words = plainWords(comment) || (quote === "" ? "" : `“${quote}”`);
  return {
    label: `${icon} ${withoutIcons(path)}`,
    description: withoutIcons(
      lines.ok ? clip(place.quote.exact, 60) : `${lines.why}: ${clip(place.quote.exact, 60)}`,
    ),
    detail: withoutIcons([clip(words, 80), clip(readableMath(paper.title), 80)].filter(Boolean).join(" — ")),
    buttons: link.editable ? [openPassage, reattach] : [openPassage],
    link,
  };
}

const run = (command: string, { paper, id, at }: FileLink): void =>
  void vscode.commands.executeCommand(command, paper.id, id, at);
