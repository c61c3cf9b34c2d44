/** The cells of a Jupyter notebook that is not open, as text. */
import * as v from "valibot";
import type { LanguageKind } from "../../citations/languages.ts";

export interface Cell {
  readonly cell: number;
  readonly kind: LanguageKind;
  readonly text: string;
}

const notebook = v.object({
  cells: v.array(
    v.object({
      cell_type: v.string(),
      source: v.union([v.string(), v.array(v.string())]),
    }),
  ),
});

/** None when the text is no notebook. */
export function cellsOf(text: string): readonly Cell[] {
  const parsed = v.safeParse(notebook, jsonIn(text));
  if (!parsed.success) return [];
  return parsed.output.cells.map(({ cell_type: type, source }, cell) => ({
    cell,
    kind: type === "markdown" ? "markdown" : type === "code" ? "code" : "text",
    text: typeof source === "string" ? source : source.join(""),
  }));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
