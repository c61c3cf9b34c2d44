/** Puts the lines of a paragraph together again. */

/**
 * A hyphen at a line's end is taken away before a small letter. It stays where the word has another hyphen already
 * ("state-of-the-" + "art"), and before a capital or a digit ("GPT-" + "4").
 */
export function joinLines(lines: readonly string[]): string {
  const parts: string[] = [];
  let end = ""; // of what there is: a long text would be copied as a whole for each look at it
  for (const line of lines.filter((each) => each !== "")) {
    const broken = isBroken(end, line);
    if (broken) parts.push((parts.pop() ?? "").slice(0, -1));
    const gap = broken || end === "" || goesOnAsItIs(end, line) ? "" : " ";
    parts.push(gap + line);
    end = ((broken ? end.slice(0, -1) : end) + gap + line).slice(-longestEnd);
  }
  return parts.join("").replace(/\s+/gu, " ").trim();
}

/** As much of a text as decides: the longest address that anyone breaks. */
const longestEnd = 200;

const isBroken = (before: string, after: string): boolean =>
  /\p{L}[-\u00ad\u2010]$/u.test(before) && /^\p{Ll}/u.test(after) && !hasHyphens(before);

const hasHyphens = (before: string): boolean => /(?<![\p{L}-])\p{L}+-\p{L}[\p{L}-]*[-\u2010]$/u.test(before);

const goesOnAsItIs = (before: string, after: string): boolean =>
  (/[\p{L}\p{N}]-$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)) ||
  endsInsideAddress(before, after) ||
  endsInAddress(before, after);

/** An address goes on where the next line begins with more of a path than a word has. */
const endsInAddress = (before: string, after: string): boolean =>
  /(?:https?:\/\/|\b10\.\d{4,9}\/)\S{5,}$/u.test(before) &&
  /^(?:[-_]|\d+\.\d|[\w.~-]*[/_]|[\w-]+\.(?:html?|pdf|md)\b)/u.test(after);

/** Addresses and DOIs are broken behind "/" and before or behind "." without a hyphen. */
const endsInsideAddress = (before: string, after: string): boolean =>
  /(?:https?:\/\/|www\.|doi\.org|10\.\d{4,9}\/)[^\s<>"]*[/._-]$/u.test(before) &&
  /^[\p{Ll}\p{N}]/u.test(after);
