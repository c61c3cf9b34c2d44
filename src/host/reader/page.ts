import { escapeText } from "../workspace/webviewPage.ts";

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
