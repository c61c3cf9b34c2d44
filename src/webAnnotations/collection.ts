/**
 * Notes as a collection of the Web Annotation model (w3.org/TR/annotation-model, 5), for every program that speaks it. An item
 * is the whole annotation as it stands, with the name of its version, so that it is known again wherever it comes back.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as v from "valibot";
import { canonical } from "../base/canonical.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { annotationContext, type Annotation } from "../domain/annotation.ts";
import type { Paper } from "../domain/paper.ts";
import { headsOf, type Standing } from "../notes/standing.ts";

const papersTerm = "marginalia:papers";
const [model, terms] = annotationContext;
const context = [model, { ...terms, [papersTerm]: { "@id": papersTerm, "@type": "@json" } }] as const;

/** What finds a paper in another library, where it may have another id. */
const namedPaperSchema = v.object({
  id: v.string(),
  title: v.string(),
  identifiers: v.optional(v.array(v.string()), []),
});
export type NamedPaper = v.InferOutput<typeof namedPaperSchema>;

export interface NotesOfPaper {
  readonly paper: Paper;
  readonly standings: readonly Standing[];
}

/** The same notes make the same text, in whichever order they come. */
export function writeCollection(notes: readonly NotesOfPaper[]): string {
  const ordered = notes.toSorted((a, b) => (a.paper.id < b.paper.id ? -1 : 1));
  const items = ordered.flatMap(({ standings }) =>
    standings.map(itemOf).sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const papers = ordered.map(({ paper: { id, title, identifiers } }) => ({ id, title, identifiers }));
  const id = `urn:marginalia:collection:${digestOf([items, papers])}`;
  const collection = {
    "@context": context,
    id,
    type: "AnnotationCollection",
    label: "Notes from Marginalia",
    total: items.length,
    first: { id: `${id}:1`, type: "AnnotationPage", partOf: id, startIndex: 0, items },
    [papersTerm]: papers,
  };
  return `${JSON.stringify(collection, undefined, 2)}\n`;
}

/** Where versions of several people were merged, no line says what is shown: the item is a version that saw all of them. */
function itemOf(standing: Standing): Annotation {
  const heads = headsOf(standing);
  if (heads.length < 2) return standing.shown;
  const { "marginalia:settles": _, ...shown } = standing.shown;
  return {
    ...shown,
    "marginalia:revision": digestOf([shown, heads]).slice(0, 12),
    "marginalia:basedOn": [...heads],
  };
}

const digestOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value)))).slice(0, 32);

export interface ReadCollection {
  /** Each may be anything yet. */
  readonly items: readonly unknown[];
  readonly papers: readonly NamedPaper[];
  /** The address of a page that is not in the file. */
  readonly further: string | undefined;
}

const reference = v.union([
  v.pipe(
    v.string(),
    v.transform(() => undefined),
  ),
  v.looseObject({}),
]);
const pageSchema = v.looseObject({
  type: v.literal("AnnotationPage"),
  items: v.array(v.unknown()),
  next: v.optional(v.union([v.string(), v.looseObject({ id: v.optional(v.string()) })])),
});
const collectionSchema = v.looseObject({
  type: v.union([v.literal("AnnotationCollection"), v.array(v.string())]),
  first: v.optional(reference),
  [papersTerm]: v.fallback(v.optional(v.array(namedPaperSchema), []), []),
});

/** Takes a collection with its first page, a page, a list of annotations, or one. */
export function collectionIn(raw: unknown): Result<ReadCollection> {
  const alone = { papers: [], further: undefined };
  if (Array.isArray(raw)) return ok({ items: raw, ...alone });
  if (v.is(v.looseObject({ type: v.literal("Annotation") }), raw)) return ok({ items: [raw], ...alone });
  const collection = v.safeParse(collectionSchema, raw);
  const page = v.safeParse(pageSchema, collection.success ? collection.output.first : raw);
  if (!page.success)
    return fail(
      collection.success
        ? "its annotations are not in the file"
        : "it is no collection, page or list of Web Annotations",
    );
  const { items, next } = page.output;
  return ok({
    items,
    papers: collection.success ? collection.output[papersTerm] : [],
    further: typeof next === "object" ? next.id : next,
  });
}
