/** What must be known while it lasts (banners), and what just happened (the notice and the live region). */
import { html, nothing, type TemplateResult } from "lit";
import type { Reader } from "../state/reader.ts";
import { button, iconButton } from "./controls.ts";
import { cross, warning } from "./icons.ts";

export function banners(reader: Reader): TemplateResult {
  const { trouble, writable } = reader.state;
  return html`<div class="banners">
    ${trouble === undefined ? nothing : html`<p class="banner error" role="alert">${warning}<span>${trouble}</span></p>`}
    ${
      writable === true
        ? nothing
        : html`<p class="banner" role="status">
            ${warning}<span>Notes are read-only here. ${writable.why}</span>
          </p>`
    }
  </div>`;
}

/** Shown only when there is something to press; heard in any case. */
export function notice(reader: Reader): TemplateResult {
  const said = reader.state.notice;
  const { offer } = said ?? {};
  const dismiss = (): void => reader.update({ notice: undefined });
  return html`
    <div class="live" role="status" aria-live="polite">${said?.failed === true ? nothing : said?.text}</div>
    <div class="live" role="alert">${said?.failed === true ? said.text : nothing}</div>
    ${
      said === undefined || offer === undefined
        ? nothing
        : html`<div class=${said.failed === true ? "notice failed" : "notice"}>
            <span>${said.text}</span>
            ${button({
              text: offer.label,
              press: () => {
                dismiss();
                offer.take();
              },
            })}
            ${iconButton({ label: "Dismiss", icon: cross, press: dismiss })}
          </div>`
    }
  `;
}
