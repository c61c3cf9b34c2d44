/** What there is to do when nothing is shown. */
import { html, nothing, type TemplateResult } from "lit";
import { facetNames } from "../../src/protocol/search.ts";
import { operatorsIn, written } from "../../src/search/query/editQuery.ts";
import type { Model } from "./model.ts";

const press = (text: string, act: () => void): TemplateResult =>
  html`<button type="button" class="wide" @click=${act}>${text}</button>`;

/** Conditions that are worth knowing, each ready to be tried. */
const examples = ["is:unread", "is:starred", "added:7d", "has:notes"];

const hints = (model: Model): TemplateResult =>
  html`<div class="hints">
    Try
    ${examples.map(
      (example) =>
        html`<button type="button" class="hint" @click=${() => model.setQuery(`${example} `)}>
          ${example}
        </button>`,
    )}
  </div>`;

export function emptiness(model: Model): TemplateResult | typeof nothing {
  const { failure, reply, hasFolder, hasPapers, query, isBusy } = model.state;
  if (failure !== undefined)
    return html`<div class="empty" role="alert">
      <p>The search failed: ${failure}.</p>
      ${press("Try Again", () => void model.renew())}
    </div>`;
  if (!hasFolder)
    return html`<div class="empty">
      <p>Papers and notes are kept in the folder you have open.</p>
      ${press("Open Folder", () => model.begin("folder"))}
    </div>`;
  if (!hasPapers)
    return html`<div class="empty">
      <p>No papers yet. Import some, or look around first with the sample library.</p>
      ${press("Import Papers…", () => model.begin("import"))}
      ${press("Open the Sample Library", () => model.begin("sample"))}
    </div>`;
  if (reply === undefined) return isBusy ? nothing : hints(model);
  if (reply.rows.length > 0 || isBusy || query.trim() === "") return nothing;
  const narrowing = operatorsIn(query).filter(({ field }) => facetNames.some((name) => name === field));
  return html`<div class="empty">
    <p>No paper matches.${narrowing.length > 0 ? " Ask for less:" : " Try other words, or fewer."}</p>
    ${narrowing.map((operator) => press(`Without ${written(operator)}`, () => model.without(operator)))}
    ${press("Import More Papers…", () => model.begin("import"))}
  </div>`;
}
