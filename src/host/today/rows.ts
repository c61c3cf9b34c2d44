/** A day of papers as its page shows it. */
import { counted } from "../../base/counted.ts";
import { authorsText } from "../../feed/digest.ts";
import type { ListedPaper } from "../../feed/dayListing.ts";
import { fromLibrary } from "../../feed/libraryDays.ts";
import { reasonText } from "../../feed/rankedEntry.ts";
import type { TodayRow } from "../../protocol/today.ts";

/** @param nameOf the name of a subscription by its id; `undefined` for one that is no longer there */
export function rowOf(listed: ListedPaper, nameOf: (subscription: string) => string | undefined): TodayRow {
  const { entry, score, reason, did, paper } = listed;
  const { draft, rank, votes } = entry;
  const why = reasonText(reason);
  return {
    id: entry.id,
    title: draft.title,
    authors: authorsText(draft.authors ?? []),
    abstract: draft.abstract,
    ...{ score, rank, votes, did },
    ...(reason === undefined || why === undefined ? {} : { reason: { text: why, words: [...reason.words] } }),
    facts: [...factsOf(listed, nameOf)],
    keywords: [...(entry.keywords ?? [])],
    links: (draft.resources ?? []).map(({ kind, url }) => ({ kind, url })),
    withdrawn: draft.withdrawn,
    saved: paper !== undefined,
  };
}

function factsOf(
  { entry }: ListedPaper,
  nameOf: (subscription: string) => string | undefined,
): readonly string[] {
  const { organisation, submitter, comments, announced, from } = entry;
  const names = from.filter((each) => each !== fromLibrary).flatMap((each) => nameOf(each) ?? []);
  return [
    ...(announced === "replace" ? ["a new version of a paper you have"] : []),
    ...(organisation === undefined ? [] : [organisation]),
    ...(submitter === undefined ? [] : [`submitted by ${submitter}`]),
    ...(comments === undefined || comments === 0 ? [] : [counted(comments, "comment")]),
    ...names,
  ];
}
