/** Notes out of a file, by what stands in it. */
import type { Result } from "../base/result.ts";
import { ok } from "../base/result.ts";
import { readCollection, type ReadCollection } from "./collection.ts";
import { hypothesisIn } from "./hypothesis.ts";
import { zoteroIn } from "./zotero.ts";

export interface ReadNotes extends ReadCollection {
  /** What of them has no counterpart here, in words. */
  readonly lost: readonly string[];
}

/** Takes Web Annotations, what Hypothesis exports or answers, and what Zotero exports with annotations. */
export function readNotes(text: string): Result<ReadNotes> {
  const raw = parsed(text);
  const theirs = hypothesisIn(raw) ?? zoteroIn(raw);
  if (theirs !== undefined) return ok(theirs);
  const collection = readCollection(text);
  return collection.ok ? ok({ ...collection.value, lost: [] }) : collection;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ""));
  } catch {
    return undefined; // said by whoever reads it as a collection
  }
}
