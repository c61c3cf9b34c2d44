/**
 * An anchoring without a floor, to compare ours with: white space stripped, up to half of the quote may differ, the best by
 * 50 parts quote, 20 prefix, 20 suffix and 2 position is taken whatever its score. This is how Hypothesis weighs, written anew.
 */
import search from "approx-string-match";
import type { Span } from "../../src/base/span.ts";
import type { TextQuote } from "../../src/domain/annotation.ts";

const weights = { quote: 50, prefix: 20, suffix: 20, position: 2 } as const;
const mostErrors = 256;

export class TextWithoutFloor {
  readonly #letters: string;
  readonly #offsets: number[] = [];

  constructor(text: string) {
    let letters = "";
    for (let at = 0; at < text.length; at++) {
      const letter = text[at] ?? "";
      if (/\s/u.test(letter)) continue;
      letters += letter;
      this.#offsets.push(at);
    }
    this.#letters = letters;
  }

  place(quote: TextQuote, near: number): Span | undefined {
    const [exact, prefix, suffix] = [stripped(quote.exact), stripped(quote.prefix), stripped(quote.suffix)];
    const letters = this.#letters;
    const most = Math.min(mostErrors, Math.floor(exact.length / 2));
    let best: { readonly span: Span; readonly score: number } | undefined;
    for (const { start, end, errors } of this.#candidates(exact, most)) {
      const parts =
        weights.quote * (1 - errors / exact.length) +
        weights.prefix * likeness(letters.slice(Math.max(0, start - prefix.length), start), prefix) +
        weights.suffix * likeness(letters.slice(end, end + suffix.length), suffix) +
        weights.position * (1 - Math.abs((this.#offsets[start] ?? 0) - near) / Math.max(1, letters.length));
      const score = parts / (weights.quote + weights.prefix + weights.suffix + weights.position);
      const span = { start: this.#offsets[start] ?? 0, end: (this.#offsets[end - 1] ?? 0) + 1 };
      if (best === undefined || score > best.score) best = { span, score };
    }
    return best?.span;
  }

  #candidates(exact: string, most: number) {
    const same: { start: number; end: number; errors: number }[] = [];
    for (let at = this.#letters.indexOf(exact); at !== -1; at = this.#letters.indexOf(exact, at + 1))
      same.push({ start: at, end: at + exact.length, errors: 0 });
    return same.length > 0 ? same : search(this.#letters, exact, most);
  }
}

const stripped = (text: string): string => text.replace(/\s/gu, "");

function likeness(there: string, stored: string): number {
  if (stored === "") return 1;
  const [best] = search(there, stored, stored.length);
  return best === undefined ? 0 : 1 - best.errors / stored.length;
}
