/** The whole of the page: bar, panel, find bar, and the stage on which pdf.js draws. */
import { html, nothing, type TemplateResult } from "lit";
import { warning } from "../../ui/icons.ts";
import type { PdfState } from "../state/model.ts";
import { bar } from "./bar.ts";
import { toneInForce, type Commands } from "./commands.ts";
import { curtain } from "./curtain.ts";
import { findBar } from "./findBar.ts";
import { sidePanel } from "./sidePanel.ts";

export interface Parts {
  readonly stage: HTMLElement;
  readonly thumbnails: HTMLElement;
}

export function frame(state: PdfState, { stage, thumbnails }: Parts, commands: Commands): TemplateResult {
  const { phase, banner, said } = state;
  stage.dataset["tone"] = toneInForce(state);
  return html`<div class="pdf">
    ${phase.kind === "shown" ? bar(state, commands) : html`<div class="bar"></div>`}
    <div class="live" role="status">${said}</div>
    ${
      banner === undefined
        ? nothing
        : html`<p class="banner" role="alert">${warning}<span>${banner}</span></p>`
    }
    <div class="desk">
      ${phase.kind === "shown" ? sidePanel(state, thumbnails, commands) : nothing}
      <div class="reading">${findBar(state, commands)} ${stage} ${curtain(state, commands)}</div>
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
