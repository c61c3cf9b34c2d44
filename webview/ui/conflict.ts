/** Versions of a note that were made apart: what each says, whose it is, and the ways to choose. */
import { html, nothing, type TemplateResult } from "lit";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { NoteConflict, Reply } from "../../src/domain/note.ts";
import type { Reader } from "../state/reader.ts";
import { conflictsOf, settle, type Take } from "../state/settling.ts";
import { ago, fullDate } from "../state/wording.ts";
import { button } from "./controls.ts";
import { warning } from "./icons.ts";
import { agentBadge, comment } from "./parts.ts";

type Version = NoteConflict["versions"][number];

export const conflictsView = (
  reader: Reader,
  note: AnnotationId,
  reply: Reply,
  canChange: boolean,
): TemplateResult | typeof nothing =>
  conflictsOf(reply).length === 0
    ? nothing
    : html`${conflictsOf(reply).map((each) => conflictView(reader, note, reply, each, canChange))}`;

function conflictView(
  reader: Reader,
  note: AnnotationId,
  reply: Reply,
  conflict: NoteConflict,
  canChange: boolean,
): TemplateResult {
  const take = (which: Take) => () => void settle(reader, note, reply, conflict, which);
  const { field, versions } = conflict;
  const isMany = versions.length > 2;
  return html`<section class="conflict" aria-label="In conflict">
    <p class="conflict-why">${warning}<span>${whyOf(conflict)}</span></p>
    <ul class="versions" role="list">
      ${versions.map(
        (version, at) =>
          html`<li class="version">
            ${valueView(conflict, version, at)}
            <p class="by">
              ${
                version.author === ""
                  ? nothing
                  : html`<span class="author" dir="auto">${version.author}</span>`
              }
              ${version.byAgent ? agentBadge : nothing}
              <time datetime=${version.modified} title=${fullDate(version.modified)}
                >${ago(version.modified, Date.now())}</time
              >
              ${at === 0 ? html`<span class="meaning">shown now</span>` : nothing}
            </p>
            ${isMany && at > 0 && canChange ? button({ text: "Take this", press: take(at) }) : nothing}
          </li>`,
      )}
    </ul>
    ${
      canChange
        ? html`<div class="conflict-ways">
            ${button({ text: field === "deleted" ? "Keep the note (Y)" : "Keep this (Y)", press: take(0) })}
            ${isMany ? nothing : button({ text: field === "deleted" ? "Remove it (X)" : "Take the other (X)", press: take(1) })}
            ${field === "comment" ? button({ text: "Keep both (B)", press: take("both") }) : nothing}
          </div>`
        : nothing
    }
  </section>`;
}

const places = (count: number): string => (count > 2 ? `${count} places` : "two places");

const whats: Readonly<Record<Exclude<NoteConflict["field"], "deleted" | "other">, string>> = {
  comment: "This comment",
  style: "The style of this mark",
  color: "The colour of this mark",
  target: "The passage of this note",
};

function whyOf({ field, name, versions }: NoteConflict): string {
  if (field === "deleted")
    return "One side removed this note while the other changed it. It is kept until you choose.";
  const what = field === "other" ? `The field “${name.replace(/^other:/u, "")}” of this note` : whats[field];
  return `${what} was changed in ${places(versions.length)}. Every version is kept until you choose.`;
}

function valueView({ field }: NoteConflict, { value }: Version, at: number): TemplateResult {
  if (field === "deleted") return html`<p class="version-value">${at === 0 ? "Changed" : "Removed"}</p>`;
  if (value === "") return html`<p class="version-value">${field === "comment" ? "No comment" : "None"}</p>`;
  if (field === "comment") return comment(value);
  if (field === "color")
    return html`<p class="version-value"><span class="swatch-dot ${value}"></span>${capital(value)}</p>`;
  return html`<p class="version-value" dir="auto">${field === "style" ? capital(value) : value}</p>`;
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
