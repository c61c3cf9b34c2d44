/** A note as the reader of abstracts shows it, and as that of PDFs does: one that was carried from one to the other is in both. */
import type { Anchor, Note } from "./note.ts";
import { spanOfRegion } from "./region.ts";

/** All places of a note, the newest first. */
export function anchorsOf(note: Note): readonly Anchor[] {
  const { about, region, page, quote, context, placement, older = [] } = note;
  const around = context === undefined ? {} : { context };
  if (about === "passage") return [{ in: "abstract", quote, placement, ...around }, ...older];
  if (region !== undefined) return [{ in: "pdf", region, quote, ...around }, ...older];
  return page === undefined ? older : [{ in: "page", page, quote, ...around }, ...older];
}

/** `undefined` for a note that has no place in the abstract. */
export function inAbstract(note: Note): Note | undefined {
  if (note.about !== "pdf") return note;
  const anchor = anchorsOf(note).find((each) => each.in === "abstract");
  if (anchor === undefined) return undefined;
  const { region: _, page: __, context: ___, ...rest } = note;
  const { quote, context, placement } = anchor;
  return {
    ...rest,
    about: "passage",
    quote,
    placement,
    ...(context === undefined ? {} : { context }),
    ...others(note, anchor),
  };
}

/** `undefined` for a note that has no place on pages. */
export function inPdf(note: Note): Note | undefined {
  if (note.about !== "passage") return note;
  const anchor = anchorsOf(note).find((each) => each.in === "pdf");
  return anchor === undefined ? undefined : withAnchor(note, anchor);
}

/** The note as it lies at one of its places on pages. */
export function withAnchor(note: Note, anchor: Anchor & { readonly in: "pdf" }): Note {
  const { context: _, page: __, ...rest } = note;
  const { region, quote, context } = anchor;
  return {
    ...rest,
    about: "pdf",
    region,
    quote,
    ...(context === undefined ? {} : { context }),
    placement: { state: "anchored", span: spanOfRegion(region) },
    ...others(note, anchor),
  };
}

const others = (note: Note, anchor: Anchor): Pick<Note, "older"> => ({
  older: anchorsOf(note).filter((each) => each !== anchor && JSON.stringify(each) !== JSON.stringify(anchor)),
});
