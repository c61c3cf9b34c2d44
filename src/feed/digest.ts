/**
 * A day or a week of feeds as a document of Markdown. Its last line carries a digest of the rest, by which a document that nobody
 * has written into since can be told from one that somebody has.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { counted } from "../base/counted.ts";
import type { Resource } from "../domain/paper.ts";
import { asMarkdown } from "../library/markdownText.ts";
import { reasonText, type RankedEntry } from "./rankedEntry.ts";

export interface DigestOfDays {
  /** Of the days, oldest first; one for a day. */
  readonly days: readonly string[];
  /** The best first. */
  readonly entries: readonly RankedEntry[];
  /** How many were listed in all. */
  readonly listed: number;
  /** Where a paper opens in Marginalia. */
  readonly addressOf: (entry: RankedEntry) => string;
  /** The name of a subscription by its id. */
  readonly nameOf: (subscription: string) => string;
}

export function digestText({ days, entries, listed, addressOf, nameOf }: DigestOfDays): string {
  const [first = "", last = first] = [days[0], days.at(-1)];
  const title = first === last ? first : `${first} to ${last}`;
  const sources = [...new Set(entries.flatMap(({ entry }) => entry.from))].map(nameOf).map(asMarkdown);
  const from = sources.length === 0 ? "" : ` from ${sources.join(", ")}`;
  const body = [
    `# Papers of ${title}`,
    `${entries.length === listed ? counted(listed, "paper") : `${entries.length} of ${counted(listed, "paper")}`}${from}.`,
    ...entries.map((each, index) => paperText(each, index + 1, addressOf(each))),
  ].join("\n\n");
  return `${body}\n\n${sealOf(body)}\n`;
}

function paperText(ranked: RankedEntry, place: number, address: string): string {
  const { draft, votes, submitter, organisation, from } = ranked.entry;
  const why = reasonText(ranked.reason);
  const facts = [
    ...(votes === undefined ? [] : [counted(votes, "vote")]),
    ...(organisation === undefined ? [] : [asMarkdown(organisation)]),
    ...(submitter === undefined ? [] : [`submitted by ${asMarkdown(submitter)}`]),
    ...(from.length > 1 ? ["in several feeds"] : []),
  ];
  return [
    `## ${place}. [${asMarkdown(draft.title)}](${address})`,
    ...((draft.authors ?? []).length === 0 ? [] : [asMarkdown(authorsText(draft.authors ?? []))]),
    ...(why === undefined ? [] : [`*${asMarkdown(why)}*`]),
    ...(draft.withdrawn === undefined ? [] : [`**Withdrawn:** ${asMarkdown(draft.withdrawn)}`]),
    [...facts, ...linksOf(draft.identifiers ?? [], draft.resources ?? [])].join(" · "),
    asMarkdown(draft.abstract),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const mostAuthors = 6;
export const authorsText = (authors: readonly string[]): string =>
  authors.length <= mostAuthors
    ? authors.join(", ")
    : `${authors.slice(0, mostAuthors - 1).join(", ")} and ${authors.length - mostAuthors + 1} others`;

function linksOf(identifiers: readonly string[], resources: readonly Resource[]): readonly string[] {
  const arxiv = identifiers.find((each) => each.startsWith("arxiv:"))?.slice("arxiv:".length);
  return [
    ...(arxiv === undefined ? [] : [`[arXiv](https://arxiv.org/abs/${arxiv})`]),
    ...resources.flatMap(({ kind, url }) =>
      kind === "code" || kind === "project" ? [`[${kind}](${safe(url)})`] : [],
    ),
  ];
}

/** Inside of the brackets of a link. */
const safe = (url: string): string =>
  url.replace(/[()<>\s\\]/gu, (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`);

const seal = /^<!-- marginalia:digest ([0-9a-f]{16}) -->\s*$/mu;
const sealOf = (body: string): string => `<!-- marginalia:digest ${hashOf(body)} -->`;
const hashOf = (body: string): string =>
  bytesToHex(sha256(utf8ToBytes(body.replace(/\r\n/gu, "\n").trim()))).slice(0, 16);

/** Whether a document is a digest as it was written, and so may be written anew. */
export function isUntouchedDigest(text: string): boolean {
  const found = seal.exec(text);
  return (
    found !== null &&
    text.slice(found.index + found[0].length).trim() === "" &&
    hashOf(text.slice(0, found.index)) === found[1]
  );
}
