/** The small toolbar beside selected words of a page. */
import { html, type TemplateResult } from "lit";
import type { Color, WordStyle } from "../../../src/domain/annotation.ts";
import { bubble } from "../../ui/icons.ts";
import { swatches, type Meanings } from "../../ui/parts.ts";
import { alongButtons, linkTools } from "../../ui/toolbar.ts";
import { copyIcon, struck } from "./pdfIcons.ts";

export interface SelectionCommands {
  mark(style: WordStyle, color?: Color): void;
  comment(): void;
  copy(): void;
  link(): void;
  quote(): void;
}

export const selectionBar = (meanings: Meanings, commands: SelectionCommands): TemplateResult =>
  html`<div
    class="toolbar"
    role="toolbar"
    aria-label="Mark the selected words"
    @pointerdown=${(event: Event) => event.preventDefault() /* the pages keep the keyboard */}
    @keydown=${alongButtons}
  >
    ${swatches({
      meanings,
      pickColor: (color) => commands.mark("highlight", color),
      pickUnderline: () => commands.mark("underline"),
    })}
    <button
      type="button"
      class="tool"
      aria-label="Strike through"
      title="Strike through (S)"
      @click=${() => commands.mark("strike")}
    >
      ${struck}
    </button>
    <span class="divider" aria-hidden="true"></span>
    <button type="button" class="tool wide" title="Comment (C)" @click=${() => commands.comment()}>
      ${bubble}<span>Comment</span>
    </button>
    <button
      type="button"
      class="tool"
      aria-label="Copy with citation"
      title="Copy with citation (Ctrl+Shift+C)"
      @click=${() => commands.copy()}
    >
      ${copyIcon}
    </button>
    ${linkTools({ link: () => commands.link(), quote: () => commands.quote() })}
  </div>`;
