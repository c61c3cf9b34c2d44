/** The find bar: over the pages, at their upper corner, as in VS Code's own editors. */
import { html, nothing, type TemplateResult } from "lit";
import { iconButton, textField } from "../../ui/controls.ts";
import { cross } from "../../ui/icons.ts";
import { foundText, type FindQuery, type PdfState } from "../state/model.ts";
import type { Commands } from "./commands.ts";
import { down, up } from "./pdfIcons.ts";

const switches = [
  { key: "matchCase", glyph: "Aa", label: "Match case" },
  { key: "wholeWords", glyph: "ab", label: "Match whole words" },
  { key: "diacritics", glyph: "ä", label: "Match diacritics" },
] as const satisfies readonly { key: keyof FindQuery; glyph: string; label: string }[];

export function findBar(state: PdfState, commands: Commands): TemplateResult | typeof nothing {
  const { query, finding } = state;
  if (!finding) return nothing;
  const result = foundText(state);
  const isVain = state.found.state === "none" && query.text !== "";
  return html`<div class=${isVain ? "find vain" : "find"} role="search">
    ${textField({
      label: "Find in this PDF",
      placeholder: "Find",
      text: query.text,
      type: (text) => commands.find({ ...query, text }),
      enter: (_text, backwards) => commands.perform(backwards ? "findPrevious" : "findNext"),
      leave: (how) => how === "escape" && commands.perform("leave"),
    })}
    ${switches.map(
      ({ key, glyph, label }) =>
        html`<button
          type="button"
          class="tool glyph ${key}"
          aria-pressed=${String(query[key])}
          aria-label=${label}
          title=${label}
          @click=${() => commands.find({ ...query, [key]: !query[key] })}
          data-glyph=${glyph}
        ></button>`,
    )}
    <span class="find-count" role="status">${result}</span>
    ${iconButton({ label: "Previous match (Shift+Enter)", icon: up, press: () => commands.perform("findPrevious") })}
    ${iconButton({ label: "Next match (Enter)", icon: down, press: () => commands.perform("findNext") })}
    ${iconButton({ label: "Close (Escape)", icon: cross, press: () => commands.perform("leave") })}
  </div>`;
}
