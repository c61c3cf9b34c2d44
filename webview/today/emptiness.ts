/** What there is to do when nothing is shown. */
import { html, nothing, type TemplateResult } from "lit";
import type { Model } from "./model.ts";

const press = (text: string, act: () => void): TemplateResult =>
  html`<button type="button" class="wide" @click=${act}>${text}</button>`;

export function emptiness(model: Model): TemplateResult | typeof nothing {
  const { day, failure, isBusy, isFetching, filter } = model.state;
  if (failure !== undefined)
    return html`<div class="empty" role="alert">
      <p>The day could not be read: ${failure}.</p>
      ${press("Try Again", () => void model.renew())}
    </div>`;
  if (day === undefined || model.rows.length > 0 || isBusy) return nothing;
  if (!day.hasFolder)
    return html`<div class="empty">
      <p>Papers and subscriptions are kept in the folder you have open.</p>
      ${press("Open Folder", () => model.begin("folder"))}
    </div>`;
  const fetch = day.mayFetch
    ? html`<button type="button" class="wide" ?disabled=${isFetching} @click=${() => void model.fetchDay()}>
        ${isFetching ? "Asking huggingface.co…" : "Fetch Daily Papers of This Day"}
      </button>`
    : nothing;
  if (day.rows.length > 0)
    return html`<div class="empty">
      <p>${doneWords(filter)}</p>
      ${filter === "all" ? nothing : press(`Show All ${model.count("all")}`, () => model.filterBy("all"))}
      ${day.older === undefined ? nothing : press("Older Day", () => void model.goTo(day.older))}
    </div>`;
  return html`<div class="empty">
    <p>
      ${
        day.hasSubscriptions
          ? "Nothing was fetched for this day. On weekends and holidays sources list little or nothing."
          : "Nothing is listed here yet. Subscribe to Daily Papers, arXiv or any feed; or import the text of a page that lists papers. Nothing is asked for before you do."
      }
    </p>
    ${day.hasSubscriptions ? press("Refresh Feeds", () => model.begin("refresh")) : press("Subscribe…", () => model.begin("subscribe"))}
    ${fetch} ${day.hasSubscriptions ? nothing : press("Import Papers…", () => model.begin("import"))}
  </div>`;
}

function doneWords(filter: Model["state"]["filter"]): string {
  switch (filter) {
    case "new":
      return "You have been through all papers of this day.";
    case "saved":
      return "No paper of this day is in the library yet. S saves the one in front.";
    case "skipped":
      return "No paper of this day was skipped.";
    case "all":
      return "All papers of this day were skipped.";
  }
}

/** Feeds that failed, above what is there. */
export function troubles(model: Model): TemplateResult | typeof nothing {
  const all = model.state.day?.troubles ?? [];
  const [first, ...others] = all;
  if (first === undefined) return nothing;
  return html`<div class="banner" role="status">
    <span dir="auto"
      >${first}${others.length === 0 ? "" : ` (and ${others.length} more)`}. What was fetched before is
      shown.</span
    >
    <button type="button" class="link" @click=${() => model.begin("sources")}>Show Sources</button>
  </div>`;
}
