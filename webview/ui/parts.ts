/** Small parts that several views share. */
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { colors, type Color, type MarkStyle } from "../../src/domain/annotation.ts";
import type { Vocabulary } from "../../src/domain/vocabulary.ts";
import { colorName } from "../state/wording.ts";
import { commentNodes } from "./comment.ts";
import { underlined } from "./icons.ts";

export const comment = (markdown: string): TemplateResult =>
  html`<div class="comment" dir="auto">${guard([markdown], () => commentNodes(markdown))}</div>`;

/** Beside the name of an author who is no person. */
export const agentBadge = html`<span class="agent" title="Written by a program">agent</span>`;

export type Meanings = Vocabulary["meanings"];

export interface Swatches {
  readonly meanings: Meanings;
  readonly color?: Color | undefined;
  readonly style?: MarkStyle | undefined;
  readonly pickColor: (color: Color) => void;
  /** Left out where only a colour is to be picked. */
  readonly pickUnderline?: () => void;
}

/** The five colours as buttons, and the underline. What is in force is pressed. */
export const swatches = ({
  meanings,
  color,
  style,
  pickColor,
  pickUnderline,
}: Swatches): TemplateResult => html`
  ${colors.map((name, index) => {
    const label = colorName(name, meanings[name]);
    return html`<button
      type="button"
      class="swatch ${name}"
      aria-label=${label}
      aria-pressed=${color === undefined ? nothing : String(color === name)}
      title="${label} (${index + 1})"
      @click=${() => pickColor(name)}
    ></button>`;
  })}
  ${
    pickUnderline === undefined
      ? nothing
      : html`<button
          type="button"
          class="tool"
          aria-label="Underline"
          aria-pressed=${style === undefined ? nothing : String(style === "underline")}
          title="Underline (U)"
          @click=${pickUnderline}
        >
          ${underlined}
        </button>`
  }
`;
