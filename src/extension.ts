/** The entry where extensions run on Node: desktop, remote and servers. */
import { userInfo } from "node:os";
import type * as vscode from "vscode";
import type { MarginaliaApi } from "./api.ts";
import { isOnBattery } from "./host/workspace/node/battery.ts";
import { pdfCopyThread } from "./host/workspace/node/pdfCopyThread.ts";
import { pdfThread } from "./host/workspace/node/pdfThread.ts";
import { startMarginalia } from "./marginalia.ts";
import { appendText } from "./node/appendText.ts";
import { readLargeFile, writeLargeFile } from "./node/largeFiles.ts";
import { searchThread } from "./node/searchThread.ts";

export const activate = (context: vscode.ExtensionContext): MarginaliaApi =>
  startMarginalia(context, {
    appendText: ({ fsPath }, text) => appendText(fsPath, text),
    largeFiles: { read: readLargeFile, write: writeLargeFile },
    systemUser: systemUser(),
    node: process.execPath,
    namesItself: true,
    startSearchWorker: ({ fsPath }) => searchThread(`${fsPath}/dist/searchWorker.cjs`),
    pdfThread,
    pdfCopyThread,
    isOnBattery,
  });

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return ""; // a container may run under a user that has no name
  }
}
