/** Tags of a paper or a note: shown, taken away, added. */
import { html, nothing, type TemplateResult } from "lit";
import { createRef, ref } from "lit/directives/ref.js";
import { focusControl } from "./controls.ts";
import { cross, plus } from "./icons.ts";
import { tagField } from "./tagField.ts";

export interface TagList {
  readonly tags: readonly string[];
  readonly of: string;
  readonly editable: boolean;
  /** Whether the field for a new tag is open. */
  readonly adding: boolean;
  /** Those in use elsewhere. */
  readonly known: readonly string[];
  readonly setAdding: (adding: boolean) => void;
  readonly change: (tags: readonly string[]) => void;
}

/** Tags are told apart by their letters alone; a leading # is how people write them, not part of them. */
const tidy = (text: string): string => text.trim().replace(/^#+/u, "").replace(/\s+/gu, " ").slice(0, 80);

export function tagList({
  tags,
  of,
  editable,
  adding,
  known,
  setAdding,
  change,
}: TagList): TemplateResult | typeof nothing {
  if (tags.length === 0 && !editable) return nothing;
  const add = (text: string): void => {
    const added = text.split(",").map(tidy);
    const all = [...tags, ...added.filter((tag) => tag !== "")];
    const unique = all.filter(
      (tag, at) => all.findIndex((each) => each.toLowerCase() === tag.toLowerCase()) === at,
    );
    if (unique.length > tags.length) change(unique);
  };
  const list = createRef<HTMLUListElement>();
  const leave = (how: "escape" | "blur"): void => {
    const { value } = list; // setting draws anew, with another reference
    setAdding(false);
    if (how === "escape") value?.querySelector<HTMLElement>(".tag-add")?.focus();
  };
  const open = (): void => {
    const { value } = list;
    setAdding(true);
    if (value !== undefined) focusControl(value);
  };
  return html`<ul ${ref(list)} class="tags" aria-label="Tags of ${of}">
    ${tags.map(
      (tag) =>
        html`<li class="tag" dir="auto">
          <span class="tag-name">${tag}</span>${
            editable
              ? html`<button
                  type="button"
                  class="tag-remove"
                  aria-label="Remove tag ${tag}"
                  title="Remove tag"
                  @click=${() => change(tags.filter((each) => each !== tag))}
                >
                  ${cross}
                </button>`
              : nothing
          }
        </li>`,
    )}
    ${
      !editable
        ? nothing
        : html`<li class="tag-new">
            ${
              adding
                ? tagField({
                    label: "New tag",
                    placeholder: "new tag",
                    known,
                    taken: tags,
                    enter: add,
                    leave,
                  })
                : html`<button
                    type="button"
                    class="tag-add"
                    aria-label="Add a tag to ${of}"
                    title="Add a tag"
                    @click=${open}
                  >
                    ${plus}<span>tag</span>
                  </button>`
            }
          </li>`
    }
  </ul>`;
}
