/** Above the papers: the day and the way to others, the orders, and what is shown of the day. */
import { html, nothing, type TemplateResult } from "lit";
import { listFilters, listOrders, type ListFilter, type ListOrder } from "../../src/protocol/today.ts";
import type { Model } from "./model.ts";
import { dayName } from "./wording.ts";

const orderNames: Readonly<Record<ListOrder, readonly [name: string, what: string]>> = {
  forYou: ["For You", "Near what you read, starred and highlighted first"],
  votes: ["Votes", "The community's votes first"],
  listed: ["Listed", "As the source lists them"],
};
const filterNames: Readonly<Record<ListFilter, string>> = {
  new: "New",
  all: "All",
  saved: "Saved",
  skipped: "Skipped",
};

export function head(model: Model): TemplateResult {
  const { day, order, filter, isBusy } = model.state;
  return html`<header class="head">
    <div class="day-bar">
      <h1 class="day-name" dir="auto">${day === undefined ? "Today" : dayName(day.date)}</h1>
      <span class="day-ways">
        ${way("‹", "Older day ([)", day?.older, model)}${way("›", "Newer day (])", day?.newer, model)}
        <input
          class="date"
          type="date"
          aria-label="Go to a day"
          .value=${day?.date ?? ""}
          @change=${({ target }: Event) => {
            if (target instanceof HTMLInputElement && target.value !== "") void model.goTo(target.value);
          }}
        />
        ${
          day?.isToday === false
            ? html`<button type="button" class="link" @click=${() => void model.goTo()}>Newest</button>`
            : nothing
        }
      </span>
      <span class="day-actions">
        ${day?.hasSubscriptions === true ? html`<button type="button" class="link" @click=${() => model.begin("refresh")}>Refresh</button>` : nothing}
        <button
          type="button"
          class="link"
          aria-expanded=${String(model.state.showsKeys)}
          title="Keys (?)"
          @click=${() => model.showKeys(!model.state.showsKeys)}
        >
          Keys
        </button>
      </span>
    </div>
    <div class="choices">
      <div role="group" aria-label="Order" class="segments">
        ${listOrders.map((each) =>
          segment(orderNames[each][0], order === each, () => model.orderBy(each), orderNames[each][1]),
        )}
      </div>
      <div role="group" aria-label="Show" class="segments">
        ${listFilters.map((each) =>
          segment(`${filterNames[each]} ${model.count(each)}`, filter === each, () => model.filterBy(each)),
        )}
      </div>
    </div>
    <p class="unseen" role="status">${isBusy ? "Reading the day" : `${model.rows.length} papers shown`}</p>
  </header>`;
}

const segment = (text: string, isOn: boolean, act: () => void, title?: string): TemplateResult =>
  html`<button
    type="button"
    class="segment"
    aria-pressed=${String(isOn)}
    title=${title ?? nothing}
    @click=${act}
  >
    ${text}
  </button>`;

const way = (sign: string, name: string, date: string | undefined, model: Model): TemplateResult =>
  html`<button
    type="button"
    class="tool"
    title=${name}
    aria-label=${name}
    ?disabled=${date === undefined}
    @click=${() => void model.goTo(date)}
  >
    ${sign}
  </button>`;
