/** *Keep Bibliography in Step…*, and no longer. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import { collectionsOf } from "../../library/collections.ts";
import type { Library } from "../../library/library.ts";
import type { CommandBody } from "../commands/registered.ts";
import { commands } from "../workspace/names.ts";
import { isThere, nameOf } from "../workspace/savedFile.ts";
import { groupIn } from "../workspace/targets.ts";
import type { KeptBibliographies, Renewed } from "./keptBibliographies.ts";

/** Called with a collection, a file and a dialect it asks for nothing. */
export const keepBibliographyCommands = (
  library: Pick<Library, "papers">,
  bibliographies: KeptBibliographies,
): Record<string, CommandBody> => ({
  [commands.keepBibliography]: async (target, second, third) => {
    const used = collectionsOf(await library.papers());
    const collection = groupIn(target) ?? (await pickCollection(used));
    if (collection === undefined) return undefined;
    if (!used.includes(collection)) throw new Error(`No paper has the collection “${collection}”`);
    const given = second instanceof vscode.Uri ? second : undefined;
    const dialect = given === undefined ? await pickDialect() : third === "biblatex" ? third : "bibtex";
    if (dialect === undefined) return undefined;
    const file = given ?? (await askFile(collection));
    if (file === undefined) return undefined;
    if (given === undefined && (await isThere(file)) && !(await isAgreed(file))) return undefined;
    const renewed = await bibliographies.keep(file, collection, dialect);
    if (given === undefined) void tell(file, collection, renewed);
    return { file, ...renewed };
  },
  [commands.letBibliographyGo]: async (target) => {
    const kept = await bibliographies.kept();
    const given = target instanceof vscode.Uri ? target : undefined;
    const file =
      kept.find((each) => each.file.toString() === given?.toString())?.file ??
      (given === undefined ? await pickKept(kept) : undefined);
    if (file === undefined) {
      if (given !== undefined) throw new Error(`${nameOf(given)} is not kept in step`);
      if (kept.length === 0) throw new Error("No bibliography is kept in step");
      return;
    }
    await bibliographies.letGo(file);
    vscode.window.setStatusBarMessage(`${nameOf(file)} is yours alone now; its entries stay`, 6000);
  },
});

function pickCollection(used: readonly string[]): Thenable<string | undefined> {
  if (used.length === 0)
    throw new Error("There are no collections yet: put papers into one with Edit Collections first");
  return vscode.window.showQuickPick([...used], {
    title: "Keep Bibliography in Step",
    placeHolder: "With which collection? What lies in it belongs to it.",
  });
}

async function pickDialect(): Promise<"bibtex" | "biblatex" | undefined> {
  const items = [
    { label: "BibTeX", detail: "For natbib and the styles of conferences", dialect: "bibtex" as const },
    { label: "BibLaTeX", detail: "For biblatex with Biber", dialect: "biblatex" as const },
  ];
  return (await vscode.window.showQuickPick(items, { title: "Keep Bibliography in Step" }))?.dialect;
}

function askFile(collection: string): Thenable<vscode.Uri | undefined> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (home === undefined) throw new Error("Open a folder first: the bibliography is kept in it");
  const name = collection.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/gu, "");
  return vscode.window.showSaveDialog({
    title: `Bibliography of “${collection}”`,
    saveLabel: "Keep in Step",
    filters: { Bibliography: ["bib"] },
    defaultUri: vscode.Uri.joinPath(home, `${name || "references"}.bib`),
  });
}

async function isAgreed(file: vscode.Uri): Promise<boolean> {
  const keep = "Keep in Step";
  const answer = await vscode.window.showInformationMessage(
    `Keep ${nameOf(file)} in step?`,
    {
      modal: true,
      detail:
        "Nothing in it is replaced: its entries stay as they are, and those of papers that it lacks are added.",
    },
    keep,
  );
  return answer === keep;
}

async function pickKept(
  kept: Awaited<ReturnType<KeptBibliographies["kept"]>>,
): Promise<vscode.Uri | undefined> {
  if (kept.length === 0) return undefined;
  const items = kept.map(({ item, file }) => ({ label: item.path, description: item.collection, file }));
  const placeHolder = "Which one? Its entries stay.";
  return (
    await vscode.window.showQuickPick(items, { title: "Stop Keeping Bibliography in Step", placeHolder })
  )?.file;
}

async function tell(file: vscode.Uri, collection: string, { added, own }: Renewed): Promise<void> {
  const there =
    own.length === 0 ? "" : ` ${counted(own.length, "paper")} had an entry of yours, which stays as it is.`;
  const said = `${nameOf(file)} is kept in step with “${collection}”: ${counted(added, "paper")} added.${there}`;
  if ((await vscode.window.showInformationMessage(said, "Open")) === "Open")
    await vscode.window.showTextDocument(file);
}
