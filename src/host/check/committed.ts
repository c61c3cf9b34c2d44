/** Whether git has a library as it is now, asked through VS Code's own git extension. */
import * as vscode from "vscode";
import { libraryFolder } from "../workspace/names.ts";

/** The parts of the git extension's API (version 1) that are used here. */
interface GitApi {
  readonly state: "uninitialized" | "initialized";
  readonly onDidChangeState: vscode.Event<unknown>;
  getRepository(uri: vscode.Uri): GitRepository | null;
}
interface GitRepository {
  readonly state: Readonly<
    Record<"mergeChanges" | "indexChanges" | "workingTreeChanges", readonly GitChange[]> &
      Partial<Record<"untrackedChanges", readonly GitChange[]>>
  >;
  status(): Promise<void>;
  /** Throws for what is not in the commit. */
  show(ref: string, path: string): Promise<string>;
}
interface GitChange {
  readonly uri: vscode.Uri;
}

const patienceMs = 10_000;

/** @returns files of the library that are not committed as they are; `undefined` where there is no git to ask. */
export async function uncommittedIn(
  home: vscode.Uri,
  files: readonly vscode.Uri[],
): Promise<readonly string[] | undefined> {
  const repository = (await gitApi())?.getRepository(home);
  if (repository === undefined || repository === null) return undefined;
  await repository.status();
  const { mergeChanges, indexChanges, workingTreeChanges, untrackedChanges = [] } = repository.state;
  const root = `${home.path}/${libraryFolder}/`;
  const changed = [...mergeChanges, ...indexChanges, ...workingTreeChanges, ...untrackedChanges]
    .map(({ uri }) => uri)
    .filter(({ path }) => path.startsWith(root));
  // What git is told to leave out is not among the changes, and not in the commit either.
  for (const uri of changed.length > 0 ? [] : files)
    await repository.show("HEAD", uri.fsPath).catch(() => changed.push(uri));
  return [...new Set(changed.map((uri) => vscode.workspace.asRelativePath(uri)))].sort();
}

async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>("vscode.git");
  const api = (await extension?.activate())?.getAPI(1);
  if (api === undefined || api.state === "initialized") return api;
  let subscription: vscode.Disposable | undefined;
  const ready = new Promise<void>((resolve) => (subscription = api.onDidChangeState(() => resolve())));
  await Promise.race([ready, new Promise<void>((resolve) => setTimeout(resolve, patienceMs))]);
  subscription?.dispose();
  return api;
}
