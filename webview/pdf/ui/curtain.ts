/** What lies over the pages while there are none: how far reading is, the question for a password, or why it failed. */
import { html, nothing, type TemplateResult } from "lit";
import { button, textField } from "../../ui/controls.ts";
import { warning } from "../../ui/icons.ts";
import { sizeText } from "../state/faults.ts";
import type { PdfState } from "../state/model.ts";
import type { Commands } from "./commands.ts";

export function curtain({ phase, name }: PdfState, commands: Commands): TemplateResult | typeof nothing {
  switch (phase.kind) {
    case "shown":
      return nothing;
    case "loading": {
      const { read, bytes } = phase;
      const part = bytes === undefined || bytes === 0 ? undefined : Math.min(1, read / bytes);
      return html`<div class="curtain">
        <p>Opening ${name === "" ? "the PDF" : name}…</p>
        <div
          class=${part === undefined ? "progress unknown" : "progress"}
          role="progressbar"
          aria-label="Reading the file"
          aria-valuemin="0"
          aria-valuemax="100"
          aria-valuenow=${part === undefined ? nothing : Math.round(part * 100)}
        >
          <div .style=${`inline-size: ${(part ?? 0) * 100}%`}></div>
        </div>
        <p class="quiet">${read === 0 ? nothing : sizeText(read)}</p>
      </div>`;
    }
    case "password":
      return html`<div class="curtain">
        <p>${name} is protected by a password.</p>
        <div class="password">
          ${textField({
            label: "Password",
            placeholder: "Password",
            secret: true,
            enter: phase.answer,
            leave: () => undefined,
          })}
        </div>
        <p class="quiet" role="alert">
          ${phase.wasWrong ? "That is not the password. Try again." : "Press Enter to open it. It is kept until the window closes."}
        </p>
      </div>`;
    case "failed":
      return html`<div class="curtain" role="alert">
        <p class="why">${warning}<span>${phase.why}</span></p>
        <div class="ways-on">
          ${button({ text: "Try again", kind: "primary", press: () => commands.tryAgain() })}
          ${button({ text: "Open with…", press: () => commands.openOtherwise() })}
        </div>
      </div>`;
  }
}
