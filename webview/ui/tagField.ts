/** A field for a tag that offers those in use while one types. */
import { html, nothing, render, type TemplateResult } from "lit";
import { focusControl, textField } from "./controls.ts";

const mostOffers = 6;

/** Tags that begin with what was typed come first, then those with a later word that does. */
export function offersFor(
  typed: string,
  known: readonly string[],
  taken: readonly string[],
): readonly string[] {
  const sought = typed.split(",").at(-1)?.trim().replace(/^#+/u, "").toLowerCase() ?? "";
  if (sought === "") return [];
  const free = known.filter((tag) => !taken.includes(tag) && tag.toLowerCase() !== sought);
  const begins = free.filter((tag) => tag.toLowerCase().startsWith(sought));
  const hasWord = (tag: string): boolean =>
    tag
      .toLowerCase()
      .split(/[\s/_.-]+/u)
      .some((word) => word.startsWith(sought));
  return [...begins, ...free.filter((tag) => !begins.includes(tag) && hasWord(tag))].slice(0, mostOffers);
}

export interface TagFieldParts {
  readonly label: string;
  readonly placeholder: string;
  readonly known: readonly string[];
  /** Not offered again. */
  readonly taken: readonly string[];
  readonly enter: (text: string) => void;
  readonly leave: (how: "escape" | "blur") => void;
}

/** An element of its own, since what is typed so far is nobody else's business. */
class TagField extends HTMLElement {
  #parts: TagFieldParts | undefined;
  #typed = "";

  set parts(parts: TagFieldParts) {
    this.#parts = parts;
    if (this.isConnected) this.#draw();
  }

  connectedCallback(): void {
    this.#draw();
  }

  readonly #enter = (text: string): void => {
    this.#typed = "";
    this.#parts?.enter(text);
    this.#draw();
  };

  #take(tag: string): void {
    const before = this.#typed.split(",").slice(0, -1);
    focusControl(this); // before the button that has the focus goes, which would look like leaving
    const field = this.querySelector("mg-text-field");
    if (field !== null && "value" in field) field.value = "";
    this.#enter([...before, tag].join(","));
  }

  /** Asked once the focus has settled: it also leaves an element that is being taken away. */
  readonly #onFocusOut = (): void => {
    setTimeout(() => {
      if (this.isConnected && !this.contains(document.activeElement)) this.#parts?.leave("blur");
    });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const offers = [...this.querySelectorAll<HTMLElement>(".tag-offer")];
    const at = offers.findIndex((each) => each === document.activeElement);
    if (event.key === "Escape" && at >= 0) focusControl(this);
    else if (event.key === "ArrowDown" && offers.length > 0) offers[(at + 1) % offers.length]?.focus();
    else if (event.key === "ArrowUp" && at > 0) offers[at - 1]?.focus();
    else if (event.key === "ArrowUp" && at === 0) focusControl(this);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #draw(): void {
    const parts = this.#parts;
    if (parts === undefined) return;
    const offers = offersFor(this.#typed, parts.known, parts.taken);
    const count = offers.length === 1 ? "1 tag in use" : `${offers.length} tags in use`;
    render(
      html`<div class="tag-field" @focusout=${this.#onFocusOut} @keydown=${this.#onKey}>
        ${textField({
          label: parts.label,
          placeholder: parts.placeholder,
          type: (text) => {
            this.#typed = text;
            this.#draw();
          },
          enter: this.#enter,
          leave: (how) => how === "escape" && parts.leave("escape"),
        })}
        <span class="live" role="status">${offers.length === 0 ? "" : `${count}: arrow down`}</span>
        ${
          offers.length === 0
            ? nothing
            : html`<div class="tag-offers" role="group" aria-label="Tags in use">
                ${offers.map(
                  (tag) =>
                    html`<button
                      type="button"
                      class="tag-offer"
                      @pointerdown=${(event: Event) => event.preventDefault() /* the field keeps the keyboard */}
                      @click=${() => this.#take(tag)}
                    >
                      ${tag}
                    </button>`,
                )}
              </div>`
        }
      </div>`,
      this,
    );
  }
}

/** Call once, before anything is drawn. */
export const registerTagField = (): void => customElements.define("marginalia-tag-field", TagField);

export const tagField = (parts: TagFieldParts): TemplateResult =>
  html`<marginalia-tag-field .parts=${parts}></marginalia-tag-field>`;
