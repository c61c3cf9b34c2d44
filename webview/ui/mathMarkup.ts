/** Formulas in Markdown, `$…$` and `$$…$$`: marked as such on their way to HTML, and drawn once they are nodes. */
import { math } from "micromark-extension-math";
import type { Options } from "micromark";
import { drawMath } from "../abstract/math.ts";

export const mathSyntax = math();

const inline = "formula";
const display = "formula display";

type Markup = NonNullable<Options["htmlExtensions"]>[number];
type Handle = NonNullable<NonNullable<Markup["exit"]>["paragraph"]>;

const begin: Handle = function () {
  this.buffer();
};

const endWith = (className: string): Handle =>
  function () {
    const tex = this.resume();
    this.tag(`<code class="${className}">`);
    this.raw(this.encode(tex));
    this.tag("</code>");
  };

const verbatim: Handle = function (token) {
  this.raw(this.sliceSerialize(token));
};

const forget: Handle = function () {
  this.resume();
};

export const mathMarkup: Markup = {
  enter: { mathText: begin, mathFlow: begin, mathFlowFenceMeta: begin },
  exit: {
    mathText: endWith(inline),
    mathTextData: verbatim,
    mathFlow: endWith(display),
    mathFlowValue: verbatim,
    mathFlowFenceMeta: forget,
  },
};

/** Draws the formulas; takes every other class away. */
export function drawFormulas(fragment: DocumentFragment): void {
  for (const element of fragment.querySelectorAll("[class]")) {
    const isDisplay = element.className === display;
    if (!isDisplay && element.className !== inline) {
      element.removeAttribute("class");
      continue;
    }
    const source = element.textContent ?? "";
    const sign = isDisplay ? "$$" : "$";
    // "costs $5 and $6" is about money.
    if (!isDisplay && source !== source.trim()) {
      element.replaceWith(`${sign}${source}${sign}`);
      continue;
    }
    const tex = source.trim();
    const formula = document.createElement("span");
    formula.className = isDisplay ? "math display" : "math";
    drawMath(formula, `${sign}${tex}${sign}`, tex, isDisplay);
    element.replaceWith(formula);
  }
}
