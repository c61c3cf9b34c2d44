/** The two sides of a paper, its abstract and its PDF, as tabs at the top of either. */
import { html, nothing, type TemplateResult } from "lit";

const names = { abstract: "Abstract", pdf: "PDF" } as const;
type Rendition = keyof typeof names;
const renditions = ["abstract", "pdf"] as const;

/** Only where there are both. The other one is opened in the place of this. */
export const renditionTabs = (
  shown: Rendition,
  hasBoth: boolean,
  change: () => void,
): TemplateResult | typeof nothing =>
  hasBoth
    ? html`<div class="rendition-tabs" role="tablist" aria-label="Abstract or PDF">
        ${renditions.map(
          (each) =>
            html`<button
              type="button"
              role="tab"
              class="rendition-tab"
              aria-selected=${String(each === shown)}
              title="${names[each]} (Ctrl+Alt+P changes)"
              @click=${() => each !== shown && change()}
            >
              ${names[each]}
            </button>`,
        )}
      </div>`
    : nothing;
