/** What the library says of a paper that is cited, and what can be done about it. */
import { html, nothing, type TemplateResult } from "lit";
import type { ReferenceEntry } from "../../../src/extraction/extractedPaper.ts";
import { referenceTitle } from "../../../src/extraction/referenceTitle.ts";
import type { KnownPaper } from "../../../src/protocol/pdf.ts";

export type Standing =
  | { readonly kind: "asking" }
  | { readonly kind: "known"; readonly paper: KnownPaper }
  | { readonly kind: "unknown" }
  | { readonly kind: "importing" }
  | { readonly kind: "failed"; readonly why: string };

export interface ShelfCommands {
  open(paper: KnownPaper): void;
  add(entry: ReferenceEntry): void;
}

export const shelfLine = (
  entry: ReferenceEntry,
  standing: Standing,
  commands: ShelfCommands,
): TemplateResult =>
  html`<div class="card-shelf" aria-live="polite">${says(entry, standing, commands)}</div>`;

function says(
  entry: ReferenceEntry,
  standing: Standing,
  commands: ShelfCommands,
): TemplateResult | typeof nothing {
  switch (standing.kind) {
    case "asking":
      return nothing;
    case "known":
      return known(standing.paper, commands);
    case "importing":
      return html`<p class="card-quiet">Adding to the library…</p>`;
    case "failed":
      return html`<p class="card-quiet">Not added: ${standing.why}</p>
        ${adding(entry, commands)}`;
    case "unknown":
      return adding(entry, commands);
  }
}

const known = (paper: KnownPaper, commands: ShelfCommands): TemplateResult =>
  html`<div class="card-known">
    <p class="card-quiet">In your library${notesOn(paper.notes)}</p>
    <p class="card-title">${paper.title}</p>
    ${paper.abstract === "" ? nothing : html`<p class="card-abstract">${paper.abstract}</p>`}
    <button type="button" class="tool wide card-button" @click=${() => commands.open(paper)}>Open</button>
  </div>`;

const notesOn = (count: number): string =>
  count === 0 ? "" : count === 1 ? " · 1 note" : ` · ${count} notes`;

/** Only what can be named is offered. */
function adding(entry: ReferenceEntry, commands: ShelfCommands): TemplateResult | typeof nothing {
  const name = [entry.arxiv && `arXiv:${entry.arxiv}`, entry.doi && `doi:${entry.doi}`].find(Boolean);
  const title = referenceTitle(entry.text);
  if (name === undefined && title === undefined) return nothing;
  return html`<button
      type="button"
      class="tool wide card-button"
      title="Add “${title ?? name}” to your library"
      @click=${() => commands.add(entry)}
    >
      Import</button
    >${name === undefined ? nothing : html` <span class="card-quiet">${name}</span>`}`;
}
