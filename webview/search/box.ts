/** The box that a query is typed in, with offers to go on, and what in it could not be understood. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { cross } from "../ui/icons.ts";
import type { Model } from "./model.ts";

export const boxId = "query";
const offersId = "offers";
const problemsId = "problems";
const offerId = (at: number): string => `offer-${at}`;

export const boxIn = (root: ParentNode): HTMLInputElement | null => root.querySelector(`#${boxId}`);

export function focusBox(root: ParentNode, caret?: number): void {
  const box = boxIn(root);
  box?.focus();
  if (caret === undefined) box?.select();
  else box?.setSelectionRange(caret, caret);
}

export interface BoxKeys {
  /** To the results. */
  down(): void;
  enter(toSide: boolean): void;
}

export function box(model: Model, root: ParentNode, keys: BoxKeys): TemplateResult {
  const { query, offers, offer, reply } = model.state;
  const problems = reply?.problems ?? [];
  const accept = (at?: number): boolean => {
    const caret = model.accept(at);
    if (caret === undefined) return false;
    focusBox(root, caret);
    return true;
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
        if (!model.moveOffer(1)) keys.down();
        break;
      case "ArrowUp":
        model.moveOffer(-1);
        break;
      case "Enter":
        if (!accept()) {
          model.dismissOffers();
          keys.enter(event.ctrlKey || event.metaKey);
        }
        break;
      case "Tab":
        if (event.shiftKey || !accept()) return;
        break;
      case "Escape":
        if (!model.dismissOffers()) return;
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const isOpen = offers.length > 0;
  return html`<div class="box">
      <input
        id=${boxId}
        type="text"
        role="combobox"
        aria-label="Search papers and notes"
        aria-autocomplete="list"
        aria-expanded=${String(isOpen)}
        aria-controls=${offersId}
        aria-activedescendant=${offer < 0 ? nothing : offerId(offer)}
        aria-invalid=${problems.length > 0 ? "true" : nothing}
        aria-describedby=${problems.length > 0 ? problemsId : nothing}
        placeholder="Search papers and notes"
        spellcheck="false"
        autocomplete="off"
        .value=${live(query)}
        @input=${({ target }: Event) => {
          if (target instanceof HTMLInputElement)
            model.type(target.value, target.selectionStart ?? target.value.length);
        }}
        @keydown=${onKey}
        @blur=${() => model.dismissOffers()}
      />
      ${
        query === ""
          ? nothing
          : html`<button
              type="button"
              class="clear"
              aria-label="Clear the query"
              title="Clear the query"
              @click=${() => {
                model.setQuery("");
                focusBox(root);
              }}
            >
              ${cross}
            </button>`
      }
      <ul class="offers" id=${offersId} role="listbox" aria-label="Ways to go on" ?hidden=${!isOpen}>
        ${offers.map(
          ({ text, what }, at) =>
            html`<li
              id=${offerId(at)}
              role="option"
              class="offer"
              aria-selected=${String(at === offer)}
              @pointerdown=${(event: Event) => event.preventDefault() /* the box keeps the keyboard */}
              @click=${() => accept(at)}
            >
              <span class="offer-text">${text.trim()}</span> <span class="offer-what">${what}</span>
            </li>`,
        )}
      </ul>
      <span class="unseen" role="status">${isOpen ? `${offers.length} ways to go on: arrow down` : ""}</span>
    </div>
    ${
      problems.length === 0
        ? nothing
        : html`<ul class="problems" id=${problemsId}>
            ${problems.map(
              ({ span, why }) =>
                html`<li>
                  <button
                    type="button"
                    class="piece"
                    title="Select it in the query"
                    @click=${() => {
                      boxIn(root)?.focus();
                      boxIn(root)?.setSelectionRange(span.start, span.end);
                    }}
                  >
                    ${query.slice(span.start, span.end)}</button
                  >: ${why}. It is left out.
                </li>`,
            )}
          </ul>`
    }`;
}
