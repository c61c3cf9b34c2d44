/** Notes out of a file, by what stands in it. */
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { isZoteroRdf } from "../library/importers/zoteroRdf.ts";
import { collectionIn, type ReadCollection } from "./collection.ts";
import { hypothesisIn } from "./hypothesis.ts";
import { zoteroIn, zoteroRdfIn } from "./zotero.ts";

export interface ReadNotes extends ReadCollection {
  /** What of them has no counterpart here, in words. */
  readonly lost: readonly string[];
}

/** Takes Web Annotations, what Hypothesis exports or answers, and what Zotero exports with annotations or notes. Pauses often. */
export function* readNotes(text: string): Generator<undefined, Result<ReadNotes>> {
  yield;
  if (isZoteroRdf(text)) return yield* zoteroRdfIn(text);
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch (thrown) {
    return fail(`it is not JSON (${reasonOf(thrown)})`);
  }
  const theirs = hypothesisIn(raw) ?? zoteroIn(raw);
  if (theirs !== undefined) return ok(theirs);
  const collection = collectionIn(raw);
  return collection.ok ? ok({ ...collection.value, lost: [] }) : collection;
}
