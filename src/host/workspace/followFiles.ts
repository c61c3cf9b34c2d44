/** Tells of files of the workspace that may have come, changed or gone, where the file system tells and where only VS Code does. */
import * as vscode from "vscode";
import { Disposables, type Disposable } from "../../base/disposables.ts";

/**
 * @param pattern names the files for the watcher
 * @param isMeant the same for what is told by VS Code itself: virtual file systems need not tell of anything
 */
export function followFiles(
  pattern: string,
  isMeant: (uri: vscode.Uri) => boolean,
  onDue: (uri: vscode.Uri) => void,
): Disposable {
  const own = new Disposables();
  const watcher = own.add(vscode.workspace.createFileSystemWatcher(pattern));
  own.add(watcher.onDidCreate(onDue));
  own.add(watcher.onDidChange(onDue));
  own.add(watcher.onDidDelete(onDue));
  const tell = (uris: readonly vscode.Uri[]): void => uris.filter(isMeant).forEach(onDue);
  own.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => tell([uri])));
  own.add(vscode.workspace.onDidCreateFiles(({ files }) => tell(files)));
  own.add(vscode.workspace.onDidDeleteFiles(({ files }) => tell(files)));
  own.add(
    vscode.workspace.onDidRenameFiles(({ files }) =>
      tell(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
    ),
  );
  return own;
}
