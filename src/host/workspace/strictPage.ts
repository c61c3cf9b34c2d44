/** Pages of ours that are made of one script and one style sheet of the same name, and may do nothing else. */
import * as vscode from "vscode";
import { newNonce, pagePolicy, webviewPage } from "./webviewPage.ts";

export const pageRoot = (extension: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extension, "dist", "webview");

export function strictPage(webview: vscode.Webview, extension: vscode.Uri, name: string): string {
  const nonce = newNonce();
  const asset = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extension), file)).toString();
  return webviewPage({
    nonce,
    policy: pagePolicy(nonce, webview.cspSource),
    style: asset(`${name}.css`),
    script: asset(`${name}.js`),
  });
}
