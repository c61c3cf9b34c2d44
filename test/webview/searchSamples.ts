/** A library for the tests of the Search view: the papers of the sample, with what imports and a person would give them. */
import type { Paper } from "../../src/domain/paper.ts";
import { samplePapers } from "../fakes/sample.ts";

const venues = ["ICLR", "NeurIPS", "ACL", undefined];
const people = ["Ada Lovelace", "Zoë Müller", "Alan Turing", "Grace Hopper", "Kurt Gödel"];
const tags = [["to read"], ["sparsity", "inference"], [], ["retrieval"]];
const states = ["unread", "read", "reading"] as const;

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length];

export const library: readonly Paper[] = samplePapers.map((paper, at) => ({
  ...paper,
  venue: pick(venues, at),
  year: 2020 + (at % 6),
  authors: [pick(people, at) ?? "", pick(people, at * 3 + 1) ?? ""],
  tags: pick(tags, at) ?? [],
  reading: pick(states, at) ?? "unread",
  starred: at % 9 === 0,
  collections: at % 5 === 0 ? ["thesis/related work"] : at % 7 === 0 ? ["reading group"] : [],
}));
