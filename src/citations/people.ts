/** The names in a field of BibTeX (Patashnik, “BibTeXing”, 4): what stands in braces is one word of one name. */
import { givenFirst, mostAuthors } from "../library/importers/people.ts";
import { plainTex } from "../library/plainTex.ts";

/** "Maaten, Laurens van der and {Gemini Team, Google}" as people are called: "Laurens van der Maaten". */
export function peopleIn(tex: string): readonly string[] {
  return partsOf(tex, /\s+and\s+/iuy)
    .map((name) => name.trim())
    .filter((name) => name !== "" && !/^others$/iu.test(name))
    .slice(0, mostAuthors)
    .map((name) => {
      const parts = partsOf(name, /\s*,\s*/uy).map(asText);
      return parts.length === 1 ? (parts[0] ?? "") : givenFirst(parts.join(", "));
    })
    .filter((name) => name !== "");
}

const asText = (tex: string): string => plainTex(tex).replace(/\s+/gu, " ").trim();

/** @param separator sticky; it parts only what no braces hold together */
function partsOf(tex: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < tex.length; at++) {
    const sign = tex[at];
    if (sign === "\\") {
      at++;
      continue;
    }
    if (sign === "{") depth++;
    else if (sign === "}") depth = Math.max(0, depth - 1);
    if (depth > 0 || (sign !== "," && !/\s/u.test(sign ?? ""))) continue;
    separator.lastIndex = at;
    if (!separator.test(tex)) continue;
    parts.push(tex.slice(start, at));
    start = separator.lastIndex;
    at = start - 1;
  }
  return [...parts, tex.slice(start)];
}
