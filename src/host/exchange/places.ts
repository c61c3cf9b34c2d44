/** The folders of the workspace that have, or may have, a library. */
import * as vscode from "vscode";
import type { Files } from "../../base/ports.ts";
import { nameOf } from "../workspace/savedFile.ts";
import type { WorkspaceShelves } from "../workspace/workspaceShelves.ts";
import type { LargeFiles } from "./archiveFiles.ts";
import { WorkspacePlace } from "./workspacePlace.ts";

export interface PlacePorts {
  readonly disk: LargeFiles | undefined;
  readonly shelves: Pick<WorkspaceShelves, "list" | "homeOf" | "wrote">;
}

/**
 * With several, the person says which, and who calls without a person does so or means the first, as new papers do.
 * @param unasked options of such a call: the folder may be in them
 * @throws when no folder is open, or not the one that is meant
 */
export async function pickPlace(
  { shelves }: PlacePorts,
  title: string,
  unasked?: { readonly folder?: unknown },
): Promise<{ readonly place: WorkspacePlace; readonly shelf: Files } | undefined> {
  const places = shelves.list().flatMap((shelf) => {
    const home = shelves.homeOf(shelf);
    return home === undefined
      ? []
      : [{ place: new WorkspacePlace(home, shelf, (path) => shelves.wrote(shelf, path)), shelf }];
  });
  if (places.length === 0) throw new Error("Open a folder first: the library is in it");
  if (unasked?.folder instanceof vscode.Uri) {
    const wanted = unasked.folder.toString();
    const meant = places.find(({ place }) => place.home.toString() === wanted);
    if (meant === undefined) throw new Error(`${nameOf(unasked.folder)} is no folder of this workspace`);
    return meant;
  }
  if (places.length === 1 || unasked !== undefined) return places[0];
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

/** What stands behind the file in a call of a command. */
export const optionsOf = (given: unknown): Readonly<Record<string, unknown>> =>
  typeof given === "object" && given !== null ? { ...given } : {};
