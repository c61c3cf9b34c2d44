/** Keeps searches under a name, opens, renames and removes them. What goes can be brought back. */
import * as vscode from "vscode";
import type { PlacedSearch, SavedSearches } from "../../../library/savedSearches.ts";
import { searchOfGroup } from "../../../library/smartGroups.ts";
import { offerUndo } from "../../workspace/offerUndo.ts";
import { commands } from "../../workspace/names.ts";
import type { SearchView } from "./searchView.ts";

type Bodies = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const longestName = 200;

export function searchCommands(view: SearchView, saved: SavedSearches): Bodies {
  /** A search that a command was called with: a node of the tree, or its name. Else one that the person picks. */
  const chosen = async (target: unknown): Promise<PlacedSearch | undefined> => {
    const searches = await saved.list();
    const given = targetIn(target);
    if (given === undefined) return pickSearch(searches);
    const found = searches.find(
      ({ name, shelf }) => name === given.name && (given.shelf === undefined || given.shelf === shelf),
    );
    if (found === undefined) throw new Error(`No search is saved as “${given.name}”`);
    return found;
  };
  return {
    [commands.showSearch]: (query) => view.show(typeof query === "string" ? query : undefined),
    [commands.clearSearch]: () => view.clear(),
    [commands.saveSearch]: async (givenQuery, givenName) => {
      const query = (typeof givenQuery === "string" ? givenQuery : view.query).trim();
      if (query === "") throw new Error("Search for something first: there is no query to save");
      const name = typeof givenName === "string" ? givenName.trim() : await askName(saved, query);
      if (name === undefined || name === "") return;
      const before = await saved.save({ name: name.slice(0, longestName), query });
      if (before === undefined || before.query === query)
        vscode.window.setStatusBarMessage(`Saved the search “${name}”`, 3000);
      else void offerUndo(`Replaced the search “${name}”.`, async () => void (await saved.save(before)));
    },
    [commands.openSearch]: async (target) => {
      const search = await chosen(target);
      if (search !== undefined) await view.show(search.query);
    },
    [commands.renameSearch]: async (target, givenName) => {
      const search = await chosen(target);
      if (search === undefined) return;
      const name = typeof givenName === "string" ? givenName.trim() : await askOtherName(saved, search);
      if (name === undefined || name === "" || name === search.name) return;
      await saved.rename(search, name);
      void offerUndo(`Renamed “${search.name}” to “${name}”.`, () =>
        saved.rename({ ...search, name }, search.name),
      );
    },
    [commands.asCollection]: async (target) => {
      const search = await chosen(target);
      if (search === undefined) return;
      await saved.standAsCollection(search, true);
      await vscode.commands.executeCommand(commands.groupByCollection);
    },
    [commands.asSearch]: async (target) => {
      const search = await chosen(target);
      if (search !== undefined) await saved.standAsCollection(search, false);
    },
    [commands.removeSearch]: async (target) => {
      const search = await chosen(target);
      if (search === undefined) return;
      await saved.remove(search);
      void offerUndo(`Removed the search “${search.name}”.`, async () => {
        await saved.save(search, search.shelf);
        if (search.collection === true) await saved.standAsCollection(search, true);
      });
    },
  };
}

function targetIn(target: unknown): { readonly name: string; readonly shelf?: string } | undefined {
  if (typeof target === "string") return { name: target };
  if (typeof target === "object" && target !== null && "group" in target && typeof target.group === "string")
    return searchOfGroup(target.group);
  const search =
    typeof target === "object" && target !== null && "search" in target ? target.search : undefined;
  if (typeof search !== "object" || search === null || !("name" in search)) return undefined;
  const { name } = search;
  if (typeof name !== "string") return undefined;
  return "shelf" in search && typeof search.shelf === "string" ? { name, shelf: search.shelf } : { name };
}

async function pickSearch(searches: readonly PlacedSearch[]): Promise<PlacedSearch | undefined> {
  if (searches.length === 0) throw new Error("No search is saved yet: search for something, then save it");
  const items = searches.map((search) => ({ label: search.name, description: search.query, search }));
  const options = { placeHolder: "Which saved search?", matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.search;
}

async function askName(saved: SavedSearches, query: string): Promise<string | undefined> {
  const searches = await saved.list();
  const known = searches.find((search) => search.query === query)?.name;
  const typed = await vscode.window.showInputBox({
    title: "Save Search",
    prompt: `A name for “${query.slice(0, 80)}”`,
    value: known ?? query.slice(0, 60),
    validateInput: (name) => {
      if (name.trim() === "") return "A search is saved under a name";
      const other = searches.find((search) => search.name === name.trim());
      if (other === undefined || other.query === query) return undefined;
      return {
        message: `“${other.name}” is there already and will be replaced`,
        severity: vscode.InputBoxValidationSeverity.Warning,
      };
    },
  });
  return typed?.trim();
}

async function askOtherName(saved: SavedSearches, search: PlacedSearch): Promise<string | undefined> {
  const others = (await saved.list()).filter(
    ({ shelf, name }) => shelf === search.shelf && name !== search.name,
  );
  const typed = await vscode.window.showInputBox({
    title: "Rename Saved Search",
    value: search.name,
    validateInput: (name) => {
      if (name.trim() === "") return "A search is saved under a name";
      return others.some((other) => other.name === name.trim())
        ? `“${name.trim()}” is there already`
        : undefined;
    },
  });
  return typed?.trim();
}
