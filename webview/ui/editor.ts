/** The editor of a comment, at the place where the comment will stand, and the offer of one that was left unsent. */
import { html, nothing, type TemplateResult } from "lit";
import { changed, commentIn, isHomeless, type Draft } from "../state/drafts.ts";
import type { Reader } from "../state/reader.ts";
import { shortened } from "../state/wording.ts";
import { canSave, discard, resume, save, setAside, type } from "../state/writing.ts";
import { button, textArea } from "./controls.ts";
import { comment, swatches } from "./parts.ts";

const labels: Readonly<Record<Draft["purpose"], string>> = {
  new: "Comment on the passage",
  edit: "Comment",
  reply: "Reply",
  paper: "Note on the whole paper",
};

export const draftView = (reader: Reader, draft: Draft): TemplateResult =>
  draft.open ? editor(reader, draft) : offer(reader, draft);

function editor(reader: Reader, draft: Draft): TemplateResult {
  const { notes, words } = reader.state;
  const homeless = isHomeless(draft, notes, words.length);
  const isNew = draft.purpose === "new" || draft.purpose === "paper" || homeless;
  const overtaken = draft.purpose === "edit" && !homeless && commentIn(notes, draft.note) !== draft.original;
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") setAside(reader, draft);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save(reader, draft);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="editor" @keydown=${onKey}>
    ${textArea({
      label: labels[draft.purpose],
      text: draft.text,
      placeholder: draft.purpose === "reply" ? "Reply in Markdown" : "Comment in Markdown",
      type: (text) => type(reader, draft, text),
    })}
    ${
      hasMarkup(draft.text)
        ? html`<div class="preview" aria-label="Preview" role="group">${comment(draft.text)}</div>`
        : nothing
    }
    ${homeless ? html`<p class="hint">What this was written to is gone. Saved, it becomes a note on the paper.</p>` : nothing}
    ${overtaken ? html`<p class="hint">This comment was changed elsewhere meanwhile. Saving replaces that change.</p>` : nothing}
    ${
      draft.failure === undefined
        ? nothing
        : html`<p class="failure" role="alert">Not saved: ${draft.failure}. Your words are still here.</p>`
    }
    ${
      isNew
        ? html`<div class="editor-colors" role="group" aria-label="Colour">
            ${swatches({
              meanings: reader.state.vocabulary.meanings,
              color: draft.color,
              pickColor: (color) =>
                reader.update({ drafts: changed(reader.state.drafts, draft, { color }), color }),
            })}
          </div>`
        : nothing
    }
    <div class="editor-buttons">
      ${button({
        text: draft.saving ? "Saving…" : draft.failure === undefined ? "Save" : "Try again",
        kind: "primary",
        disabled: !canSave(draft),
        press: () => void save(reader, draft),
      })}
      ${button({ text: "Cancel", press: () => setAside(reader, draft) })}
      <span class="hint keys"><kbd>${saveKeys}</kbd> saves</span>
    </div>
  </div>`;
}

/** Plain words look the same when they are saved. */
const hasMarkup = (text: string): boolean => /[*_`$#>[\]|~]|^\s*(?:[-+]|\d+[.)])\s/mu.test(text);

const saveKeys = /mac/iu.test(navigator.platform) ? "⌘ Enter" : "Ctrl+Enter";

const offer = (reader: Reader, draft: Draft): TemplateResult =>
  html`<div
    class="unsent"
    role="group"
    aria-label="Unsent ${draft.purpose === "reply" ? "reply" : "comment"}"
  >
    <p><strong>Unsent:</strong> ${shortened(draft.text, 80)}</p>
    <div class="editor-buttons">
      ${button({ text: "Continue", press: () => resume(reader, draft) })}
      ${button({ text: "Discard", press: () => discard(reader, draft) })}
    </div>
  </div>`;
