import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";

/** A yellow highlight of Ada's, which the test says more of. */
export const noteOf = (more: Partial<Note>): Note => ({
  id: "urn:uuid:1" as AnnotationId,
  comment: "",
  author: "Ada",
  created: "2025-07-30T00:00:00.000Z",
  modified: "2025-07-30T00:00:00.000Z",
  editable: true,
  about: "passage",
  quote: "",
  style: "highlight",
  color: "yellow",
  tags: [],
  placement: { state: "unplaced" },
  replies: [],
  ...more,
});
