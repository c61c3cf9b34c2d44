import { html, type TemplateResult } from "lit";
import type { ResultRow } from "../../src/protocol/search.ts";

/** A text with what was found in it set off. */
export function marked({ text, found }: ResultRow["title"]): readonly (TemplateResult | string)[] {
  const parts: (TemplateResult | string)[] = [];
  let at = 0;
  for (const { start, end } of found) {
    if (start < at || end > text.length) continue; // they overlap in no answer of ours
    parts.push(text.slice(at, start), html`<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  return [...parts, text.slice(at)];
}
