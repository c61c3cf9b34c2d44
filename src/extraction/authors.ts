/** The authors: the names between the title and the abstract. */
import type { Found, PdfMetadata } from "./extractedPaper.ts";
import type { Line } from "./pageText.ts";
import { isNear, isRaised } from "./style.ts";

const noAuthor =
  /@|https?:|\d{3}|\b(?:universit|institut|department|dept|school|college|facult|laborator|labs?\b|research\b|google|deepmind|microsoft|facebook|openai|meta ai|ibm|inc\b|corp|llc|ltd|academy|center|centre|hospital|foundation|group\b|team\b|usa\b|china\b|canada|germany|france|street|avenue|email|e-mail|anonymous|submitted|preprint|equal contribution|corresponding|and affiliations|abstract|science|engineering|technolog|brain\b|allen|los angeles|mountain view|new york|san francisco|london)/iu;
const particle = String.raw`(?:de|da|di|del|della|der|den|van|von|vom|zu|le|la|el|al|bin|ibn|dos|du|ten|ter)`;
const word = String.raw`(?:\p{Lu}[\p{L}\p{M}'’.-]*|${particle})`;
const name = new RegExp(String.raw`^\p{Lu}[\p{L}\p{M}'’.-]*(?:\s${word}){1,5}$`, "u");

/** Nobody's list of authors is longer on the first page. */
const mostLines = 60;

export function authorsOf(
  lines: readonly Line[],
  title: readonly Line[],
  end: Line | undefined,
  { author }: PdfMetadata,
): Found<readonly string[]> | undefined {
  const lastOfTitle = title.at(-1);
  const from = lastOfTitle === undefined ? 0 : lines.indexOf(lastOfTitle) + 1;
  const to = end === undefined ? from + 12 : lines.indexOf(end);
  const printed = lines
    .slice(from, Math.min(to < from ? from + 12 : to, from + mostLines))
    .filter((line) => line.page === (lastOfTitle?.page ?? 1))
    .map((line) => ({ line, names: startsRaised(line) ? [] : namesIn(parted(line)) }))
    .filter(({ names }) => names.length > 0)
    .filter(({ line }, _, [first]) => line.font === first?.line.font && isNear(line.size, first.line.size))
    .flatMap(({ names }) => names);
  const own = namesIn(author ?? "");
  if (own.length > 1 && own.length >= printed.length)
    return { value: own, source: "the file's own description" };
  if (printed.length > 0) return { value: [...new Set(printed)], source: "names below the title" };
  return own.length > 0 ? { value: own, source: "the file's own description" } : undefined;
}

/** "¹ University of …": the lines that the marks behind the names lead to. */
const startsRaised = (line: Line): boolean => line.items[0] !== undefined && isRaised(line.items[0], line);

/** A raised mark stands between two names, or behind the last. */
function parted(line: Line): string {
  let text = "";
  line.items.forEach((item, index) => {
    const before = line.items[index - 1];
    const gap = before === undefined ? 0 : item.x - before.x - before.width;
    if (isRaised(item, line)) text += ", ";
    else text += (gap > 0.8 * item.size ? ", " : gap > 0.15 * item.size ? " " : "") + item.text;
  });
  return text.normalize("NFKC");
}

export function namesIn(text: string): readonly string[] {
  return text
    .replace(/[*∗†‡§¶⋆♠♣♦♥♢♡♭♮♯◇◦•\d]+/gu, ",")
    .split(/\s*[,;|·]\s*|\s+(?:and|&)\s+/u)
    .map((part) =>
      part
        .replace(/^(?:and|&)\s+/u, "")
        .replace(/\s+/gu, " ")
        .replace(/\s?\((?:Member|Senior|Student|Fellow).*$/u, "")
        .trim(),
    )
    .filter((part) => name.test(part) && !noAuthor.test(part) && part.length < 50)
    .map(fromCapitals);
}

/** "ASHISH VASWANI" is how a template prints it, not how it is written. */
const fromCapitals = (text: string): string =>
  text === text.toUpperCase() && /\p{Lu}{3}/u.test(text)
    ? text.toLowerCase().replace(/(?<![\p{L}'’])\p{Ll}/gu, (letter) => letter.toUpperCase())
    : text;
