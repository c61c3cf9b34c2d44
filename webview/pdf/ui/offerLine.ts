/** A quiet line above the pages of a PDF that looks like a paper of the library. */
import { html, type TemplateResult } from "lit";
import { button } from "../../ui/controls.ts";
import type { Commands } from "./commands.ts";

export const offerLine = (title: string, commands: Commands): TemplateResult =>
  html`<div class="offer" role="status">
    <span class="offered">This looks like <cite>${title}</cite>.</span>
    ${button({ text: "Attach", kind: "primary", press: () => commands.answerOffer("acceptOffer") })}
    ${button({ text: "Not now", press: () => commands.answerOffer("declineOffer") })}
  </div>`;
