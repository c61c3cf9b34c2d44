/**
 * Formulas, drawn by KaTeX.
 *
 * `katex.render` builds nodes; setting `innerHTML` from `renderToString` would break the content security policy. What is
 * too long, malformed or hostile shows as it was written. (200 KB of TeX take KaTeX half a minute; deep nesting overflows
 * its stack even when it is told not to throw.)
 */
import katex from "katex";

const longestTex = 5_000;

export function drawMath(into: HTMLElement, source: string, tex: string, display: boolean): void {
  try {
    if (tex.length > longestTex) throw new RangeError("too long");
    katex.render(tex, into, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 200,
      maxSize: 20,
    });
  } catch {
    into.textContent = source; // not a formula after all: the reader sees what the author typed
    into.classList.add("as-written");
  }
}
