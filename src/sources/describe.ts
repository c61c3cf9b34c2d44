/** What was understood, in words: what each thing is, and who will be asked for it. */
import { titleHosts } from "./findTitle.ts";
import { hostsFor } from "./ladder.ts";
import { dailyList } from "./live/huggingFace.ts";
import type { NamedKind, Wanted } from "./understand.ts";

const kindNames: Readonly<Record<NamedKind, string>> = {
  arxiv: "arXiv:",
  doi: "doi:",
  openreview: "OpenReview ",
  acl: "ACL Anthology ",
  s2: "Semantic Scholar ",
  corpusid: "Semantic Scholar CorpusID ",
};

export function describe(wanted: Wanted): string {
  if (wanted.kind === "title") return `“${wanted.title}”`;
  if (wanted.kind === "day") return `Daily Papers of ${wanted.date}`;
  return `${kindNames[wanted.by]}${wanted.id}`;
}

/** "From arxiv.org, else huggingface.co": every site that may hear of it. */
export function whoIsAsked(wanted: Wanted): string {
  if (wanted.kind === "title") return `Looked up at ${inTurn(titleHosts)}; you choose`;
  const hosts =
    wanted.kind === "day" ? [new URL(dailyList.wish(wanted.date).url).hostname] : hostsFor(wanted);
  return `From ${inTurn(hosts)}`;
}

const inTurn = (hosts: readonly string[]): string => {
  const [first = "", ...others] = new Set(hosts.map((host) => host.split(".").slice(-2).join(".")));
  return others.length === 0 ? first : `${first}, else ${others.join(", ")}`;
};

/** The names of a paper that a library may know it by. */
export const namesOfWanted = (wanted: Wanted): readonly string[] =>
  wanted.kind === "paper" ? [`${wanted.by}:${wanted.id.toLowerCase()}`] : [];
