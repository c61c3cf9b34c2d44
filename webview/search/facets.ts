/** Values that the answer has in common, with their counts: pressed, they narrow the query down or widen it again. */
import { counted } from "../../src/base/counted.ts";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { facetNames, type Facet, type FacetName } from "../../src/protocol/search.ts";
import { hasOperator } from "../../src/search/query/editQuery.ts";
import type { Model } from "./model.ts";

const names: Readonly<Record<FacetName, string>> = {
  year: "Year",
  venue: "Venue",
  tag: "Tag",
  author: "Author",
  is: "State",
  in: "Collection",
};
const fewValues = 8;
const valuesId = "facet-values";

export function facets(model: Model): TemplateResult | typeof nothing {
  const { survey, facet, query } = model.state;
  const shown = facetNames.flatMap((field) => {
    const found = survey?.facets.find((each) => each.field === field);
    return found === undefined || found.values.length === 0 ? [] : [found];
  });
  if (shown.length === 0) return nothing;
  const open = shown.find(({ field }) => field === facet);
  return html`<div class="facets" role="group" aria-label="Narrow down">
    <div class="facet-names" @keydown=${moveAmongButtons}>
      ${shown.map(({ field, values }) => {
        const isOpen = field === facet;
        const chosen = values.filter(({ value }) => hasOperator(query, { field, value })).length;
        return html`<button
          type="button"
          class="facet-name"
          aria-expanded=${String(isOpen)}
          aria-controls=${isOpen ? valuesId : nothing}
          @click=${() => model.openFacet(isOpen ? undefined : field)}
        >
          ${names[field]}${chosen === 0 ? nothing : html` <span class="chosen">${chosen}<span class="unseen"> chosen</span></span>`}
        </button>`;
      })}
    </div>
    ${open === undefined ? nothing : valuesOf(model, open)}
  </div>`;
}

/** A value keeps its button, and with it the keyboard, when others go. */
const byValue = ({ value }: Facet["values"][number]): string => value;

function valuesOf(model: Model, { field, values }: Facet): TemplateResult {
  const { query, wholeFacet } = model.state;
  const shown = wholeFacet ? values : values.slice(0, fewValues);
  return html`<ul class="facet-values" id=${valuesId} aria-label=${names[field]} @keydown=${moveAmongButtons}>
    ${repeat(shown, byValue, ({ value, label, count }) => {
      const isChosen = hasOperator(query, { field, value });
      return html`<li>
        <button
          type="button"
          class="facet-value"
          aria-pressed=${String(isChosen)}
          aria-label="${label}, ${counted(count, "paper")}"
          @click=${() => model.toggle(field, value)}
        >
          <span class="tick" aria-hidden="true">${isChosen ? "✓" : ""}</span>
          <span class="facet-label">${label}</span>
          <span class="facet-count">${count.toLocaleString()}</span>
        </button>
      </li>`;
    })}
    ${
      shown.length === values.length
        ? nothing
        : html`<li>
            <button type="button" class="link" @click=${() => model.showWholeFacet()}>
              Show ${values.length - shown.length} more
            </button>
          </li>`
    }
  </ul>`;
}

/** Arrow keys go from button to button; Tab does so too. */
function moveAmongButtons(event: KeyboardEvent): void {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (by === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = buttons[at + by];
  if (next === undefined) return;
  next.focus();
  event.preventDefault();
  event.stopPropagation();
}
