/** What the tools have answered, read back: the passages in it, and every text. */
import * as v from "valibot";

const passageSchema = v.object({
  link: v.string(),
  title: v.optional(v.string()),
  page: v.optional(v.number()),
  quote: v.optional(v.string()),
});

export interface Passage {
  readonly title: string;
  readonly page: number | undefined;
  /** Empty for a paper as a whole, or a page. */
  readonly quote: string;
  /** All that was read there. */
  readonly says: string;
  readonly link: string;
}

/** @param answers as tools give them: a line of words, then JSON */
export function heardIn(answers: readonly string[]): {
  readonly passages: readonly Passage[];
  /** Of papers, pages and notes; none where nothing was found. */
  readonly texts: readonly string[];
} {
  const passages = new Map<string, Passage>();
  const texts: string[] = [];
  const look = (value: unknown, title: string): void => {
    if (Array.isArray(value)) for (const each of value) look(each, title);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const parsed = v.safeParse(passageSchema, value);
    const own = parsed.success ? (parsed.output.title ?? title) : title;
    if (parsed.success) {
      const { link, quote = "" } = parsed.output;
      const says = Object.entries(value).flatMap(([name, each]) => (isSpoken(name, each) ? [each] : []));
      if (!passages.has(link))
        passages.set(link, {
          ...{ title: own, page: parsed.output.page, quote, link },
          says: says.join("\n"),
        });
    }
    for (const [name, each] of Object.entries(value)) {
      if (isSpoken(name, each)) texts.push(each);
      look(each, own);
    }
  };
  for (const answer of answers) {
    try {
      look(JSON.parse(answer.slice(answer.indexOf("\n"))), "");
    } catch {
      texts.push(answer); // of a tool that answers otherwise
    }
  }
  return { passages: [...passages.values()], texts };
}

/** The fields in which papers and notes speak. */
const speaking = new Set(["quote", "abstract", "text", "title", "comment", "snippet"]);
const isSpoken = (name: string, value: unknown): value is string =>
  typeof value === "string" && speaking.has(name);
