import type * as vscode from "vscode";

/** The host's way to a webview's page. */
export const wireTo = (webview: vscode.Webview) => ({
  post: (message: string) => void webview.postMessage(message),
  listen: (receive: (message: unknown) => void) => {
    const subscription = webview.onDidReceiveMessage(receive);
    return () => subscription.dispose();
  },
});
