/** The title within an entry of a bibliography, whichever way the entry is written. */

const quoted = /[“"]([^“”"]{8,300}?)[,.]?[”"]/u;
/** "Vaswani, A. (2017). Title." and "Ashish Vaswani. 2017. Title." */
const behindYear = /(?:\((?:19|20)\d{2}[a-z]?\)|[.,]\s(?:19|20)\d{2}[a-z]?)[.,:]\s+(.+)$/u;

/** `undefined` where it cannot be told from the authors and the journal. */
export function referenceTitle(text: string): string | undefined {
  const inQuotes = quoted.exec(text)?.[1];
  if (inQuotes !== undefined && isTitle(inQuotes)) return inQuotes.trim();
  const late = sentences(behindYear.exec(text)?.[1] ?? "")[0];
  if (late !== undefined && isTitle(late) && !/^(?:in|arxiv|url|https?)\b/iu.test(late)) return late;
  const [, second] = sentences(text);
  return second !== undefined && isTitle(second) ? second : undefined;
}

const isTitle = (text: string): boolean => {
  const { length } = text.trim().split(/\s+/u);
  return length >= 2 && length < 40 && /\p{L}{3}/u.test(text);
};

/** Initials ("A."), and what is commonly shortened, end no sentence. */
function sentences(text: string): readonly string[] {
  const ends = [
    ...text.matchAll(
      /(?<!(?:^|[\s.-])\p{Lu})(?<!\b(?:al|eds?|vol|no|pp|jr|st|vs))([.?!])["”]?\s+(?=[\p{Lu}\d“"(])/gu,
    ),
  ];
  const starts = [0, ...ends.map((end) => end.index + end[0].length)];
  return starts.map((start, at) =>
    text
      .slice(start, starts[at + 1] ?? text.length)
      .trim()
      .replace(/[.,]$/u, ""),
  );
}
