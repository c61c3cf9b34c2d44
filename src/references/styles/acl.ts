/** ACL (acl_natbib.bst of the ACL's style files): all authors by their full names, the year behind them. */
import { givenFirst } from "../personName.ts";
import { addressOf, listed, sentences, stopped, venueSentence, type Style } from "../reference.ts";

export const acl: Style = (reference, emphasis) => {
  const { authors, title, year, kind, arxiv } = reference;
  const named = listed(authors.map(givenFirst), "and");
  const place =
    kind === "preprint"
      ? `${emphasis("Preprint")}, arXiv:${arxiv}.`
      : (venueSentence(reference, emphasis) ?? addressOf(reference));
  return sentences(
    named === "" ? undefined : stopped(named),
    year === undefined ? undefined : `${year}.`,
    stopped(title),
    place,
  );
};
