/** What a person needs to see of two papers to say whether they are one. */
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import { clip } from "../../library/markdownText.ts";
import type { Notes } from "../../notes/notes.ts";

const shownNames = 3;

/** On one line: people, year, where it came out, names, notes. */
export function factsOf(paper: Paper, notes: Pick<Notes, "count">): string {
  const { authors, year, venue, identifiers, pdfs, id } = paper;
  const count = notes.count(id);
  return [
    authors.length === 0
      ? "no authors"
      : clip(authors.slice(0, shownNames).join(", "), 60) +
        (authors.length > shownNames ? " and others" : ""),
    ...(year === undefined ? [] : [String(year)]),
    ...(venue === undefined ? [] : [clip(venue, 40)]),
    ...identifiers.slice(0, shownNames).map((name) => clip(name, 40)),
    ...(pdfs.length === 0 ? [] : [counted(pdfs.length, "PDF")]),
    ...(count === 0 ? [] : [counted(count, "note")]),
    ...(paper.abstract === "" ? ["no abstract"] : []),
  ].join(" · ");
}
