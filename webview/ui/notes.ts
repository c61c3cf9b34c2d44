/** The notes: those beside the text, those on the whole paper, and those whose words are no longer in it. */
import { counted } from "../../src/base/counted.ts";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Note } from "../../src/domain/note.ts";
import { draftKey, isHomeless, type Draft } from "../state/drafts.ts";
import { groupsOf, placeOf } from "../state/order.ts";
import type { Reader } from "../state/reader.ts";
import { shortened } from "../state/wording.ts";
import { writeOnPaper } from "../state/writing.ts";
import { button } from "./controls.ts";
import { draftView } from "./editor.ts";
import { noteView } from "./note.ts";

/** A note or a comment in writing, beside the text at a character of it. */
interface Beside {
  readonly key: string;
  readonly start: number;
  readonly view: TemplateResult;
}

export function notesBeside(reader: Reader): TemplateResult {
  const { notes, drafts, words, writable } = reader.state;
  const isBeside = (draft: Draft): boolean =>
    draft.purpose === "new" && !isHomeless(draft, notes, words.length);
  const { placed } = groupsOf(notes);
  const items: readonly Beside[] = [
    ...placed.map((note) => ({
      key: note.id,
      start: placeOf(note)?.start ?? 0,
      view: noteView(reader, note),
    })),
    ...drafts.filter(isBeside).map((draft) => ({
      key: draftKey(draft),
      start: draft.span?.start ?? 0,
      view: newComment(reader, draft),
    })),
  ].sort((a, b) => a.start - b.start);
  const count = placed.length;
  return html`<section class="beside" aria-label=${count === 0 ? "Notes" : counted(count, "note")}>
    <h2 class="group-title">Notes</h2>
    ${items.length === 0 && writable === true ? emptyState : nothing}
    <ul class="cards" role="list">
      ${repeat(
        items,
        ({ key }) => key,
        ({ start, view }) => html`<li class="card" data-start=${start}>${view}</li>`,
      )}
    </ul>
  </section>`;
}

const newComment = (reader: Reader, draft: Draft): TemplateResult => {
  const { start, end } = draft.span ?? { start: 0, end: 0 };
  const words = reader.state.words.at({ start, end });
  return html`<div class="note draft ${draft.color}">
    <p class="quote" dir="auto"><span class="quoted">${shortened(words, 120)}</span></p>
    ${draftView(reader, draft)}
  </div>`;
};

const emptyState = html`<div class="empty">
  <p>Select text to highlight it or to write a comment.</p>
  <dl class="keys">
    <div>
      <dt><kbd>1</kbd>–<kbd>5</kbd></dt>
      <dd>highlight</dd>
    </div>
    <div>
      <dt><kbd>U</kbd></dt>
      <dd>underline</dd>
    </div>
    <div>
      <dt><kbd>C</kbd></dt>
      <dd>comment</dd>
    </div>
    <div>
      <dt><kbd>N</kbd> <kbd>P</kbd></dt>
      <dd>next, previous note</dd>
    </div>
  </dl>
  <p>
    Without a mouse: go to the abstract with <kbd>Tab</kbd>, then select with <kbd>Shift</kbd> and the arrow
    keys.
  </p>
</div>`;

export function notesOnPaper(reader: Reader): TemplateResult {
  const { notes, drafts, words, writable } = reader.state;
  const belongs = (draft: Draft): boolean =>
    draft.purpose === "paper" || isHomeless(draft, notes, words.length);
  return html`<section class="on-paper" aria-labelledby="on-paper-title">
    <h2 class="group-title" id="on-paper-title">On the whole paper</h2>
    ${cards(reader, groupsOf(notes).onPaper)}
    ${drafts
      .filter(belongs)
      .map((draft) => html`<div class="note draft ${draft.color}">${draftView(reader, draft)}</div>`)}
    ${
      writable === true && !drafts.some((draft) => draft.purpose === "paper")
        ? button({ text: "Add a note on the paper", press: () => writeOnPaper(reader) })
        : nothing
    }
  </section>`;
}

export function notesNotFound(reader: Reader): TemplateResult | typeof nothing {
  const { unplaced } = groupsOf(reader.state.notes);
  if (unplaced.length === 0) return nothing;
  return html`<section class="not-found" aria-labelledby="not-found-title">
    <h2 class="group-title" id="not-found-title">Not found in this text</h2>
    <p class="hint">
      The words of these notes are no longer in the abstract. The notes are kept as they were.
    </p>
    ${cards(reader, unplaced)}
  </section>`;
}

const cards = (reader: Reader, notes: readonly Note[]): TemplateResult | typeof nothing =>
  notes.length === 0
    ? nothing
    : html`<ul class="cards" role="list">
        ${repeat(
          notes,
          ({ id }) => id,
          (note) => html`<li class="card">${noteView(reader, note)}</li>`,
        )}
      </ul>`;
