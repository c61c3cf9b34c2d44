import * as vscode from "vscode";
import { newNonce, pagePolicy, webviewPage } from "../../workspace/webviewPage.ts";

export const searchPageRoot = (extension: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extension, "dist", "webview");

export function searchPage(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = newNonce();
  const asset = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(searchPageRoot(extension), name)).toString();
  return webviewPage({
    nonce,
    policy: pagePolicy(nonce, webview.cspSource),
    style: asset("search.css"),
    script: asset("search.js"),
  });
}
