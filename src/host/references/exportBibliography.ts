/** *Export Bibliography…*: papers as a file that other programs read. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Library } from "../../library/library.ts";
import { bibliographyFormats, type BibliographyFormat } from "../../references/formats/bibliography.ts";
import { pickShelf } from "../commands/pickPapers.ts";
import type { CommandBody } from "../commands/registered.ts";
import { commands } from "../workspace/names.ts";
import { pathsFrom, type UriOfPdf } from "../workspace/pathsFrom.ts";
import { nameOf, writeNew } from "../workspace/savedFile.ts";
import { targetsIn } from "../workspace/targets.ts";

export interface ExportedBibliography {
  readonly file: vscode.Uri;
  readonly papers: number;
}

/** Called with papers, a format's id and a file it asks for nothing, and then never replaces a file. */
export const exportBibliographyCommands = (
  library: Pick<Library, "papers">,
  uriOf: UriOfPdf,
): Record<string, CommandBody> => ({
  [commands.exportBibliography]: async (first, second, third, fourth) => {
    const all = await library.papers();
    if (all.length === 0) throw new Error("The library is empty: import papers first");
    const papers =
      first === undefined
        ? (await pickShelf(all, "Export Bibliography: which papers?"))?.papers
        : targetsIn(all, first, second);
    if (papers === undefined) return undefined;
    if (papers.length === 0) throw new Error("These papers are not in the library");
    const format = bibliographyFormats.find(({ id }) => id === third) ?? (await pickFormat(papers.length));
    if (format === undefined) return undefined;
    const given = fourth instanceof vscode.Uri ? fourth : undefined;
    const file = given ?? (await askFile(format));
    if (file === undefined) return undefined;
    await writeNew(file, format.write(papers, pathsFrom(file, uriOf)), given !== undefined);
    if (given === undefined) void offerToOpen(file, papers.length);
    return { file, papers: papers.length } satisfies ExportedBibliography;
  },
});

async function pickFormat(count: number): Promise<BibliographyFormat | undefined> {
  const items = bibliographyFormats.map((format) => ({
    label: format.label,
    description: `.${format.ending}`,
    ...(format.detail === undefined ? {} : { detail: format.detail }),
    format,
  }));
  const title = `Export ${counted(count, "paper")} as`;
  return (await vscode.window.showQuickPick(items, { title }))?.format;
}

function askFile({ label, ending }: BibliographyFormat): Thenable<vscode.Uri | undefined> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: `Export Bibliography as ${label}`,
    filters: { [label]: [ending] },
    ...(home === undefined ? {} : { defaultUri: vscode.Uri.joinPath(home, `references.${ending}`) }),
  });
}

async function offerToOpen(file: vscode.Uri, count: number): Promise<void> {
  const said = `${counted(count, "paper")} exported to ${nameOf(file)}.`;
  if ((await vscode.window.showInformationMessage(said, "Open")) === "Open")
    await vscode.window.showTextDocument(file);
}
