/** The papers of a day, one article each. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { TodayRow } from "../../src/protocol/today.ts";
import { withMath } from "../ui/mathText.ts";
import type { Model } from "./model.ts";
import { linkNames } from "./wording.ts";

export const rowId = (id: string): string => `paper-${id}`;

/** Brings the paper in front to the keyboard. */
export function focusRow(model: Model): void {
  const row = document.getElementById(rowId(model.state.active ?? ""));
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

export function rows(model: Model): TemplateResult | typeof nothing {
  const shown = model.rows;
  if (shown.length === 0) return nothing;
  return html`<div
    class="papers"
    role="feed"
    aria-label="Papers of the day"
    aria-busy=${String(model.state.isBusy)}
  >
    ${repeat(
      shown,
      ({ id }) => id,
      (row, at) => rowView(model, row, at + 1, shown.length),
    )}
  </div>`;
}

function rowView(model: Model, row: TodayRow, place: number, of: number): TemplateResult {
  const { id, title, authors, abstract, reason, did, saved, votes, facts, withdrawn } = row;
  const isActive = id === model.state.active;
  const isExpanded = model.state.expanded.has(id);
  const isLast = place === of;
  return html`<article
    id=${rowId(id)}
    class="paper ${did} ${saved ? "saved" : ""} ${isActive ? "active" : ""}"
    tabindex=${isActive ? 0 : -1}
    aria-posinset=${place}
    aria-setsize=${of}
    aria-labelledby="title-${id}"
    @focus=${() => model.activate(id)}
    @click=${(event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest("button, a") === null && !isSelecting())
        model.toggle(id);
    }}
    @dblclick=${() => void model.open(false, row)}
  >
    <h2 class="title" id="title-${id}" dir="auto">
      <span class="dot" title=${did}></span><span class="unseen">${stateWords(row)}</span>${withMath(title)}
    </h2>
    <p class="byline" dir="auto">
      ${votes === undefined ? nothing : html`<span class="votes" title="Votes">▲ ${votes}<span class="unseen"> votes. </span></span>`}
      ${authors === "" ? nothing : html`<span>${authors}</span>`}
      ${saved ? html`<span class="kept" aria-hidden="true">✓ saved</span>` : nothing}
      ${facts.map((fact) => html`<span class="fact">${fact}</span>`)}
    </p>
    ${
      reason === undefined
        ? nothing
        : html`<p
            class="reason"
            dir="auto"
            title=${reason.words.length === 0 ? nothing : `Both speak of ${reason.words.join(", ")}`}
          >
            ${reason.text}
          </p>`
    }
    ${withdrawn === undefined ? nothing : html`<p class="withdrawn">Withdrawn: ${withdrawn}</p>`}
    ${abstract === "" ? nothing : html`<p class="abstract ${isExpanded ? "whole" : ""}" dir="auto">${isExpanded ? withMath(abstract) : abstract}</p>`}
    ${isExpanded ? more(model, row) : nothing}
    <div class="deeds">
      ${deed("Open", "Open (o)", () => void model.open(false, row))}
      ${deed(saved ? "Saved" : "Save", saved ? "In the library" : "Save to the library (s)", () => void model.save(row), saved)}
      ${deed(did === "skipped" ? "Take Back" : "Skip", did === "skipped" ? "Take back (x)" : "Skip (x)", () => void model.skip(row))}
      ${deed(isExpanded ? "Less" : "More", "Whole abstract (e)", () => model.toggle(id), isExpanded)}
    </div>
    ${isLast ? html`<span class="unseen">The last one</span>` : nothing}
  </article>`;
}

const deed = (text: string, title: string, act: () => void, isOn = false): TemplateResult =>
  html`<button type="button" class="deed ${isOn ? "on" : ""}" title=${title} tabindex="-1" @click=${act}>
    ${text}
  </button>`;

function more(model: Model, row: TodayRow): TemplateResult {
  return html`${
    row.keywords.length === 0
      ? nothing
      : html`<p class="keywords">
          ${row.keywords.map((word) => html`<span class="keyword" dir="auto">${word}</span>`)}
        </p>`
  }${
    row.links.length === 0
      ? nothing
      : html`<p class="links">
          ${row.links.map(
            ({ kind, url }, at) =>
              html`<button
                type="button"
                class="link"
                title=${url}
                @click=${() => void model.openLink(row, at)}
              >
                ${linkNames[kind]}
              </button>`,
          )}
        </p>`
  }`;
}

const stateWords = ({ did, saved }: TodayRow): string =>
  `${did === "new" ? "New" : did === "seen" ? "Seen" : "Skipped"}${saved ? ", in the library" : ""}. `;

/** Who selects words does not want the row to close. */
const isSelecting = (): boolean => (getSelection()?.toString() ?? "") !== "";
