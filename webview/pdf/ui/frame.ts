/** The whole of the page: bar, panel, find bar, and the stage on which pdf.js draws. */
import { html, nothing, type TemplateResult } from "lit";
import { warning } from "../../ui/icons.ts";
import type { PdfState } from "../state/model.ts";
import { bar } from "./bar.ts";
import { toneInForce, type Commands } from "./commands.ts";
import { curtain } from "./curtain.ts";
import { findBar } from "./findBar.ts";
import { offerLine } from "./offerLine.ts";
import { lackOfText } from "./lackOfText.ts";
import { sidePanel } from "./sidePanel.ts";

export interface Parts {
  readonly stage: HTMLElement;
  readonly thumbnails: HTMLElement;
  /** Lies over the stage. */
  readonly cards: HTMLElement;
  /** The list of notes; drawn only where it is shown. */
  readonly notes: () => TemplateResult;
  readonly overlay: () => TemplateResult | typeof nothing;
  readonly trouble: string | undefined;
}

export function frame(state: PdfState, parts: Parts, commands: Commands): TemplateResult {
  const { phase, said } = state;
  const { stage, thumbnails } = parts;
  const isShown = phase.kind === "shown";
  // The panels have their place before there are pages: a page that is drawn twice, wide and then narrow, is waited for twice.
  const hasPanels = isShown || phase.kind === "loading";
  stage.dataset["tone"] = toneInForce(state);
  stage.dataset["tool"] = state.tool;
  return html`<div class="pdf">
    <h1 class="unseen">${state.name}</h1>
    ${state.isFocused ? nothing : isShown ? bar(state, commands) : html`<div class="bar"></div>`}
    <div class="live" role="status">${said}</div>
    ${[state.banner, parts.trouble].map((why) =>
      why === undefined ? nothing : html`<p class="banner" role="alert">${warning}<span>${why}</span></p>`,
    )}
    ${isShown && state.offer !== undefined && !state.isFocused ? offerLine(state.offer, commands) : nothing}
    <div class="desk">
      ${hasPanels ? sidePanel(state, thumbnails, commands) : nothing}
      <div class="reading">
        ${findBar(state, commands)} ${stage} ${parts.cards} ${curtain(state, commands)}
        ${isShown ? [parts.overlay(), lackOfText(state, commands)] : nothing}
      </div>
      ${hasPanels && state.isNotesOpen ? parts.notes() : nothing}
    </div>
  </div>`;
}

/** What scrolls; pdf.js wants it just so. */
export function scrollerFor(name: string): HTMLDivElement {
  const scroller = document.createElement("div");
  scroller.className = "pages";
  scroller.tabIndex = 0;
  scroller.setAttribute("role", "document");
  scroller.setAttribute("aria-label", name);
  const sheets = document.createElement("div");
  sheets.className = "pdfViewer";
  scroller.append(sheets);
  return scroller;
}
