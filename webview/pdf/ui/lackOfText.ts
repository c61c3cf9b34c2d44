/** Says of a scan why nothing can be selected in it, and what can be done instead. */
import { html, nothing, type TemplateResult } from "lit";
import { button, iconButton } from "../../ui/controls.ts";
import { cross } from "../../ui/icons.ts";
import type { PdfState } from "../state/model.ts";
import type { Commands } from "./commands.ts";

export function lackOfText(
  { hasText, isLackOfTextKnown }: PdfState,
  commands: Commands,
): TemplateResult | typeof nothing {
  if (hasText !== false || isLackOfTextKnown) return nothing;
  return html`<div class="notice lack-of-text" role="status">
    <span
      >There is no text in this PDF to select or find, only pictures. You can still mark parts of its
      pages.</span
    >
    ${button({
      text: "Mark an area (A)",
      press: () => {
        commands.putAwayLackOfText();
        commands.useTool("area");
      },
    })}
    ${iconButton({ label: "Dismiss", icon: cross, press: () => commands.putAwayLackOfText() })}
  </div>`;
}
