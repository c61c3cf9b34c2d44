/** One note: what it marks, what was written, by whom and when, its replies, and what can be done with it. */
import { html, nothing, type TemplateResult } from "lit";
import { wordStyles, type AnnotationId } from "../../src/domain/annotation.ts";
import type { Note, Reply } from "../../src/domain/note.ts";
import { draftKey } from "../state/drafts.ts";
import { remove, restyle, retag } from "../state/marking.ts";
import { attendTo, goToPassage } from "../state/moving.ts";
import type { Reader } from "../state/reader.ts";
import { decide, isProposal } from "../state/proposals.ts";
import { canConfirm, canReattach, confirmPlace, reattach, stopReattaching } from "../state/reattaching.ts";
import { showHistory, undecided } from "../state/settling.ts";
import { ago, fullDate, markName, shortened, styleNames } from "../state/wording.ts";
import { replyTo, rewrite } from "../state/writing.ts";
import { conflictsView } from "./conflict.ts";
import { button, focusControl, iconButton } from "./controls.ts";
import { draftView } from "./editor.ts";
import { answer, bin, clock, drop, hash, pencil, spark } from "./icons.ts";
import { withMath } from "./mathText.ts";
import { linkList } from "./linkList.ts";
import { agentBadge, comment, swatches } from "./parts.ts";
import { tagList } from "./tags.ts";

/** Ids of elements, so that a mark in the text can point at its note. */
export const noteElementId = (id: string): string => `note-${id.replace(/\s/gu, "_")}`;

const quoteLength = 160;

export function noteView(reader: Reader, note: Note): TemplateResult {
  const { state } = reader;
  const isActive = state.active === note.id;
  const meaning = state.vocabulary.meanings[note.color];
  const editing = state.drafts.find(
    (draft) => draftKey(draft) === draftKey({ purpose: "edit", note: note.id, text: "" }),
  );
  const answering = state.drafts.find(
    (draft) => draftKey(draft) === draftKey({ purpose: "reply", note: note.id, text: "" }),
  );
  const isProposed = isProposal(note);
  return html`<article
    id=${noteElementId(note.id)}
    class="note ${note.color} ${note.style} ${isActive ? "active" : ""} ${isProposed ? "proposed" : ""}"
    tabindex="0"
    data-note=${note.id}
    aria-label=${nameOf(note, meaning)}
    @focusin=${() => attendTo(reader, note.id)}
    @click=${(event: Event) => onClick(reader, note, event)}
  >
    ${note.quote !== "" ? quote(note) : nothing}
    ${note.picture === undefined ? nothing : html`<img class="picture" src=${note.picture} alt="The area on the page" />`}
    ${editing?.open === true || note.comment === "" || isCommentDisputed(note) ? nothing : comment(note.comment)}
    ${conflictsView(reader, note.id, note, canChange(reader, note))}
    ${editing === undefined ? nothing : draftView(reader, editing)} ${linkList(reader, note)}
    ${tagList({
      tags: note.tags,
      of: "this note",
      editable: canChange(reader, note) && ((isActive && note.tags.length > 0) || state.tagging === note.id),
      adding: state.tagging === note.id,
      setAdding: (adding) => reader.update({ tagging: adding ? note.id : undefined }),
      known: state.vocabulary.tags,
      change: (tags) => void retag(reader, note.id, tags),
    })}
    <div class="byline">
      ${byline(note, meaning, originOf(note))}
      ${canChange(reader, note) && !isProposed ? tools(reader, note) : nothing}
    </div>
    ${isProposed ? proposalView(reader, note) : nothing}
    ${canChange(reader, note) && !isProposed ? placeTools(reader, note) : nothing}
    ${state.recoloring === note.id ? palette(reader, note) : nothing}
    ${
      note.replies.length === 0
        ? nothing
        : html`<ul class="replies" aria-label="Replies">
            ${note.replies.map((reply) => html`<li>${replyView(reader, note.id, reply)}</li>`)}
          </ul>`
    }
    ${answering === undefined ? nothing : draftView(reader, answering)}
  </article>`;
}

const canChange = ({ state }: Reader, { editable }: Reply): boolean => editable && state.writable === true;

const nameOf = (note: Note, meaning: string): string => {
  const kind = note.about === "paper" ? "Note on the paper" : markName(note.color, note.style, meaning);
  const moved = note.placement.state === "uncertain" ? ", perhaps moved" : "";
  const inFile = note.inFile === true ? " in the file" : "";
  const disputed = undecided(note) === undefined ? "" : ", in conflict";
  return `${isProposal(note) ? "Proposed: " : ""}${kind}${inFile}${moved}${disputed}${note.quote === "" ? "" : `: ${shortened(note.quote, 60)}`}`;
};

/** A click on a note goes to its passage; a click on something in it means that, and selecting its text means neither. */
function onClick(reader: Reader, note: Note, { target }: Event): void {
  const isOnControl =
    target instanceof Element && target.closest("a, button, mg-button, .editor, .unsent, .tags") !== null;
  const isSelecting = document.getSelection()?.isCollapsed === false;
  if (!isOnControl && !isSelecting && note.about !== "paper" && note.placement.state !== "unplaced") {
    goToPassage(reader, note.id);
  }
}

const quote = (note: Note): TemplateResult =>
  html`<p class="quote" dir="auto" title=${note.quote.length > quoteLength ? note.quote : nothing}>
    ${
      note.placement.state === "uncertain"
        ? html`<span class="moved-badge" title="The text has changed; this is the likeliest place."
            >moved?</span
          > `
        : nothing
    }<span class="quoted">${withMath(shortened(note.quote, quoteLength))}</span>
  </p>`;

/** Then its versions are shown in its place. */
const isCommentDisputed = ({ conflicts = [] }: Reply): boolean =>
  conflicts.some(({ field }) => field === "comment");

/** A mark without words of any kind is called by its name. */
const originOf = ({ inFile, quote: words, comment: said, style }: Note): string => {
  if (inFile !== true) return "";
  return words === "" && said === "" ? `${styleNames[style]} in the file` : "in the file";
};

const byline = ({ author, byAgent, created, modified }: Reply, meaning = "", origin = ""): TemplateResult =>
  html`<p class="by">
    ${meaning === "" ? nothing : html`<span class="meaning" dir="auto">${meaning}</span>`}
    ${author === "" ? nothing : html`<span class="author" dir="auto">${author}</span>`}
    ${byAgent === true ? agentBadge : nothing}
    ${created === "" ? nothing : html`<time datetime=${created} title=${fullDate(created)}>${ago(created, Date.now())}</time>`}
    ${origin !== "" ? html`<span title="This mark is part of the PDF file. It can be read here, not changed.">${origin}</span>` : nothing}
    ${modified > created ? html`<span class="edited" title="Edited ${fullDate(modified)}">edited</span>` : nothing}
  </p>`;

const tools = (reader: Reader, note: Note): TemplateResult =>
  html`<div class="tools">
    ${iconButton({ label: note.comment === "" ? "Add a comment (E)" : "Edit (E)", icon: pencil, press: () => rewrite(reader, note.id) })}
    ${iconButton({ label: "Reply (R)", icon: answer, press: () => replyTo(reader, note) })}
    ${iconButton({
      label: "Colour (1 to 5)",
      icon: drop,
      expanded: reader.state.recoloring === note.id,
      press: () => reader.update({ recoloring: reader.state.recoloring === note.id ? undefined : note.id }),
    })}
    ${
      note.tags.length > 0
        ? nothing
        : iconButton({ label: "Add a tag", icon: hash, press: (event) => startTagging(reader, note, event) })
    }
    ${
      note.modified > note.created
        ? iconButton({ label: "History (H)", icon: clock, press: () => showHistory(reader, note.id) })
        : nothing
    }
    ${iconButton({ label: "Delete (Del)", icon: bin, press: () => void remove(reader, note.id) })}
  </div>`;

/** What a program proposed is told apart, and asked about. */
const proposalView = (reader: Reader, note: Note): TemplateResult =>
  html`<div class="proposal" role="group" aria-label="Proposed by ${note.author}">
    <span class="proposal-mark">${spark}Proposed</span>
    ${
      canChange(reader, note)
        ? html`${button({ text: "Accept (Y)", press: () => void decide(reader, note, "accept") })}
          ${button({ text: "Dismiss (X)", kind: "quiet", press: () => void decide(reader, note, "dismiss") })}`
        : nothing
    }
  </div>`;

/** A note whose place is in doubt or not known can be given one. */
function placeTools(reader: Reader, note: Note): TemplateResult | typeof nothing {
  if (reader.state.reattaching === note.id)
    return html`<div class="place-tools" role="group" aria-label="Place of this note">
      <p class="hint">Select its words in the text. Enter attaches it.</p>
      ${button({ text: "Cancel", press: () => void stopReattaching(reader) })}
    </div>`;
  if (note.placement.state === "anchored" || note.about === "paper") return nothing;
  return html`<div class="place-tools" role="group" aria-label="Place of this note">
    ${canConfirm(note) ? button({ text: "It belongs here", press: () => void confirmPlace(reader, note) }) : nothing}
    ${canReattach(note) ? button({ text: "Re-attach", press: () => reattach(reader, note) }) : nothing}
  </div>`;
}

function startTagging(reader: Reader, note: Note, { currentTarget }: Event): void {
  const card = currentTarget instanceof Element ? currentTarget.closest("article") : null;
  reader.update({ tagging: note.id });
  if (card !== null) focusControl(card);
}

const palette = (reader: Reader, note: Note): TemplateResult =>
  html`<div class="palette" role="group" aria-label="Colour of this note">
    ${swatches({
      meanings: reader.state.vocabulary.meanings,
      color: note.color,
      style: note.style,
      pickColor: (color) => void restyle(reader, note, { color }),
      ...(note.about === "paper" || !isOfWords(note)
        ? {}
        : {
            pickUnderline: () =>
              void restyle(reader, note, { style: note.style === "underline" ? "highlight" : "underline" }),
          }),
    })}
  </div>`;

const isOfWords = ({ style }: Note): boolean => wordStyles.some((each) => each === style);

function replyView(reader: Reader, note: AnnotationId, reply: Reply): TemplateResult {
  const key = draftKey({ purpose: "edit", note: reply.id, text: "" });
  const editing = reader.state.drafts.find((draft) => draftKey(draft) === key);
  return html`<div class="reply">
    ${editing?.open === true || isCommentDisputed(reply) ? nothing : comment(reply.comment)}
    ${conflictsView(reader, note, reply, canChange(reader, reply))}
    ${editing === undefined ? nothing : draftView(reader, editing)} ${linkList(reader, reply)}
    <div class="byline">
      ${byline(reply)}
      ${
        canChange(reader, reply)
          ? html`<div class="tools">
              ${iconButton({ label: "Edit this reply", icon: pencil, press: () => rewrite(reader, reply.id) })}
              ${iconButton({ label: "Delete this reply", icon: bin, press: () => void remove(reader, reply.id) })}
            </div>`
          : nothing
      }
    </div>
  </div>`;
}
