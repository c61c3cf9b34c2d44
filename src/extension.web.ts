/** The entry where extensions run in the browser. */
import type * as vscode from "vscode";
import type { MarginaliaApi } from "./api.ts";
import { startMarginalia } from "./marginalia.ts";
import { startWebSearchWorker } from "./host/workspace/web/searchWorker.ts";

export const activate = (context: vscode.ExtensionContext): MarginaliaApi =>
  startMarginalia(context, { systemUser: "", startSearchWorker: startWebSearchWorker });
