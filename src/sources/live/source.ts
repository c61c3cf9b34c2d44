/** What a source is: how it is asked for one paper, and how its answer is read. */
import { fail, ok, reasonOf, type Result } from "../../base/result.ts";
import type { PaperDraft } from "../../domain/paper.ts";
import { fieldsOf, type Fields } from "../../library/importers/fields.ts";
import type { Wish } from "../net/courier.ts";

export interface Source {
  /** As a person knows it: "Crossref". */
  readonly name: string;
  readonly wish: (id: string) => Wish;
  /** Answers the paper that was asked for, or why there is none. */
  readonly read: (answer: string, id: string) => Result<PaperDraft>;
}

const calmMs = 250;

export const jsonWish = (url: string, more: Partial<Wish> = {}): Wish => {
  const { hostname } = new URL(url);
  return {
    url,
    hosts: [hostname],
    accept: "application/json",
    takes: /\bjson\b/iu,
    site: hostname,
    restMs: calmMs,
    ...more,
  };
};

export function parsedObject(answer: string): Result<Fields> {
  try {
    const fields = fieldsOf(JSON.parse(answer));
    return fields === undefined ? fail("sent something else than a paper") : ok(fields);
  } catch (thrown) {
    return fail(`sent what is not whole (${reasonOf(thrown).slice(0, 80)})`);
  }
}

export const draftOr = (draft: PaperDraft | undefined): Result<PaperDraft> =>
  draft === undefined ? fail("names no title") : ok(draft);

export const anotherPaper = fail("answered about another paper");
