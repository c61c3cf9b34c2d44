/** Writing comments: opening an editor, saving, setting aside. */
import { reasonOf } from "../../src/base/result.ts";
import type { Span } from "../../src/base/span.ts";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import {
  changed,
  closed,
  commentIn,
  draftKey,
  isChanged,
  isHomeless,
  opened,
  without,
  type Draft,
} from "./drafts.ts";
import { refused } from "./marking.ts";
import type { Reader } from "./reader.ts";

type Target = Pick<Draft, "purpose"> & Partial<Draft>;

function write(reader: Reader, target: Target): void {
  if (refused(reader)) return;
  const { color, drafts } = reader.state;
  const fresh = {
    style: "highlight",
    color,
    original: "",
    text: target.original ?? "",
    saving: false,
  } as const;
  reader.update({
    drafts: opened(drafts, { ...fresh, ...target, open: true }),
    selection: undefined,
    recoloring: undefined,
    goal: { kind: "editor" },
  });
}

export const writeOn = (reader: Reader, span: Span): void => write(reader, { purpose: "new", span });
export const writeOnPaper = (reader: Reader): void => write(reader, { purpose: "paper" });
export const replyTo = (reader: Reader, note: Note): void => {
  reader.update({ active: note.id });
  write(reader, { purpose: "reply", note: note.id });
};
/** Edits the comment of a note or of a reply. */
export const rewrite = (reader: Reader, id: AnnotationId): void =>
  write(reader, { purpose: "edit", note: id, original: commentIn(reader.state.notes, id) ?? "" });
export const resume = (reader: Reader, draft: Draft): void => write(reader, draft);

export const type = (reader: Reader, draft: Draft, text: string): void =>
  reader.update({ drafts: changed(reader.state.drafts, draft, { text, failure: undefined }) });

/** Closes the editor. Changed words are kept as an unsent draft and offered again. */
export function setAside(reader: Reader, draft: Draft): void {
  const kept = isChanged(current(reader, draft));
  reader.update({ drafts: closed(reader.state.drafts), goal: goalAfter(draft) });
  if (kept) reader.say("Kept as an unsent comment");
}

export function discard(reader: Reader, drawn: Draft): void {
  const draft = current(reader, drawn);
  reader.update({ drafts: without(reader.state.drafts, draft), goal: goalAfter(draft) });
  if (isChanged(draft)) {
    const take = (): void => reader.update({ drafts: [...without(reader.state.drafts, draft), draft] });
    reader.say("Unsent comment discarded", { label: "Undo", take });
  }
}

/** Nothing to save where there are no words; a comment on a passage may be empty, and is then a plain mark. */
export const canSave = ({ purpose, text, saving }: Draft): boolean =>
  !saving && (purpose === "new" || purpose === "edit" || text.trim() !== "");

/** As it is now: what is on the screen may be a letter behind. */
const current = ({ state }: Reader, drawn: Draft): Draft =>
  state.drafts.find((each) => draftKey(each) === draftKey(drawn)) ?? drawn;

export async function save(reader: Reader, drawn: Draft): Promise<void> {
  const draft = current(reader, drawn);
  if (draft.purpose === "edit" && draft.text === draft.original) return setAside(reader, draft);
  if (refused(reader) || !canSave(draft)) return;
  reader.update({ drafts: changed(reader.state.drafts, draft, { saving: true, failure: undefined }) });
  try {
    const made = await send(reader, draft);
    const later = reader.state.drafts.find((each) => draftKey(each) === draftKey(draft));
    const typedOn = later !== undefined && later.text !== draft.text;
    if (typedOn) {
      // Words typed while the others were on their way are not thrown away with them.
      reader.update({ drafts: changed(reader.state.drafts, draft, { saving: false, original: draft.text }) });
      return;
    }
    reader.update({
      drafts: without(reader.state.drafts, draft),
      active: made,
      goal: { kind: "note", id: made },
      notice: { text: draft.purpose === "reply" ? "Reply saved" : "Comment saved" },
    });
  } catch (failure) {
    const drafts = changed(reader.state.drafts, draft, { saving: false, failure: reasonOf(failure) });
    reader.update({ drafts, goal: { kind: "editor" } });
  }
}

/** Answers the note that then has the words. */
async function send({ actions, state }: Reader, draft: Draft): Promise<AnnotationId> {
  const { purpose, note, span, style, color } = draft;
  const comment = draft.text.trim();
  if (isHomeless(draft, state.notes, state.words.length) || purpose === "paper") {
    return await actions.annotate({ style, color, comment });
  }
  if (purpose === "new" && span !== undefined) {
    const passage = { span, exact: state.words.at(span) };
    return await actions.annotate({ passage, style, color, ...(comment === "" ? {} : { comment }) });
  }
  if (note === undefined) throw new Error("there is no note to write to");
  if (purpose === "edit") await actions.edit({ id: note, comment });
  else await actions.reply(note, comment);
  return (
    state.notes.find(({ id, replies }) => id === note || replies.some((each) => each.id === note))?.id ?? note
  );
}

const goalAfter = ({ note, span }: Draft): Reader["state"]["goal"] => {
  if (note !== undefined) return { kind: "note", id: note };
  return span === undefined ? undefined : { kind: "abstract" };
};
