import * as vscode from "vscode";
import { escapeText, newNonce, pagePolicy, webviewPage } from "../workspace/webviewPage.ts";

export const pageRoot = (extension: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extension, "dist", "webview");

export function readerPage(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = newNonce();
  const asset = (name: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extension), name)).toString();
  const policy = pagePolicy(nonce, webview.cspSource);
  return webviewPage({ nonce, policy, style: asset("reader.css"), script: asset("reader.js") });
}

/** Shown in place of a paper that cannot be shown; the sentence is ours or escaped. */
export function sorryPage(sentence: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'" />
    <title>Marginalia</title>
  </head>
  <body><main><p>${escapeText(sentence)}</p></main></body>
</html>`;
}
