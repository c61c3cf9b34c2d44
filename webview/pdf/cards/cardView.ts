/** How a card looks: a heading, what is shown, and what can be done. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../../ui/icons.ts";
import { alongButtons } from "../../ui/toolbar.ts";
import { svg } from "lit";
import type { ReferenceEntry } from "../../../src/extraction/extractedPaper.ts";
import { shelfLine, type ShelfCommands, type Standing } from "./shelfLine.ts";
import type { CitedTarget, ClipTarget, Target } from "./targets.ts";

const grip = icon(svg`<path d="M5.5 4h.01M10.5 4h.01M5.5 8h.01M10.5 8h.01M5.5 12h.01M10.5 12h.01"/>`);
const cross = icon(svg`<path d="M4 4l8 8 M12 4l-8 8"/>`);

export interface CardCommands extends ShelfCommands {
  goThere(): void;
  pin(): void;
  close(): void;
  copy(): void;
  move(event: KeyboardEvent): void;
}

export interface CardState {
  readonly target: Target;
  readonly isPinned: boolean;
  readonly standingOf: (entry: ReferenceEntry) => Standing;
  /** Has its size before it is drawn. */
  readonly clip: HTMLCanvasElement;
}

export const cardView = (state: CardState, commands: CardCommands): TemplateResult =>
  html`<header class="card-head">
      ${
        state.isPinned
          ? html`<button
              type="button"
              class="tool card-grip"
              aria-label="Move: drag, or press the arrow keys"
              title="Move: drag, or press the arrow keys"
              @keydown=${(event: KeyboardEvent) => commands.move(event)}
            >
              ${grip}
            </button>`
          : nothing
      }
      <h2>${state.target.title}</h2>
      ${
        state.isPinned
          ? html`<button
              type="button"
              class="tool"
              aria-label="Close ${state.target.title}"
              title="Close"
              @click=${() => commands.close()}
            >
              ${cross}
            </button>`
          : nothing
      }
    </header>
    <div class="card-body" tabindex="0" role="group" aria-label="What is shown">
      ${state.target.kind === "cited" ? entries(state.target, state, commands) : clip(state.target, state)}
    </div>
    <div class="card-actions" role="toolbar" aria-label="Actions" @keydown=${alongButtons}>
      <button type="button" class="tool wide" @click=${() => commands.goThere()}>Go there</button>
      ${
        state.isPinned
          ? nothing
          : html`<button type="button" class="tool wide" @click=${() => commands.pin()}>Pin</button>`
      }
      ${
        state.target.kind === "cited"
          ? html`<button type="button" class="tool wide" @click=${() => commands.copy()}>
              Copy ${state.target.entries.length === 1 ? "reference" : "references"}
            </button>`
          : nothing
      }
    </div>`;

const entries = (target: CitedTarget, state: CardState, commands: CardCommands): TemplateResult =>
  html`${target.entries.map(
    (entry) =>
      html`<div class="card-entry">
        <p>
          ${
            entry.label === undefined || target.entries.length === 1
              ? nothing
              : html`<span class="card-quiet">[${entry.label}]</span> `
          }${entry.text}
        </p>
        ${shelfLine(entry, state.standingOf(entry), commands)}
      </div>`,
  )}`;

const clip = ({ caption, words }: ClipTarget, state: CardState): TemplateResult =>
  html`<div class="card-clip" role="img" aria-label=${words}>${state.clip}</div>
    ${caption === undefined ? nothing : html`<p class="card-caption">${caption}</p>`}`;
