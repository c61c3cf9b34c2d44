/** Conflicts as a person sees them: what each side says, who said it, and when. */
import {
  commentOf,
  colorOf,
  editorName,
  isDeleted,
  isEditedByAgent,
  markStyleOf,
  quoteOf,
  type Annotation,
} from "../domain/annotation.ts";
import type { NoteConflict } from "../domain/note.ts";
import { fieldsOf } from "./fields.ts";
import type { FieldConflict } from "./standing.ts";

export function conflictsIn(conflicts: readonly FieldConflict[]): { conflicts?: NoteConflict[] } {
  if (conflicts.length === 0) return {};
  return {
    conflicts: conflicts.map(({ field, versions }) => ({
      field: kindOf(field),
      name: field,
      versions: versions.map(({ line }) => ({
        value: valueOf(field, line),
        author: editorName(line),
        byAgent: isEditedByAgent(line),
        modified: line.modified,
      })),
    })),
  };
}

const kinds = ["comment", "style", "color", "target", "deleted"] as const;
const kindOf = (field: string): NoteConflict["field"] => kinds.find((kind) => kind === field) ?? "other";

function valueOf(field: string, line: Annotation): string {
  if (field === "comment") return commentOf(line);
  if (field === "color") return colorOf(line);
  if (field === "style") return markStyleOf(line);
  if (field === "target") return quoteOf(line)?.exact ?? "";
  if (field === "deleted") return isDeleted(line) ? "" : commentOf(line);
  return fieldsOf(line).get(field) ?? "";
}
