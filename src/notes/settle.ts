/** How conflicts end, and how an undo opens them again. */
import { fail, ok, type Result } from "../base/result.ts";
import { commentOf, type Annotation } from "../domain/annotation.ts";
import { edited } from "./compose.ts";
import { withFields } from "./fields.ts";
import { asStored } from "./log.ts";
import { restated } from "./revision.ts";
import type { FieldConflict, Standing } from "./standing.ts";

/** @param take which of the versions, or the comments of all of them, one below the other. */
export function settled(
  { shown }: Standing,
  { field, versions }: FieldConflict,
  take: number | "both",
  now: string,
): Result<Annotation> {
  if (take !== "both") {
    const taken = versions[take]?.line;
    return taken === undefined
      ? fail("This version of the note is no longer there")
      : ok(withFields(shown, new Map([[field, taken]])));
  }
  if (field !== "comment") return fail("Only of comments both can be kept");
  const comments = versions.map(({ line }) => commentOf(line)).filter((words) => words !== "");
  return ok(edited(shown, { comment: comments.reverse().join("\n\n") }, now));
}

/** What was not shown is said again, by whom it was said: it stands beside what is shown. */
export const reopened = (conflicts: readonly FieldConflict[]): readonly Annotation[] =>
  conflicts.flatMap(({ field, versions }) =>
    versions.slice(1).map(({ key, line }) => asStored(restated(line, key, field))),
  );
