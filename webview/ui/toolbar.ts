/** The small toolbar beside selected words. */
import { html, nothing, type TemplateResult } from "lit";
import { perform } from "../state/commands.ts";
import { mark } from "../state/marking.ts";
import type { Reader } from "../state/reader.ts";
import { attachHere } from "../state/reattaching.ts";
import { bubble, chain, quoteMarks } from "./icons.ts";
import { swatches } from "./parts.ts";

export function toolbar(reader: Reader): TemplateResult | typeof nothing {
  const { selection, writable } = reader.state;
  if (selection === undefined || writable !== true) return nothing;
  if (reader.state.reattaching !== undefined) return attachBar(reader);
  return html`<div
    class="toolbar"
    role="toolbar"
    aria-label="Mark the selected words"
    @pointerdown=${(event: Event) => event.preventDefault() /* the selection must not go */}
    @keydown=${alongButtons}
  >
    ${swatches({
      meanings: reader.state.vocabulary.meanings,
      pickColor: (color) => void mark(reader, selection, "highlight", color),
      pickUnderline: () => perform(reader, "underline"),
    })}
    <span class="divider" aria-hidden="true"></span>
    <button type="button" class="tool wide" title="Comment (C)" @click=${() => perform(reader, "comment")}>
      ${bubble}<span>Comment</span>
    </button>
    ${linkTools({ link: () => perform(reader, "linkToCode"), quote: () => perform(reader, "insertQuote") })}
  </div>`;
}

/** What leads from words of a paper into the files of the workspace. */
export const linkTools = (tools: { readonly link: () => void; readonly quote: () => void }): TemplateResult =>
  html`<button
      type="button"
      class="tool"
      aria-label="Link to code"
      title="Link to code (Shift+L)"
      @click=${tools.link}
    >
      ${chain}
    </button>
    <button
      type="button"
      class="tool"
      aria-label="Insert quote in the editor"
      title="Insert quote in the editor (Shift+Q)"
      @click=${tools.quote}
    >
      ${quoteMarks}
    </button>`;

/** While a note waits for words there is one thing to do with those selected. */
export const attachBar = (reader: Reader): TemplateResult =>
  html`<div
    class="toolbar"
    role="toolbar"
    aria-label="Attach the note"
    @pointerdown=${(event: Event) => event.preventDefault()}
  >
    <button type="button" class="tool wide" title="Attach here (Enter)" @click=${() => attachHere(reader)}>
      <span>Attach here</span>
    </button>
  </div>`;

/** In a toolbar the arrow keys go from button to button. */
export function alongButtons(event: KeyboardEvent): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  const { currentTarget, target } = event;
  if (step === 0 || !(currentTarget instanceof HTMLElement) || !(target instanceof HTMLElement)) return;
  const all = [...currentTarget.querySelectorAll("button")];
  const at = all.findIndex((each) => each === target);
  all[(at + step + all.length) % all.length]?.focus();
  event.preventDefault();
}

const gapPx = 8;

/** Above the first line of the selection, or below the last where there is no room; never beyond the frame's sides. */
export function placeToolbar(bar: HTMLElement, frame: HTMLElement, lines: readonly DOMRect[]): void {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return;
  const origin = frame.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = bar;
  const fitsAbove = first.top - height - gapPx > 0;
  const top = fitsAbove ? first.top - height - gapPx : last.bottom + gapPx;
  const middle =
    lines.length === 1 ? (first.left + first.right) / 2 : (fitsAbove ? first.left : last.left) + width / 2;
  const left = Math.max(0, Math.min(middle - origin.left - width / 2, origin.width - width));
  bar.style.left = `${left}px`;
  bar.style.top = `${top - origin.top}px`;
}
