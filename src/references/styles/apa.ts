/** APA, 7th edition (apastyle.apa.org, “Reference examples”): families first, at most twenty authors. */
import { initialsOf, type PersonName } from "../personName.ts";
import { addressOf, sentences, stopped, venueSentence, type Style } from "../reference.ts";

export const apa: Style = (reference, emphasis) => {
  const { authors, title, year, kind, arxiv } = reference;
  const date = `(${year ?? "n.d."}).`;
  const named = authorsOf(authors);
  const isAlone = kind === "preprint" || kind === "other";
  const number = kind === "preprint" && arxiv !== undefined ? ` (arXiv:${arxiv})` : "";
  const shown = stopped(`${isAlone ? emphasis(title) : title}${number}`);
  const place = kind === "preprint" ? "arXiv." : venueSentence(reference, emphasis);
  return named === ""
    ? sentences(shown, date, place, addressOf(reference))
    : sentences(stopped(named), date, shown, place, addressOf(reference));
};

function authorsOf(authors: readonly PersonName[]): string {
  const names = authors.map((author) => {
    const { family, suffix, isWhole } = author;
    return isWhole ? family : [family, initialsOf(author), suffix].filter(Boolean).join(", ");
  });
  if (names.length > 20) return `${names.slice(0, 19).join(", ")}, . . . ${names.at(-1)}`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")}, & ${names.at(-1)}`;
}
