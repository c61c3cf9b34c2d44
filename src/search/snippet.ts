/** The sentence of an abstract that shows best why it was found. */

const longest = 180;

/**
 * @param folded the abstract with case and accents folded away, of the same length; `terms` are folded too.
 * @returns the sentence that holds most of the terms, cut to a line; the beginning when it holds none.
 */
export function snippetOf(abstract: string, folded: string, terms: readonly string[]): string {
  const found = terms.flatMap((term) => wordStart(folded, term) ?? []);
  if (found.length === 0) return cut(abstract, 0, 0);
  let best = { start: 0, count: 0, first: 0 };
  for (const at of found) {
    const start = sentenceStart(abstract, at);
    const count = found.filter((other) => other >= start && other < start + longest).length;
    if (count > best.count) best = { start, count, first: at };
  }
  return cut(abstract, best.start, best.first);
}

/** Where a word begins with the term. */
function wordStart(text: string, term: string): number | undefined {
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1))
    if (at === 0 || !isWordUnit(text.charCodeAt(at - 1))) return at;
  return undefined;
}

const isWordUnit = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122) || unit > 127;

function sentenceStart(text: string, at: number): number {
  const before = Math.max(text.lastIndexOf(". ", at), text.lastIndexOf("? ", at), text.lastIndexOf("! ", at));
  return before === -1 ? 0 : before + 2;
}

/** One line from `start`; when the first match lies further in, the line begins a few words before it. */
function cut(text: string, start: number, match: number): string {
  let from = start;
  if (match - start > longest - 60) {
    const space = text.lastIndexOf(" ", match - 50);
    from = space <= start ? start : space + 1;
  }
  const end = from + longest;
  const line = text.slice(
    from,
    end >= text.length ? undefined : Math.max(text.lastIndexOf(" ", end), from + 1),
  );
  return `${from > 0 && from !== start ? "… " : ""}${line.trim()}${from + line.length < text.length ? " …" : ""}`;
}
