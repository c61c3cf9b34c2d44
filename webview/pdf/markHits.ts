/** Which marks lie under a point of a page. */
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { PagePoint } from "./engine/sheets.ts";
import { contains, distance, type Rect } from "./text/rects.ts";

const slack = 1.5;

/** The smallest first: it is the hardest to hit otherwise. */
export function notesAt(notes: readonly Note[], { page, x, y }: PagePoint): readonly AnnotationId[] {
  return notes
    .flatMap((note) => {
      const parts = note.region?.parts.filter((part) => part.page === page) ?? [];
      const isHit = parts.some(
        ({ rects, strokes = [] }) =>
          (note.style === "area"
            ? rects.some((rect) => isOnBorder(rect, x, y))
            : note.style !== "ink" && rects.some((rect) => contains(rect, x, y, slack))) ||
          strokes.some((stroke) => isNear(stroke, x, y)),
      );
      const size = parts.flatMap(({ rects }) => rects).reduce((sum, rect) => sum + areaOf(rect), 0);
      return isHit ? [{ id: note.id, size }] : [];
    })
    .sort((a, b) => a.size - b.size)
    .map(({ id }) => id);
}

const areaOf = ([left, bottom, right, top]: Rect): number => (right - left) * (top - bottom);

const borderWidth = 6;

/** Within an area one still selects words. */
const isOnBorder = (rect: Rect, x: number, y: number): boolean => {
  const [left, bottom, right, top] = rect;
  const inner: Rect = [left + borderWidth, bottom + borderWidth, right - borderWidth, top - borderWidth];
  return contains(rect, x, y, slack) && !contains(inner, x, y);
};

const reach = 4;

function isNear(stroke: readonly number[], x: number, y: number): boolean {
  for (let at = 0; at + 1 < stroke.length; at += 2) {
    const [px, py] = [stroke[at] ?? 0, stroke[at + 1] ?? 0];
    if (distance([px, py, px, py], x, y) < reach) return true;
  }
  return false;
}
