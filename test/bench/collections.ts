/**
 * Test collections of retrieval, and what is said of a ranking. They lie below MARGINALIA_DATA (`../shared/data` by itself):
 * `papers.jsonl.gz`, and `ir/<name>` with queries, judgements and, where they have their own, documents.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Randomness } from "../fakes/randomness.ts";

const folder = process.env["MARGINALIA_DATA"] ?? "../shared/data";

export interface Document {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly authors?: readonly string[];
  readonly year?: number;
  readonly venue?: string;
}

export interface Collection {
  readonly name: string;
  readonly documents: readonly Document[];
  readonly queries: readonly { readonly id: string; readonly text: string }[];
  readonly judged: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Documents that are no answer to a query, such as the paper it was made of. */
  readonly excluded: Readonly<Record<string, readonly string[]>>;
}

export const hasData = (): boolean => existsSync(join(folder, "papers.jsonl.gz"));

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");
const jsonLines = <T>(text: string): readonly T[] => linesOf(text).map((line) => JSON.parse(line) as T);

let papers: readonly Document[] | undefined;
export function allPapers(): readonly Document[] {
  papers ??= jsonLines<Document>(gunzipSync(readFileSync(join(folder, "papers.jsonl.gz"))).toString("utf8"));
  return papers;
}

export const collectionNames = ["csfcube", "scifact", "mlkeyword_dev", "mlcite_dev", "mlreview_dev"] as const;

export function collection(name: string): Collection {
  const file = (each: string): string => join(folder, "ir", name, each);
  const judged = new Map<string, Map<string, number>>();
  for (const line of linesOf(readFileSync(file("qrels.tsv"), "utf8")).slice(1)) {
    const [query = "", document = "", gain] = line.split("\t");
    judged.set(query, (judged.get(query) ?? new Map<string, number>()).set(document, Number(gain)));
  }
  const hasAnswer = (id: string): boolean => [...(judged.get(id)?.values() ?? [])].some((gain) => gain > 0);
  return {
    name,
    documents: documentsOf(file),
    queries: jsonLines<{ id: string; text: string }>(readFileSync(file("queries.jsonl"), "utf8")).filter(
      ({ id }) => hasAnswer(id),
    ),
    judged,
    excluded: existsSync(file("exclude.json"))
      ? (JSON.parse(readFileSync(file("exclude.json"), "utf8")) as Record<string, string[]>)
      : {},
  };
}

function documentsOf(file: (name: string) => string): readonly Document[] {
  if (existsSync(file("docs.jsonl"))) return jsonLines(readFileSync(file("docs.jsonl"), "utf8"));
  if (!existsSync(file("doc-ids.txt"))) return allPapers();
  const ids = new Set(linesOf(readFileSync(file("doc-ids.txt"), "utf8")));
  return allPapers().filter(({ id }) => ids.has(id));
}

export interface Scores {
  readonly ndcg: number;
  readonly recall: number;
  readonly mrr: number;
}

/** nDCG@10, Recall@100 and MRR@10 of each query. */
export function evaluated(
  { queries, judged, excluded }: Collection,
  search: (query: string, limit: number) => readonly string[],
): readonly Scores[] {
  return queries.map(({ id, text }) => {
    const not = new Set(excluded[id]);
    const ranked = search(text, 110).filter((each) => !not.has(each));
    return scoresOf(ranked.slice(0, 100), judged.get(id) ?? new Map<string, number>());
  });
}

function scoresOf(ranked: readonly string[], judged: ReadonlyMap<string, number>): Scores {
  const gain = (document: string): number => judged.get(document) ?? 0;
  const discounted = (gains: readonly number[]): number =>
    gains.slice(0, 10).reduce((sum, each, at) => sum + each / Math.log2(at + 2), 0);
  const ideal = [...judged.values()].filter((each) => each > 0).sort((x, y) => y - x);
  const first = ranked.slice(0, 10).findIndex((document) => gain(document) > 0);
  return {
    ndcg: discounted(ranked.map(gain)) / discounted(ideal),
    recall: ranked.filter((document) => gain(document) > 0).length / ideal.length,
    mrr: first === -1 ? 0 : 1 / (first + 1),
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** How likely a difference as large would be if the two were alike: signs of the differences are turned at random. */
export function significance(x: readonly number[], y: readonly number[], draws = 10_000): number {
  const random = new Randomness(1);
  const differences = x.map((each, at) => each - (y[at] ?? 0));
  const seen = Math.abs(differences.reduce((sum, each) => sum + each, 0));
  let asLarge = 0;
  for (let draw = 0; draw < draws; draw++) {
    const sum = differences.reduce((total, each) => total + (random.below(2) === 0 ? each : -each), 0);
    if (Math.abs(sum) >= seen - 1e-12) asLarge++;
  }
  return (asLarge + 1) / (draws + 1);
}
