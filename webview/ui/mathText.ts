/** A line of text with its mathematics drawn, for places without marks, such as titles. */
import { html, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { drawMath } from "../abstract/math.ts";
import { piecesOf } from "../state/pieces.ts";

export const withMath = (text: string): TemplateResult =>
  html`${guard([text], () =>
    piecesOf(text).map((piece) => {
      const source = text.slice(piece.span.start, piece.span.end);
      if (piece.kind !== "math") return source;
      const formula = document.createElement("span");
      formula.className = "math";
      drawMath(formula, source, piece.tex, false);
      return formula;
    }),
  )}`;
