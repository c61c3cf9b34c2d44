/** The panel beside the pages: the outline, or the pages as small pictures. */
import { html, nothing, type TemplateResult } from "lit";
import type { PdfState } from "../state/model.ts";
import {
  entryAt,
  hasChildren,
  stepIn,
  visibleEntries,
  type Outline,
  type OutlineKey,
  type OutlineStep,
} from "../state/outline.ts";
import type { Commands } from "./commands.ts";
import { chevron } from "./pdfIcons.ts";

export function sidePanel(
  state: PdfState,
  thumbnails: HTMLElement,
  commands: Commands,
): TemplateResult | typeof nothing {
  const { panel, outline } = state;
  if (panel === undefined) return nothing;
  return html`<aside class="side" aria-label=${panel === "outline" ? "Outline" : "Pages"}>
    ${panel === "pages" ? thumbnails : outlineView(state, outline, commands)}
  </aside>`;
}

function outlineView(state: PdfState, outline: Outline | undefined, commands: Commands): TemplateResult {
  if (outline === undefined)
    return html`<p class="side-note" role="status">${state.outlineSource ?? "Reading the outline…"}</p>`;
  const source =
    state.outlineSource === undefined ? nothing : html`<p class="side-note">${state.outlineSource}</p>`;
  if (outline.length === 0) return html`${source}`;
  const rows = visibleEntries(outline, state.closed);
  const here = entryAt(outline, state.page);
  const focus = rows.includes(state.outlineFocus ?? -1) ? state.outlineFocus : (rows[0] ?? 0);
  return html`${source}
    <ul
      class="outline"
      role="tree"
      aria-label="Outline"
      @keydown=${(event: KeyboardEvent) => pressed(event, state, outline, focus ?? 0, commands)}
    >
      ${rows.map((at) => entryView(state, outline, at, { isHere: at === here, isFocus: at === focus }, commands))}
    </ul>`;
}

interface Look {
  readonly isHere: boolean;
  readonly isFocus: boolean;
}

function entryView(
  { closed }: PdfState,
  outline: Outline,
  at: number,
  { isHere, isFocus }: Look,
  commands: Commands,
): TemplateResult {
  const entry = outline[at];
  if (entry === undefined) return html``;
  const isParent = hasChildren(outline, at);
  const toggle = (event: Event): void => {
    event.stopPropagation();
    commands.stepInOutline(toggled(outline, closed, at));
  };
  return html`<li
    role="treeitem"
    class=${isHere ? "entry here" : "entry"}
    data-entry=${at}
    aria-level=${entry.level}
    aria-expanded=${isParent ? String(!closed.has(at)) : nothing}
    aria-current=${isHere ? "location" : nothing}
    tabindex=${isFocus ? 0 : -1}
    .style=${`--level: ${entry.level}`}
    @click=${entry.group === "group" ? toggle : () => commands.follow(entry)}
  >
    <span class=${isParent ? "twist" : "twist none"} @click=${isParent ? toggle : nothing}>${chevron}</span>
    <span class="entry-title" title=${entry.detail ?? entry.title}>${entry.title}</span>
  </li>`;
}

const toggled = (outline: Outline, closed: ReadonlySet<number>, at: number): OutlineStep =>
  stepIn(outline, closed, at, closed.has(at) ? "ArrowRight" : "ArrowLeft");

const steps: ReadonlySet<string> = new Set([
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
]);

function pressed(
  event: KeyboardEvent,
  { closed }: PdfState,
  outline: Outline,
  focus: number,
  commands: Commands,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (steps.has(event.key)) commands.stepInOutline(stepIn(outline, closed, focus, event.key as OutlineKey));
  else if (event.key === "Enter" || event.key === " ") {
    const entry = outline[focus];
    if (entry?.group === "group") commands.stepInOutline(toggled(outline, closed, focus));
    else if (entry !== undefined) commands.follow(entry);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
