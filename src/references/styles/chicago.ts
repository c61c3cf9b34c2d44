/** Chicago, author and date (The Chicago Manual of Style, 17th edition, 15): of more than ten authors the first seven. */
import { familyFirst, givenFirst, type PersonName } from "../personName.ts";
import { addressOf, listed, sentences, stopped, venueSentence, type Style } from "../reference.ts";

export const chicago: Style = (reference, emphasis) => {
  const { authors, title, year, kind } = reference;
  const quoted = /[.?!…]$/u.test(title) ? `“${title}”` : `“${title}.”`;
  const place = kind === "preprint" ? "Preprint, arXiv." : venueSentence(reference, emphasis);
  const address = addressOf(reference);
  const named = authorsOf(authors);
  const date = year !== undefined ? `${year}.` : named === "" ? undefined : "n.d.";
  return sentences(
    named === "" ? undefined : stopped(named),
    date,
    quoted,
    place,
    address === undefined ? undefined : `${address}.`,
  );
};

function authorsOf([first, ...others]: readonly PersonName[]): string {
  if (first === undefined) return "";
  const names = [first.isWhole ? first.family : familyFirst(first), ...others.map(givenFirst)];
  if (names.length > 10) return `${names.slice(0, 7).join(", ")}, et al.`;
  return names.length === 2 ? names.join(", and ") : listed(names, "and");
}
