/** Answers of sites, kept in the cache folder: what was asked lately is not asked again, and what is older only "has it changed?". */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as v from "valibot";
import { isSameFile, type Files } from "../../base/ports.ts";

const keptSchema = v.object({
  url: v.string(),
  accept: v.string(),
  fetched: v.number(),
  etag: v.optional(v.string()),
  modified: v.optional(v.string()),
  body: v.string(),
});
export type KeptAnswer = v.InferOutput<typeof keptSchema>;

const folder = "cache/http";
const largestBody = 1_000_000;
const mostAnswers = 300;

export class HttpCache {
  readonly #shelf: () => Files | undefined;

  /** @param shelf where to keep them; nowhere while it answers none */
  constructor(shelf: () => Files | undefined) {
    this.#shelf = shelf;
  }

  async find(url: string, accept: string): Promise<KeptAnswer | undefined> {
    try {
      const text = await this.#shelf()?.read(pathOf(url, accept));
      const kept = text === undefined ? undefined : v.safeParse(keptSchema, JSON.parse(text));
      return kept?.success === true && kept.output.url === url ? kept.output : undefined;
    } catch {
      return undefined; // it is a cache: what cannot be read is asked for again
    }
  }

  async keep(answer: KeptAnswer): Promise<void> {
    const shelf = this.#shelf();
    if (shelf === undefined || answer.body.length > largestBody) return;
    try {
      await shelf.write(pathOf(answer.url, answer.accept), JSON.stringify(answer));
      await this.#prune(shelf);
    } catch {
      // A full disk costs a request more next time.
    }
  }

  async #prune(shelf: Files): Promise<void> {
    const names = (await shelf.list(folder))
      .filter(({ kind }) => kind === "file")
      .map(({ name }) => `${folder}/${name}`);
    if (names.length <= mostAnswers) return;
    const dated = await Promise.all(names.map(async (path) => ({ path, facts: await shelf.facts(path) })));
    const oldest = dated
      .filter(({ facts }) => !isSameFile(facts, undefined))
      .sort((a, b) => (a.facts?.mtime ?? 0) - (b.facts?.mtime ?? 0))
      .slice(0, names.length - Math.floor(mostAnswers * 0.8));
    for (const { path } of oldest) await shelf.remove(path);
  }
}

const pathOf = (url: string, accept: string): string =>
  `${folder}/${bytesToHex(sha256(utf8ToBytes(`${accept} ${url}`))).slice(0, 32)}.json`;
