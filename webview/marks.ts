/** The marks to draw in the abstract, from the notes and from the comments that are being written. */
import type { AnnotationId } from "../src/domain/annotation.ts";
import type { Mark } from "./abstract/abstractView.ts";
import { draftKey, isHomeless } from "./state/drafts.ts";
import { placeOf } from "./state/order.ts";
import { wholeMath } from "./state/pieces.ts";
import type { ReaderState } from "./state/reader.ts";
import { isProposal } from "./state/proposals.ts";
import { markName, shortened } from "./state/wording.ts";
import { noteElementId } from "./ui/note.ts";

const ofNote = "note ";
const ofDraft = "draft ";

export function marksOf({ notes, drafts, active, paper, pieces }: ReaderState): readonly Mark[] {
  const { length } = paper.abstract;
  const placed = notes.flatMap((note): Mark[] => {
    const span = placeOf(note);
    if (span === undefined || span.end > length) return []; // a note told just before its paper's new text
    const moved = note.placement.state === "uncertain";
    const name = `${isProposal(note) ? "Proposed: " : ""}${markName(note.color, note.style)}${moved ? ", perhaps moved" : ""}`;
    return [
      {
        key: ofNote + note.id,
        span: wholeMath(pieces, span),
        className: [
          "mark",
          note.color,
          note.style,
          moved ? "moved" : "",
          isProposal(note) ? "proposed" : "",
          note.id === active ? "active" : "",
        ].join(" "),
        title: note.comment === "" ? name : `${name}: ${shortened(note.comment, 120)}`,
        details: noteElementId(note.id),
      },
    ];
  });
  const pending = drafts.flatMap((draft): Mark[] =>
    draft.purpose !== "new" || draft.span === undefined || isHomeless(draft, notes, length)
      ? []
      : [
          {
            key: ofDraft + draftKey(draft),
            span: wholeMath(pieces, draft.span),
            className: `mark pending ${draft.color}`,
            title: "The passage you are writing about",
          },
        ],
  );
  return [...placed, ...pending];
}

/** The notes whose marks have these keys. */
export const noteIdsOf = (keys: readonly string[]): readonly AnnotationId[] =>
  keys.filter((key) => key.startsWith(ofNote)).map((key) => key.slice(ofNote.length) as AnnotationId);
