import type * as vscode from "vscode";
import type { Disposable } from "../../base/disposables.ts";

/** The editor's way of calling off as everybody else's. Dispose of it when the work is over. */
export function abortedBy(token: vscode.CancellationToken): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const listening = token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) controller.abort();
  return { signal: controller.signal, dispose: () => listening.dispose() };
}
