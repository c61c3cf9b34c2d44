/**
 * Duplicates among 50,000 real papers, of which some thousands are there twice with the variations that sources bring, and some
 * hundreds have a neighbour that only looks like them: a series, a comment, an editorial, another paper of the group. The
 * confusion table says what became of each kind of pair; time is of the whole search, in slices as in the extension.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Paper } from "../../src/domain/paper.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { normaliseTitle } from "../../src/domain/paperId.ts";
import { findDuplicates } from "../../src/library/duplicates/findDuplicates.ts";
import { Randomness } from "../fakes/randomness.ts";
import { allPapers, type Document } from "./collections.ts";
import { median, table } from "./figures.ts";

const size = Number(process.argv[2] ?? 50_000);
const [twins, lookalikes] = [Math.round(size * 0.12), Math.round(size * 0.03)];
const random = new Randomness(7);

const paperOf = (
  { title, abstract, authors = [], year, venue }: Document,
  at: number,
  identifiers: readonly string[],
): Paper => ({
  id: `title-${at.toString(16).padStart(16, "0")}` as PaperId,
  ...{ title, abstract, authors, year, venue, identifiers },
  ...{ resources: [], pdfs: [], tags: [], reading: "unread" as const, sources: [] },
  added: `2026-07-${String(1 + (at % 28)).padStart(2, "0")}T08:00:00.000Z`,
});

const titles = new Set<string>();
const base = allPapers()
  .filter(({ title, authors = [] }) => {
    const name = normaliseTitle(title);
    const isNew = authors.length > 0 && !titles.has(name);
    titles.add(name);
    return isNew;
  })
  .slice(0, size - twins - lookalikes);
const papers: Paper[] = base.map((each, at) =>
  paperOf(
    each,
    at,
    random.next() < 0.6
      ? [`arxiv:${2000 + (at % 12)}.${10_000 + at}`]
      : random.next() < 0.5
        ? [`doi:10.5555/${at}`]
        : [],
  ),
);

/** Pairs that are one paper, or only look so, by both ids. */
const truth = new Map<string, { readonly kind: string; readonly isSame: boolean }>();
const pairOf = (a: string, b: string): string => [a, b].sort().join(" ");
function addTo(of: Paper, kind: string, isSame: boolean, change: Partial<Paper>): void {
  const id = `title-${papers.length.toString(16).padStart(16, "0")}` as PaperId;
  papers.push({ ...of, identifiers: [], ...change, id });
  truth.set(pairOf(of.id, id), { kind, isSame });
}

const sentences = (text: string): readonly string[] => text.split(/(?<=\.)\s+/u);
/** As the published version's abstract differs from the preprint's. */
const editedAbstract = ({ abstract }: Paper): string => {
  const kept = sentences(abstract).filter(() => random.next() > 0.2);
  return kept
    .map((each) => (random.next() < 0.3 ? each.replace(/\b(?:we|our|the)\b/iu, "in this paper, $&") : each))
    .join(" ");
};
const initials = (name: string): string => name.replace(/^(\S)\S+/u, "$1.");
const turned = (name: string): string => name.replace(/^(.*)\s(\S+)$/u, "$2, $1");
const typo = (title: string): string => {
  const at = 3 + random.below(Math.max(1, title.length - 6));
  return title.slice(0, at) + title.slice(at + 1);
};
const published = (paper: Paper): Partial<Paper> => ({
  identifiers: paper.identifiers.some((name) => name.startsWith("doi:"))
    ? []
    : [`doi:10.1145/${random.below(1e9)}`],
  year: paper.year === undefined ? undefined : paper.year + random.below(3),
});
const variations: readonly (readonly [kind: string, change: (paper: Paper) => Partial<Paper> | undefined])[] =
  [
    ["published, abstract edited", (paper) => ({ ...published(paper), abstract: editedAbstract(paper) })],
    [
      "published, no abstract, initials",
      (paper) => ({ ...published(paper), abstract: "", authors: paper.authors.map(initials) }),
    ],
    [
      "capitals and punctuation",
      (paper) => ({
        title: `${paper.title.toUpperCase().replace(/[-:]/gu, " ")}.`,
        authors: paper.authors.map(turned),
      }),
    ],
    [
      "TeX in the title",
      (paper) => ({
        title: paper.title.replace(/\b([A-Z]{2,})\b/gu, "{$1}").replace(/ö/gu, '{\\"o}'),
        abstract: "",
      }),
    ],
    ["a letter missing", (paper) => ({ title: typo(paper.title), authors: paper.authors.slice(0, 3) })],
    [
      "subtitle dropped",
      (paper) =>
        /^.{12,}: ./u.test(paper.title)
          ? { title: paper.title.replace(/: .*$/u, ""), abstract: editedAbstract(paper) }
          : undefined,
    ],
    [
      "title cut off",
      (paper) =>
        paper.title.length > 60 ? { title: paper.title.slice(0, 55).replace(/\s\S*$/u, "…") } : undefined,
    ],
    [
      "extended version",
      (paper) => ({
        title: `${paper.title} (Extended Abstract)`,
        ...published(paper),
        abstract: editedAbstract(paper),
      }),
    ],
    [
      "hyphens joined",
      (paper) =>
        paper.title.includes("-")
          ? { title: paper.title.replace(/(\w)-(\w)/gu, "$1$2"), abstract: "" }
          : undefined,
    ],
    ["no authors", (paper) => ({ authors: [], abstract: editedAbstract(paper) })],
    [
      "one author more",
      (paper) => ({
        ...published(paper),
        authors: [...paper.authors, "Xanthippe Quirk"],
        abstract: editedAbstract(paper),
      }),
    ],
  ];
/** Lookalikes are made of other papers than twins: what is like both would be neither. */
const half = Math.floor(base.length / 2);
for (let count = 0; count < twins;) {
  const paper = papers[random.below(half)];
  const [kind, change] = random.pick(variations);
  const changed = paper === undefined ? undefined : change(paper);
  if (paper === undefined || changed === undefined) continue;
  addTo(paper, kind, true, changed);
  count++;
}
const traps: readonly (readonly [kind: string, change: (paper: Paper, other: Paper) => Partial<Paper>])[] = [
  ["part two of a series", (paper, { abstract }) => ({ title: `${paper.title}, Part II`, abstract })],
  ["the next number", (paper, { abstract }) => ({ title: `${paper.title} 2`, abstract })],
  [
    "a comment on it",
    (paper, { abstract, authors }) => ({ title: `A Comment on “${paper.title}”`, abstract, authors }),
  ],
  [
    "an editorial like others",
    (_, { authors, year }) => ({ title: "Editorial", abstract: "", authors, year }),
  ],
  ["one title, other people", (_, { abstract, authors }) => ({ abstract, authors })],
  [
    "one group, other subject",
    (paper, { abstract }) => ({
      title: paper.title.replace(/\S+(\s+\S+)?$/u, "Speech Recognition"),
      abstract,
    }),
  ],
  [
    "another arXiv id, other text",
    (_, { abstract }) => ({ identifiers: [`arxiv:1901.${10_000 + random.below(89_999)}`], abstract }),
  ],
];
for (let count = 0; count < lookalikes; count++) {
  const [paper, other] = [papers[half + random.below(half)], papers[half + random.below(half)]];
  const [kind, change] = random.pick(traps);
  if (paper !== undefined && other !== undefined) addTo(paper, kind, false, change(paper, other));
}

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const times: number[] = [];
let found: Awaited<ReturnType<typeof findDuplicates>> = [];
for (let run = 0; run < 5; run++) {
  const start = performance.now();
  found = await findDuplicates(papers);
  times.push((performance.now() - start) / 1000);
}
delay.disable();

const verdicts = new Map(found.map(({ kept, other, verdict }) => [pairOf(kept, other), verdict]));
const kinds = new Map<string, { isSame: boolean; same: number; doubtful: number; different: number }>();
for (const [pair, { kind, isSame }] of truth) {
  const row = kinds.get(kind) ?? { isSame, same: 0, doubtful: 0, different: 0 };
  kinds.set(kind, row);
  row[verdicts.get(pair) ?? "different"]++;
}
/** Two twins of one paper are one as well. */
const root = new Map<string, string>();
for (const [pair, { isSame }] of truth) {
  const [a = "", b = ""] = pair.split(" ");
  const [first, second] = a < b ? [a, b] : [b, a];
  if (isSame) root.set(second, root.get(first) ?? first);
}
const isOne = (a: string, b: string): boolean => (root.get(a) ?? a) === (root.get(b) ?? b);
const byId = new Map<string, Paper>(papers.map((paper) => [paper.id, paper]));
const others = found.filter(({ kept, other }) => !truth.has(pairOf(kept, other)) && !isOne(kept, other));
const merged = found.filter(({ verdict }) => verdict === "same");
const wrong = merged.filter(({ kept, other }) => !isOne(kept, other));
for (const { kept, other, why } of wrong.slice(0, 25))
  console.log(`taken for one (${why}):\n  ${byId.get(kept)?.title}\n  ${byId.get(other)?.title}`);

const total = { same: 0, doubtful: 0, different: 0 };
for (const row of kinds.values())
  if (row.isSame)
    for (const verdict of ["same", "doubtful", "different"] as const) total[verdict] += row[verdict];
const all = total.same + total.doubtful + total.different;
table(
  `${papers.length} papers in ${median(times).toFixed(2)} s (median of ${times.length}, the first ${times[0]?.toFixed(2)} s), longest turn ${(delay.max / 1e6).toFixed(0)} ms`,
  ["pairs", "are", "merged", "asked", "left apart"],
  [
    ...[...kinds].map(([kind, row]) => [
      kind,
      row.isSame ? "one" : "two",
      ...[row.same, row.doubtful, row.different].map(String),
    ]),
    [
      "any other two of the library",
      "two",
      ...["same", "doubtful"].map((verdict) =>
        String(others.filter((each) => each.verdict === verdict).length),
      ),
      "the rest",
    ],
  ],
);
console.log(
  `\nprecision of merging ${(1 - wrong.length / merged.length).toFixed(4)}, recall ${(total.same / all).toFixed(4)} merged, ${((total.same + total.doubtful) / all).toFixed(4)} merged or asked`,
);
