/** Puts the page of the Search view together: the model, what draws it, and the keys that go from part to part. */
import { counted } from "../../src/base/counted.ts";
import { html, nothing, render } from "lit";
import type { Channel } from "../../src/protocol/channel.ts";
import type { searchAsks } from "../../src/protocol/search.ts";
import { hasOperator } from "../../src/search/query/editQuery.ts";
import { box, boxIn, focusBox } from "./box.ts";
import { emptiness } from "./emptiness.ts";
import { facets } from "./facets.ts";
import { Model, type Opening } from "./model.ts";
import { focusRow, results } from "./results.ts";
import { summary } from "./wording.ts";

export interface SearchPage {
  setQuery(query: string): void;
  changed(): void;
  focus(): void;
}

const keepAfterMs = 200;

export function openSearchPage(
  root: HTMLElement,
  host: Pick<Channel<typeof searchAsks>, "ask">,
  opening: Opening,
): SearchPage {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    const { query, facet } = model.state;
    const scrollTop = Math.round(document.documentElement.scrollTop);
    void model.wish(() => host.ask("keepView", { query, facet, active: model.activeRow?.id, scrollTop }));
  };
  const keepSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, keepAfterMs);
  };
  const draw = (): void => {
    render(pageView(model, root), root);
    keepSoon();
  };
  const model = new Model({ host, now: () => performance.now(), draw });

  const { scrollTop } = opening.view;
  void model.start(opening).then(() => (document.documentElement.scrollTop = scrollTop));
  document.addEventListener("focusin", () => model.engage());
  addEventListener("scroll", keepSoon, { passive: true });
  addEventListener("pagehide", keep);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.defaultPrevented || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") focusBox(root);
    else if (event.key === "j") focusRow(root, model);
    else return;
    event.preventDefault();
  });
  return {
    setQuery: (query) => model.setQuery(query),
    changed: () => void model.renew(),
    focus: () => focusBox(root),
  };
}

function pageView(model: Model, root: HTMLElement) {
  const { state } = model;
  const isAsked = state.query.trim() !== "" && (state.reply?.rows.length ?? 0) > 0;
  const byDate = hasOperator(state.query, { field: "sort", value: "newest" });
  const toBox = (): void => focusBox(root, boxIn(root)?.value.length ?? 0);
  return html`<div class="search" aria-busy=${String(state.isBusy)}>
    <h1 class="unseen">Search papers</h1>
    ${box(model, root, {
      down: () => focusRow(root, model),
      enter: (toSide) => void model.open(model.activeRow, { toSide }),
    })}
    <div class="bar">
      <p class="summary" role="status">${summary(state)}${corrections(model)}${stillReading(model)}</p>
      ${
        isAsked
          ? html`<button
              type="button"
              class="toggle"
              aria-pressed=${String(byDate)}
              @click=${() => model.sortBy(byDate ? "relevance" : "newest")}
            >
              Newest first
            </button>`
          : nothing
      }
    </div>
    ${facets(model)} ${emptiness(model)} ${results(model, root, toBox)}
  </div>`;
}

function corrections({ state }: Model) {
  const searched = (state.reply?.corrections ?? []).map(
    ({ typed, searched: word }) => `“${word}” instead of “${typed}”`,
  );
  return searched.length === 0
    ? nothing
    : html`<br /><span class="corrected">Searched for ${searched.join(", ")}</span>`;
}

function stillReading({ state }: Model) {
  if (state.reply?.isComplete !== false) return nothing;
  const read = state.survey === undefined ? "" : ` (${counted(state.survey.count, "paper")} so far)`;
  return html`<br />Older papers are still being read${read}`;
}
