/** The HTML of a PDF's page, and what its policy must allow so that pdf.js works at all. */
import type * as vscode from "vscode";
import { newNonce, webviewPage } from "../workspace/webviewPage.ts";

export function pdfPage(webview: vscode.Webview, asset: (name: string) => vscode.Uri): string {
  const nonce = newNonce();
  const address = (name: string): string => webview.asWebviewUri(asset(name)).toString();
  return webviewPage({
    nonce,
    policy: pdfPolicy(nonce, webview.cspSource),
    style: address("pdf.css"),
    script: address("pdf.js"),
  });
}

export const pdfPolicy = (nonce: string, source: string): readonly string[] => [
  "default-src 'none'",
  // JBIG2 and JPEG 2000 are decoded by WebAssembly; `eval` stays forbidden.
  `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
  // A webview may start no worker from its own files, so the page makes a blob of the worker's text.
  "worker-src blob:",
  `connect-src ${source}`,
  `style-src ${source} 'nonce-${nonce}'`,
  `img-src ${source} blob: data:`,
  // Fonts that a PDF names and does not bring along.
  `font-src ${source} data:`,
  "base-uri 'none'",
  "form-action 'none'",
];
