/** The reader's HTML: no data in it, one script, one style sheet, and a policy that allows nothing else. */
import * as vscode from "vscode";

export const pageRoot = (extension: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extension, "dist", "webview");

export function readerPage(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = newNonce();
  const asset = (name: string): string =>
    escapeAttribute(webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extension), name)).toString());
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta property="csp-nonce" content="${nonce}" />
    <link rel="stylesheet" href="${asset("reader.css")}" />
    <title>Marginalia</title>
  </head>
  <body>
    <main id="reader"></main>
    <script type="module" nonce="${nonce}" src="${asset("reader.js")}"></script>
  </body>
</html>`;
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

/** 128 random bits, new for every page. */
const newNonce = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

const escapeText = (text: string): string => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;");
const escapeAttribute = (text: string): string => escapeText(text).replace(/"/gu, "&quot;");
