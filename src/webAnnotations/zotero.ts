/**
 * Annotations of PDFs and notes on items as Zotero exports them in “Better BibTeX JSON” (retorque.re, “exporting”): their words,
 * boxes, comments, colours and tags. Of its RDF the notes.
 */
import * as v from "valibot";
import { counted } from "../base/counted.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Color, MarkStyle } from "../domain/annotation.ts";
import { regionSelectors, type PdfRect, type RegionPart } from "../domain/region.ts";
import { arxivIn } from "../library/importers/cslJson.ts";
import { identifierInUrl } from "../library/importers/links.ts";
import { zoteroRdfItems } from "../library/importers/zoteroRdf.ts";
import type { NamedPaper, ReadCollection } from "./collection.ts";
import { nameOfMemo } from "./zoteroKey.ts";
import { annotationOfNote, type ZoteroNote } from "./zoteroNotes.ts";

const text = v.optional(v.nullable(v.string()), "");
const rect = v.pipe(
  v.array(v.number()),
  v.length(4),
  v.transform(([left = 0, bottom = 0, right = 0, top = 0]): PdfRect => [left, bottom, right, top]),
);
const positionSchema = v.looseObject({
  pageIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
  rects: v.optional(v.array(rect), []),
  nextPageRects: v.optional(v.array(rect), []),
  paths: v.optional(v.array(v.array(v.number())), []),
});
const annotationSchema = v.looseObject({
  key: text,
  annotationType: v.string(),
  annotationText: text,
  annotationComment: text,
  annotationColor: text,
  annotationAuthorName: text,
  annotationPageLabel: text,
  annotationPosition: v.union([v.string(), v.looseObject({})]),
  dateAdded: text,
  dateModified: text,
  tags: v.optional(v.array(v.union([v.string(), v.looseObject({ tag: v.string() })])), []),
});
type ZoteroAnnotation = v.InferOutput<typeof annotationSchema>;
const itemSchema = v.looseObject({
  itemType: v.string(),
  itemKey: text,
  key: text,
  title: text,
  DOI: text,
  url: text,
  extra: text,
  archiveID: text,
  attachments: v.optional(v.array(v.looseObject({ annotations: v.optional(v.array(v.unknown()), []) })), []),
  notes: v.optional(v.array(v.unknown()), []),
});
const noteSchema = v.looseObject({ key: text, note: v.string(), dateAdded: text, dateModified: text });
type Item = v.InferOutput<typeof itemSchema>;
const fileSchema = v.looseObject({ items: v.array(v.unknown()) });

const colours: Readonly<Record<string, Color>> = {
  "#ffd400": "yellow",
  "#5fb236": "green",
  "#2ea8e5": "blue",
  "#a28ae5": "purple",
  "#e56eee": "pink",
};
/** Those that we have no name for, and what comes nearest. */
const near: Readonly<Record<string, Color>> = { "#ff6666": "pink", "#f19837": "yellow", "#aaaaaa": "blue" };

const styles: Readonly<Record<string, MarkStyle>> = {
  highlight: "highlight",
  underline: "underline",
  image: "area",
  note: "point",
  text: "point",
  ink: "ink",
};

/** `undefined` for what is no file of theirs, or has no annotations in it. */
export function zoteroIn(raw: unknown): (ReadCollection & { readonly lost: readonly string[] }) | undefined {
  const file = v.safeParse(fileSchema, raw);
  if (!file.success) return undefined;
  const items: unknown[] = [];
  const papers: NamedPaper[] = [];
  let [recoloured, typed, labelled, loose] = [0, 0, 0, 0];
  for (const each of file.output.items) {
    const item = v.safeParse(itemSchema, each);
    if (item.success && item.output.itemType === "note") loose++;
    const given = item.success ? item.output.attachments.flatMap(({ annotations }) => annotations) : [];
    const notes = item.success ? item.output.notes : [];
    if (!item.success || given.length + notes.length === 0) continue;
    const source = `zotero://item/${item.output.itemKey || item.output.key || encodeURIComponent(item.output.title ?? "")}`;
    papers.push({ id: source, title: item.output.title ?? "", identifiers: [...identifiersOf(item.output)] });
    for (const one of notes) {
      const note = v.safeParse(noteSchema, typeof one === "string" ? { note: one } : one);
      items.push(note.success ? annotationOfNote(noteIn(note.output, source), source) : one);
    }
    for (const one of given) {
      const annotation = v.safeParse(annotationSchema, one);
      if (!annotation.success) {
        items.push(one);
        continue;
      }
      if (near[annotation.output.annotationColor?.toLowerCase() ?? ""] !== undefined) recoloured++;
      if (annotation.output.annotationType === "text") typed++;
      if (hasOwnLabel(annotation.output)) labelled++;
      items.push(annotationOf(annotation.output, source));
    }
  }
  if (items.length === 0) return undefined;
  const lost = [
    recoloured === 0
      ? ""
      : `the red, orange or grey of ${counted(recoloured, "note")}: the nearest colour was taken`,
    typed === 0 ? "" : `the text on the page of ${counted(typed, "note")}: it is a sticky note now`,
    labelled === 0 ? "" : `the printed page number of ${counted(labelled, "note")}: pages are counted here`,
    looseNotes(loose),
  ].filter(Boolean);
  return { items, papers, further: undefined, lost };
}

const looseNotes = (count: number): string =>
  count === 0 ? "" : `${counted(count, "note")} below no item: notes are on papers here`;

const noteIn = (
  { key, note, dateAdded, dateModified }: v.InferOutput<typeof noteSchema>,
  source: string,
): ZoteroNote => ({
  id: `zotero://note/${key || encodeURIComponent(JSON.stringify([source, note]))}`,
  html: note,
  created: dateAdded || undefined,
  modified: dateModified || undefined,
});

/** What Zotero exports as RDF has notes in HTML, and nothing of annotations. */
export function* zoteroRdfIn(
  text: string,
): Generator<undefined, Result<ReadCollection & { readonly lost: readonly string[] }>> {
  const { items, loose, failure } = yield* zoteroRdfItems(text);
  const papers: NamedPaper[] = [];
  const annotations: object[] = [];
  for (const { draft, notes } of items) {
    if (draft === undefined || notes.length === 0) continue;
    yield;
    const source = `zotero://item/${encodeURIComponent(draft.identifiers?.[0] ?? draft.title)}`;
    papers.push({ id: source, title: draft.title, identifiers: [...(draft.identifiers ?? [])] });
    for (const { about, html } of notes) {
      const id = nameOfMemo(about) ?? `zotero://note/${encodeURIComponent(JSON.stringify([source, html]))}`;
      annotations.push(annotationOfNote({ id, html }, source));
    }
  }
  if (annotations.length === 0) {
    const none = loose === 0 ? "there are no notes in it" : "the notes in it stand below no item";
    return fail(failure === undefined ? none : `line ${failure.line}: ${failure.why}`);
  }
  const lost = [
    looseNotes(loose),
    failure === undefined ? "" : `what stands behind line ${failure.line}: ${failure.why}`,
  ].filter(Boolean);
  return ok({ items: annotations, papers, further: undefined, lost });
}

function* identifiersOf({ DOI, url, extra, archiveID }: Item): Generator<string> {
  const arxiv = arxivIn(archiveID ?? "") ?? arxivIn(extra ?? "");
  if (arxiv !== undefined) yield `arxiv:${arxiv}`;
  if (DOI) yield `doi:${DOI.toLowerCase()}`;
  const named = identifierInUrl(url ?? "");
  if (named !== undefined) yield named;
}

function annotationOf(given: ZoteroAnnotation, source: string): object {
  const { key, annotationType, annotationColor, annotationAuthorName: name, dateAdded, dateModified } = given;
  const [words, comment] = [given.annotationText ?? "", given.annotationComment ?? ""];
  const colour = annotationColor?.toLowerCase() ?? "";
  const style = styles[annotationType] ?? "highlight";
  const parts = partsOf(given.annotationPosition);
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: `zotero://annotation/${key === "" || key === null ? encodeURIComponent(JSON.stringify([source, given])) : key}`,
    type: "Annotation",
    motivation: comment === "" ? "highlighting" : "commenting",
    ...(dateAdded ? { created: dateAdded } : {}),
    ...(dateModified ? { modified: dateModified } : {}),
    ...(name ? { creator: { type: "Person", name } } : {}),
    body: [
      ...(comment === ""
        ? []
        : [{ type: "TextualBody", value: comment, format: "text/markdown", purpose: "commenting" }]),
      ...given.tags.map((tag) => ({
        type: "TextualBody",
        value: typeof tag === "string" ? tag : tag.tag,
        purpose: "tagging",
      })),
    ],
    target: {
      source,
      styleClass: `${style} ${colours[colour] ?? near[colour] ?? "yellow"}`,
      selector: [
        ...(words === "" ? [] : [{ type: "TextQuoteSelector", exact: words, prefix: "", suffix: "" }]),
        ...(parts.length === 0 ? [] : regionSelectors({ fingerprint: "zotero", parts: [...parts] })),
      ],
    },
  };
}

/** "iv", or the number in the journal. */
function hasOwnLabel({ annotationPageLabel: label, annotationPosition }: ZoteroAnnotation): boolean {
  const page = partsOf(annotationPosition)[0]?.page;
  return Boolean(label) && page !== undefined && label !== String(page);
}

/** Which letters the boxes cover is not said, and found out by the words. */
function partsOf(given: unknown): readonly RegionPart[] {
  const position = v.safeParse(positionSchema, typeof given === "string" ? parsed(given) : given);
  if (!position.success) return [];
  const { pageIndex, rects, nextPageRects, paths } = position.output;
  const letters = { start: 0, end: 0 };
  const boxes = rects.length > 0 ? rects : paths.map(boxAround);
  const strokes = paths.length === 0 ? {} : { strokes: paths };
  return [
    { page: pageIndex + 1, rects: boxes, text: letters, ...strokes },
    ...(nextPageRects.length === 0 ? [] : [{ page: pageIndex + 2, rects: nextPageRects, text: letters }]),
  ];
}

function boxAround(path: readonly number[]): PdfRect {
  const [xs, ys] = [path.filter((_, at) => at % 2 === 0), path.filter((_, at) => at % 2 === 1)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
