/** The papers that were found, one row each, with the words that say why. */
import { html, nothing, type TemplateResult } from "lit";
import type { ResultRow } from "../../src/protocol/search.ts";
import { bubble } from "../ui/icons.ts";
import { marked } from "./marked.ts";
import type { Model } from "./model.ts";

const rowId = (at: number): string => `row-${at}`;
const page = 10;

/** Brings the row in front to the keyboard. */
export function focusRow(root: ParentNode, { state }: Model): void {
  const row = root.querySelector<HTMLElement>(`#${rowId(state.active)}`);
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

export function results(model: Model, root: ParentNode, toBox: () => void): TemplateResult | typeof nothing {
  const { reply, active } = model.state;
  const rows = reply?.rows ?? [];
  if (rows.length === 0) return nothing;
  const onKey = (event: KeyboardEvent): void => {
    if (!obey(event, model, toBox)) return;
    focusRow(root, model);
    event.preventDefault();
  };
  return html`<ul class="results" role="listbox" aria-label="Papers found" @keydown=${onKey}>
      ${rows.map((row, at) => rowView(model, row, at, at === active))}
    </ul>
    ${
      model.mayShowMore
        ? html`<button type="button" class="link more" @click=${() => model.showMore()}>Show more</button>`
        : nothing
    }`;
}

function rowView(model: Model, row: ResultRow, at: number, isActive: boolean): TemplateResult {
  const { id, title, byline, reading, starred, snippet, also, note } = row;
  const context = {
    webviewSection: starred ? "starredPaper" : "paper",
    paper: id,
    preventDefaultContextMenuItems: true,
  };
  return html`<li
    id=${rowId(at)}
    role="option"
    class="row ${reading}"
    tabindex=${isActive ? 0 : -1}
    aria-selected=${String(isActive)}
    data-vscode-context=${JSON.stringify(context)}
    @focus=${() => model.activate(at)}
    @click=${(event: MouseEvent) =>
      void model.open(row, { toSide: event.ctrlKey || event.metaKey || event.altKey, preview: true })}
    @dblclick=${() => void model.open(row)}
  >
    <span class="row-title" dir="auto"
      >${starred ? html`<span class="star" title="Starred">★<span class="unseen"> Starred. </span></span>` : nothing}${marked(title)}</span
    >
    <span class="row-byline"
      ><span class="dot" title=${reading}></span
      ><span class="unseen">${reading}. </span
      >${byline}${also.length === 0 ? nothing : html` <span class="also">found in ${also.join(", ")}</span>`}</span
    >
    ${
      snippet.text === ""
        ? nothing
        : html`<span class="row-snippet" dir="auto"
            >${note === undefined ? nothing : html`<span class="of-note">${bubble}<span class="unseen">Note: </span></span>`}${marked(snippet)}</span
          >`
    }
  </li>`;
}

/** @returns whether the row in front is to have the keyboard. */
function obey(event: KeyboardEvent, model: Model, toBox: () => void): boolean {
  const { active } = model.state;
  const withCtrl = event.ctrlKey || event.metaKey;
  const row = model.activeRow;
  if (event.altKey || (withCtrl && event.key !== "Enter")) return false;
  switch (event.key) {
    case "ArrowDown":
    case "j":
      model.activate(active + 1);
      return true;
    case "ArrowUp":
    case "k":
      if (active > 0) {
        model.activate(active - 1);
        return true;
      }
      if (event.key === "k") return true;
      return leave(event, toBox);
    case "PageDown":
      model.activate(active + page);
      return true;
    case "PageUp":
      model.activate(active - page);
      return true;
    case "Home":
      model.activate(0);
      return true;
    case "End":
      model.activate(Infinity);
      return true;
    case "Enter":
      void model.open(row, { toSide: withCtrl });
      return true;
    case " ":
      void model.open(row, { preview: true });
      return true;
    case "s":
      model.toggleStar(row);
      return true;
    case "c":
      model.addToCollection(row);
      return true;
    case "/":
    case "Escape":
      return leave(event, toBox);
    default:
      return false;
  }
}

function leave(event: Event, toBox: () => void): false {
  event.preventDefault();
  toBox();
  return false;
}
