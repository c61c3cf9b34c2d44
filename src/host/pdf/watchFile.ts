/** Tells when one file was written or is gone, once it has been quiet for a moment. */
import * as vscode from "vscode";
import { Disposables, type Disposable } from "../../base/disposables.ts";

/** A typesetter writes a PDF in several steps. */
const quietMs = 300;

export function watchFile(file: vscode.Uri, changed: () => void): Disposable {
  const own = new Disposables();
  // All PDFs of the folder are watched and the others ignored: a name may hold what means something in a pattern.
  const folder = vscode.Uri.joinPath(file, "..");
  const watcher = own.add(
    vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "*.[pP][dD][fF]")),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  own.add({ dispose: () => clearTimeout(timer) });
  const hear = (uri: vscode.Uri): void => {
    if (uri.toString() !== file.toString()) return;
    clearTimeout(timer);
    timer = setTimeout(changed, quietMs);
  };
  own.add(watcher.onDidChange(hear));
  own.add(watcher.onDidCreate(hear));
  own.add(watcher.onDidDelete(hear));
  return own;
}
