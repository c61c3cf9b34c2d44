/** The list of notes that were made on other versions: what has become of each, one key for each answer. */
import { counted } from "../../../src/base/counted.ts";
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { AnnotationId } from "../../../src/domain/annotation.ts";
import { canReattach } from "../../state/reattaching.ts";
import { shortened } from "../../state/wording.ts";
import { button } from "../../ui/controls.ts";
import { noteElementId } from "../../ui/note.ts";
import { canAccept, fateKinds, isPlain, type CarryEntry, type FateKind } from "../state/carried.ts";
import { labelOf } from "../state/labels.ts";
import { passageDiff } from "../state/passageDiff.ts";

export interface CarryState {
  readonly entries: readonly CarryEntry[];
  readonly active: AnnotationId | undefined;
  readonly labels: readonly string[] | undefined;
  /** How many are drawn. */
  readonly limit: number;
  /** How many pages have been read, while they are. */
  readonly reading: { readonly read: number; readonly of: number } | undefined;
  readonly isLooking: boolean;
}

export interface CarryCommands {
  open(): void;
  putAway(): void;
  close(): void;
  look(): void;
  stop(): void;
  attend(id: AnnotationId): void;
  reveal(id: AnnotationId): void;
  step(from: AnnotationId, by: 1 | -1): void;
  accept(id: AnnotationId): void;
  acceptPlain(): void;
  skip(id: AnnotationId): void;
  reattach(id: AnnotationId): void;
  more(): void;
}

export function carryOffer(
  { version, abstract }: { readonly version: number; readonly abstract: number },
  commands: CarryCommands,
): TemplateResult {
  const wheres = [
    ...(version === 0 ? [] : ["another version of this PDF"]),
    ...(abstract === 0 ? [] : ["the abstract"]),
  ];
  const count = counted(version + abstract, "note");
  return html`<div class="carry-offer" role="status">
    <p>${count} ${version + abstract === 1 ? "was" : "were"} made on ${wheres.join(" and ")}.</p>
    <div class="filter-row">
      ${button({ text: "Carry over…", press: () => commands.open() })}
      ${button({ text: "Not now", kind: "quiet", press: () => commands.putAway() })}
    </div>
  </div>`;
}

const titles: Readonly<Record<FateKind, string>> = {
  changed: "Changed",
  gone: "Not found",
  moved: "Moved",
  same: "The same",
};

export function carryPanel(state: CarryState, commands: CarryCommands): TemplateResult {
  const { entries, limit } = state;
  const plain = entries.filter(isPlain).length;
  const drawn = entries.slice(0, limit);
  const groups = [...fateKinds, undefined].flatMap((kind) => {
    const all = drawn.filter(({ fate }) => fate?.kind === kind);
    const count = entries.filter(({ fate }) => fate?.kind === kind).length;
    return count === 0 ? [] : [{ title: kind === undefined ? "Still looked for" : titles[kind], all, count }];
  });
  return html`<aside class="notes-panel carry-panel" aria-label="Carry notes over" tabindex="-1">
    <header class="notes-head">
      <h2 class="group-title">Carry notes over</h2>
      ${button({ text: "Done", press: () => commands.close() })}
      <p class="carry-sum" role="status">${summary(entries)}</p>
      ${progress(state, commands)}
      <p class="carry-keys">
        <kbd>Y</kbd> accepts, <kbd>X</kbd> skips, <kbd>J</kbd> re-attaches, <kbd>↑</kbd> <kbd>↓</kbd> step
      </p>
      ${
        plain === 0
          ? nothing
          : html`<div class="carry-all">
              ${button({
                text: `Accept ${plain} that ${plain === 1 ? "is" : "are"} the same or moved`,
                kind: "primary",
                press: () => commands.acceptPlain(),
              })}
            </div>`
      }
    </header>
    <div class="notes-list">
      ${
        entries.length === 0
          ? html`<div class="empty">
              <p>Every note is carried over or skipped. Where they lay before stays stored.</p>
            </div>`
          : groups.map(
              ({ title, all, count }) =>
                html`<section aria-label=${title}>
                  <h3 class="page-title">${title} (${count})</h3>
                  <ul class="cards" role="list">
                    ${repeat(
                      all,
                      ({ note }) => note.id,
                      (entry) => html`<li class="card">${entryView(entry, state, commands)}</li>`,
                    )}
                  </ul>
                </section>`,
            )
      }
      ${
        entries.length > limit
          ? html`<div class="more">
              ${button({ text: `Show ${entries.length - limit} more`, press: () => commands.more() })}
            </div>`
          : nothing
      }
    </div>
  </aside>`;
}

const sumNames: Readonly<Record<FateKind, string>> = {
  changed: "changed",
  gone: "not found",
  moved: "moved",
  same: "the same",
};

function summary(entries: readonly CarryEntry[]): string {
  if (entries.length === 0) return "Nothing left to decide";
  const counts = fateKinds.flatMap((kind) => {
    const count = entries.filter(({ fate }) => fate?.kind === kind).length;
    return count === 0 ? [] : [`${count} ${sumNames[kind]}`];
  });
  const sought = entries.filter(({ fate }) => fate === undefined).length;
  return [...counts, ...(sought === 0 ? [] : [`${sought} still looked for`])].join(", ");
}

function progress(
  { reading, isLooking, entries }: CarryState,
  commands: CarryCommands,
): TemplateResult | typeof nothing {
  if (!isLooking)
    return entries.some(({ fate }) => fate === undefined)
      ? html`<div class="carry-progress">
          ${button({ text: "Go on looking", press: () => commands.look() })}
        </div>`
      : nothing;
  const { read, of } = reading ?? { read: 0, of: 1 };
  return html`<div class="carry-progress">
    <progress max=${of} value=${read} aria-label="Reading pages"></progress>
    <span>${reading === undefined ? "Looking…" : `Page ${read} of ${of}`}</span>
    ${button({ text: "Stop", press: () => commands.stop() })}
  </div>`;
}

const quoteLength = 220;

function entryView(
  entry: CarryEntry,
  { active, labels }: CarryState,
  commands: CarryCommands,
): TemplateResult {
  const { note, fate } = entry;
  const { id } = note;
  return html`<article
    id=${noteElementId(id)}
    class="note carried ${note.color} ${active === id ? "active" : ""}"
    tabindex="0"
    data-carried=${id}
    aria-label="${fate === undefined ? "Still looked for" : titles[fate.kind]}: ${shortened(note.quote || note.comment || "a mark", 60)}"
    @focusin=${() => commands.attend(id)}
    @click=${({ target }: Event) => !isOnControl(target) && commands.reveal(id)}
    @keydown=${(event: KeyboardEvent) => pressed(event, entry, commands)}
  >
    ${passage(entry)}
    ${note.comment === "" ? nothing : html`<p class="comment" dir="auto">${shortened(note.comment, 120)}</p>`}
    <p class="by">${whereabouts(entry, labels)}</p>
    <div class="place-tools" role="group" aria-label="What becomes of this note">
      ${canAccept(entry) ? button({ text: "Accept", press: () => commands.accept(id) }) : nothing}
      ${canReattach(note) ? button({ text: "Re-attach", press: () => commands.reattach(id) }) : nothing}
      ${button({ text: "Skip", kind: "quiet", press: () => commands.skip(id) })}
    </div>
  </article>`;
}

/** The words as they were; where others stand now, what has changed. */
function passage({ note, fate }: CarryEntry): TemplateResult {
  const now = fate?.quote?.exact;
  if (note.quote === "") return html`<p class="quote"><span class="quoted">A mark without words</span></p>`;
  if (fate?.kind !== "changed" || now === undefined || now === note.quote)
    return html`<p class="quote" dir="auto">
      <span class="quoted">${shortened(note.quote, quoteLength)}</span>
    </p>`;
  return html`<p class="quote diff" dir="auto">
    ${guard([note.quote, now], () => differences(note.quote, now))}
  </p>`;
}

const differences = (before: string, now: string) =>
  passageDiff(before, now).map(({ kind, text }) =>
    kind === "removed" ? html`<del>${text}</del>` : kind === "added" ? html`<ins>${text}</ins>` : text,
  );

function whereabouts({ note, fate }: CarryEntry, labels: readonly string[] | undefined): string {
  const before = note.region?.parts[0]?.page;
  const from = before === undefined ? "in the abstract" : `on page ${before}`;
  const now = fate?.region?.parts[0]?.page;
  if (now === undefined) return `Was ${from}`;
  const here = `page ${labelOf(now, labels)}`;
  return before === now ? `On ${here}, as before` : `Was ${from}, is on ${here}`;
}

const isOnControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("button, mg-button") !== null;

function pressed(event: KeyboardEvent, entry: CarryEntry, commands: CarryCommands): void {
  const { id } = entry.note;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (isOnControl(event.target) && (event.key === "Enter" || event.key === " ")) return;
  switch (event.key.toLowerCase()) {
    case "y":
      if (canAccept(entry)) commands.accept(id);
      break;
    case "x":
      commands.skip(id);
      break;
    case "j":
      commands.reattach(id);
      break;
    case "enter":
      commands.reveal(id);
      break;
    case "arrowdown":
    case "n":
      commands.step(id, 1);
      break;
    case "arrowup":
    case "p":
      commands.step(id, -1);
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
}
