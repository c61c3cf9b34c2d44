/** The HTML of a webview: no data in it, one script, one style sheet, and a policy that allows nothing else. */

export interface WebviewPage {
  readonly nonce: string;
  readonly policy: readonly string[];
  readonly style: string;
  readonly script: string;
}

/** The addresses are of our own files; the page finds its root by the id "reader". */
export const webviewPage = ({ nonce, policy, style, script }: WebviewPage): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy.join("; "))}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta property="csp-nonce" content="${nonce}" />
    <link rel="stylesheet" href="${escapeAttribute(style)}" />
    <title>Marginalia</title>
  </head>
  <body>
    <main id="reader"></main>
    <script type="module" nonce="${nonce}" src="${escapeAttribute(script)}"></script>
  </body>
</html>`;

/** Our own scripts by their nonce, our own styles, fonts and pictures, and nothing else. */
export const pagePolicy = (nonce: string, source: string): readonly string[] => [
  "default-src 'none'",
  `script-src 'nonce-${nonce}'`,
  `style-src ${source} 'nonce-${nonce}'`,
  `img-src ${source} data:`,
  `font-src ${source}`,
  "base-uri 'none'",
  "form-action 'none'",
];

/** 128 random bits, new for every page. */
export const newNonce = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

export const escapeText = (text: string): string => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;");
const escapeAttribute = (text: string): string => escapeText(text).replace(/"/gu, "&quot;");
