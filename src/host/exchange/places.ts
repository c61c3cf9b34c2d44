/** The folders of the workspace that have, or may have, a library. */
import * as vscode from "vscode";
import type { Files } from "../../base/ports.ts";
import { nameOf } from "../workspace/savedFile.ts";
import { WorkspacePlace } from "./workspacePlace.ts";

export interface PlacePorts {
  readonly shelves: { list(): readonly Files[]; homeOf(shelf: Files): vscode.Uri | undefined };
}

/** With several, the person says which. @throws when no folder is open */
export async function pickPlace(
  { shelves }: PlacePorts,
  title: string,
): Promise<{ readonly place: WorkspacePlace; readonly shelf: Files } | undefined> {
  const places = shelves.list().flatMap((shelf) => {
    const home = shelves.homeOf(shelf);
    return home === undefined ? [] : [{ place: new WorkspacePlace(home, shelf), shelf }];
  });
  if (places.length === 0) throw new Error("Open a folder first: the library is in it");
  if (places.length === 1) return places[0];
  const items = places.map((each) => ({
    label: `$(root-folder) ${nameOf(each.place.home)}`,
    description: each.place.home.path,
    each,
  }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: "The library of which folder?" }))
    ?.each;
}

export const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
