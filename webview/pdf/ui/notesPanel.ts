/** The list of notes beside the pages, in reading order. */
import { counted } from "../../../src/base/counted.ts";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { colors, markStyles, type AnnotationId, type Color } from "../../../src/domain/annotation.ts";
import type { Note } from "../../../src/domain/note.ts";
import { pageOfOffset } from "../../../src/domain/region.ts";
import type { Vocabulary } from "../../../src/domain/vocabulary.ts";
import { draftKey, isHomeless, type Draft } from "../../state/drafts.ts";
import { groupsOf, placeOf } from "../../state/order.ts";
import type { Reader } from "../../state/reader.ts";
import { shortened, styleNames } from "../../state/wording.ts";
import { button, choice, textField } from "../../ui/controls.ts";
import { draftView } from "../../ui/editor.ts";
import { noteView } from "../../ui/note.ts";
import { notesOnPaper } from "../../ui/notes.ts";
import { tagField } from "../../ui/tagField.ts";
import { swatches } from "../../ui/parts.ts";
import { labelOf } from "../state/labels.ts";
import { isFiltering, noFilter, passes, type NoteFilter } from "../state/noteFilter.ts";

export interface PanelState {
  readonly filter: NoteFilter;
  /** Those picked to be changed together. */
  readonly picked: ReadonlySet<AnnotationId>;
  readonly labels: readonly string[] | undefined;
  /** How many are drawn, from the first; a list of hundreds grows as one scrolls down in it. */
  readonly limit: number;
  readonly above: TemplateResult | undefined;
}

export interface PanelCommands {
  setFilter(filter: NoteFilter): void;
  pick(id: AnnotationId, isPicked: boolean): void;
  unpickAll(): void;
  showMore(): void;
  recolor(color: Color): void;
  tag(tag: string): void;
  copy(): void;
  remove(): void;
}

interface Item {
  readonly key: string;
  readonly at: number;
  readonly view: TemplateResult;
}

export function notesPanel(reader: Reader, panel: PanelState, commands: PanelCommands): TemplateResult {
  const { notes, drafts } = reader.state;
  const { placed, unplaced } = groupsOf(notes);
  const shown = placed.filter((note) => passes(note, panel.filter));
  const items: readonly Item[] = [
    ...shown.slice(0, panel.limit).map((note) => ({
      key: note.id,
      at: placeOf(note)?.start ?? 0,
      view: card(reader, note, panel, commands),
    })),
    ...drafts
      .filter((draft) => draft.purpose === "new" && !isHomeless(draft, notes, reader.state.words.length))
      .map((draft) => ({
        key: draftKey(draft),
        at: draft.span?.start ?? 0,
        view: newComment(reader, draft),
      })),
  ].sort((a, b) => a.at - b.at);
  return html`<aside class="notes-panel" aria-label="Notes">
    ${head(placed, shown.length, reader.state.vocabulary, panel, commands)} ${panel.above ?? nothing}
    ${panel.picked.size > 0 ? bulkBar(reader.state.vocabulary, panel, commands) : nothing}
    <div
      class="notes-list"
      @scroll=${({ currentTarget }: Event) => isNearEnd(currentTarget) && shown.length > panel.limit && commands.showMore()}
    >
      ${items.length === 0 ? emptyList(placed.length > 0, panel, commands) : byPage(items, panel)}
      ${
        shown.length > panel.limit
          ? html`<div class="more">
              ${button({ text: `Show ${shown.length - panel.limit} more`, press: () => commands.showMore() })}
            </div>`
          : nothing
      }
      ${
        unplaced.length === 0
          ? nothing
          : html`<section class="not-found" aria-label="Notes whose place is not known">
              <h3 class="page-title">Place not known</h3>
              <ul class="cards" role="list">
                ${unplaced.map((note) => html`<li class="card">${noteView(reader, note)}</li>`)}
              </ul>
            </section>`
      }
      ${isFiltering(panel.filter) ? nothing : notesOnPaper(reader)}
    </div>
  </aside>`;
}

const isNearEnd = (list: EventTarget | null): boolean =>
  list instanceof HTMLElement && list.scrollTop + 2 * list.clientHeight > list.scrollHeight;

const styleOptions = [
  { value: "all", text: "All kinds" },
  ...markStyles.map((style) => ({
    value: style as string,
    text: `${styleNames[style][0]?.toUpperCase()}${styleNames[style].slice(1)}s`,
  })),
];

/** Offered where the file holds marks at all. */
const originOptions = [
  { value: "ours", text: "Not in the file" },
  { value: "file", text: "In the file" },
];

const chosenKind = ({ style, inFile }: NoteFilter): string =>
  style ?? (inFile === undefined ? "all" : inFile ? "file" : "ours");

const ofKind = (value: string): Pick<NoteFilter, "style" | "inFile"> => ({
  style: markStyles.find((each) => each === value),
  inFile: value === "file" ? true : value === "ours" ? false : undefined,
});

function head(
  notes: readonly Note[],
  shown: number,
  { meanings }: Vocabulary,
  { filter }: PanelState,
  commands: PanelCommands,
): TemplateResult {
  const total = notes.length;
  const options = notes.some(({ inFile }) => inFile === true)
    ? [...styleOptions, ...originOptions]
    : styleOptions;
  const count = shown === total ? counted(total, "note") : `${shown} of ${counted(total, "note")}`;
  return html`<header class="notes-head">
    <h2 class="group-title">Notes</h2>
    <span class="notes-count" role="status">${total === 0 ? "" : count}</span>
    ${
      total === 0
        ? nothing
        : html`<div class="notes-filter" role="group" aria-label="Which notes are shown">
            ${textField({
              label: "Filter notes",
              placeholder: "Words, #tag, @author",
              text: filter.text,
              type: (text) => commands.setFilter({ ...filter, text }),
              enter: () => undefined,
              leave: (how) => how === "escape" && commands.setFilter(noFilter),
            })}
            <div class="filter-row">
              ${swatches({
                meanings,
                ...(filter.color === undefined ? {} : { color: filter.color }),
                pickColor: (color) =>
                  commands.setFilter({ ...filter, color: filter.color === color ? undefined : color }),
              })}
              ${choice({
                label: "Kind of note",
                options,
                value: chosenKind(filter),
                choose: (value) => commands.setFilter({ ...filter, ...ofKind(value) }),
              })}
            </div>
          </div>`
    }
  </header>`;
}

function byPage(items: readonly Item[], { labels }: PanelState): TemplateResult {
  const pages = new Map<number, Item[]>();
  for (const item of items) {
    const { page } = pageOfOffset(item.at);
    pages.set(page, [...(pages.get(page) ?? []), item]);
  }
  return html`${[...pages].map(
    ([page, all]) =>
      html`<section aria-label="Page ${labelOf(page, labels)}">
        <h3 class="page-title">Page ${labelOf(page, labels)}</h3>
        <ul class="cards" role="list">
          ${repeat(
            all,
            ({ key }) => key,
            ({ view }) => html`<li class="card">${view}</li>`,
          )}
        </ul>
      </section>`,
  )}`;
}

const card = (reader: Reader, note: Note, { picked }: PanelState, commands: PanelCommands): TemplateResult =>
  html`<div class=${picked.size > 0 ? "pickable picking" : "pickable"}>
    <input
      type="checkbox"
      aria-label="Pick this note"
      .checked=${picked.has(note.id)}
      @change=${({ target }: Event) => commands.pick(note.id, target instanceof HTMLInputElement && target.checked)}
    />
    ${noteView(reader, note)}
  </div>`;

const newComment = (reader: Reader, draft: Draft): TemplateResult => {
  const words = draft.span === undefined ? "" : reader.state.words.at(draft.span);
  return html`<div class="note draft ${draft.color}">
    <p class="quote" dir="auto"><span class="quoted">${shortened(words, 120)}</span></p>
    ${draftView(reader, draft)}
  </div>`;
};

const bulkBar = (
  { meanings, tags }: Vocabulary,
  { picked }: PanelState,
  commands: PanelCommands,
): TemplateResult =>
  html`<div class="bulk" role="toolbar" aria-label="Change the picked notes">
    <span role="status">${counted(picked.size, "note")} picked</span>
    <div class="filter-row">
      ${swatches({ meanings, pickColor: (color) => commands.recolor(color) })}
      ${tagField({
        label: "Tag the picked notes",
        placeholder: "Add a tag",
        known: tags,
        taken: [],
        enter: (tag) => commands.tag(tag),
        leave: () => undefined,
      })}
    </div>
    <div class="filter-row">
      ${button({ text: "Copy", press: () => commands.copy() })}
      ${button({ text: "Delete", press: () => commands.remove() })}
      ${button({ text: "Done", kind: "quiet", press: () => commands.unpickAll() })}
    </div>
  </div>`;

const emptyList = (isFiltered: boolean, panel: PanelState, commands: PanelCommands): TemplateResult =>
  isFiltered && isFiltering(panel.filter)
    ? html`<div class="empty">
        <p>No note is like that.</p>
        ${button({ text: "Show all notes", press: () => commands.setFilter(noFilter) })}
      </div>`
    : html`<div class="empty">
        <p>Select words on the page, then</p>
        <dl class="keys">
          ${keys.map(
            ([key, what]) =>
              html`<div>
                <dt>${key}</dt>
                <dd>${what}</dd>
              </div>`,
          )}
        </dl>
      </div>`;

const keys: readonly (readonly [TemplateResult, string])[] = [
  [html`<kbd>1</kbd>–<kbd>${colors.length}</kbd>`, "highlight"],
  [html`<kbd>U</kbd> <kbd>S</kbd>`, "underline, strike through"],
  [html`<kbd>C</kbd>`, "comment"],
  [html`<kbd>A</kbd>`, "note on an area"],
  [html`<kbd>K</kbd>`, "sticky note"],
  [html`<kbd>I</kbd>`, "draw"],
  [html`<kbd>.</kbd> <kbd>,</kbd>`, "select the next, the previous sentence"],
  [html`<kbd>N</kbd> <kbd>P</kbd>`, "next, previous note"],
];
