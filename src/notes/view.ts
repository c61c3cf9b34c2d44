/** Annotations as a person sees them: placed in the abstract, with their replies, in reading order. */
import { SearchedText } from "../anchoring/placeInText.ts";
import {
  annotationTags,
  colorOf,
  commentOf,
  creatorName,
  formatVersion,
  isByAgent,
  isDeleted,
  isProposed,
  markStyleOf,
  pictureOf,
  newestFormat,
  positionOfTarget,
  quoteOfTarget,
  sourceOf,
  sourceOfTarget,
  targetsOf,
  type Annotation,
  type AnnotationId,
  type Target,
  type TextQuote,
} from "../domain/annotation.ts";
import { fileLinksOf } from "../domain/fileLink.ts";
import type { Anchor, Note, Placement, Reply } from "../domain/note.ts";
import { documentOffset, pageOfTarget, regionOfTarget, spanOfRegion } from "../domain/region.ts";
import { conflictsIn } from "./conflictView.ts";
import type { FieldConflict } from "./standing.ts";

/** @param annotations of one paper, deleted ones among them: talks go on below a reply that was removed. */
export function notesOf(
  annotations: readonly Annotation[],
  abstract: string,
  conflictsOf: (id: AnnotationId) => readonly FieldConflict[] = () => [],
): readonly Note[] {
  const replyOf = (annotation: Annotation): Reply => ({
    id: annotation.id,
    comment: commentOf(annotation),
    author: creatorName(annotation),
    ...(isByAgent(annotation) && { byAgent: true }),
    created: annotation.created ?? annotation.modified,
    modified: annotation.modified,
    editable: formatVersion(annotation) <= newestFormat,
    ...linksIn(annotation),
    ...conflictsIn(conflictsOf(annotation.id)),
  });
  const notes: Note[] = [];
  const replies = new Map<AnnotationId, Reply[]>();
  const answered = new Map<AnnotationId, AnnotationId>();
  for (const annotation of annotations) {
    const source = sourceOf(annotation);
    if (source.kind === "annotation") answered.set(annotation.id, source.id);
  }
  const text = new SearchedText(abstract);
  for (const annotation of annotations) {
    if (isDeleted(annotation)) continue;
    const source = sourceOf(annotation);
    if (source.kind === "annotation") {
      const start = startOfTalk(source.id, answered);
      replies.set(start, [...(replies.get(start) ?? []), replyOf(annotation)]);
      continue;
    }
    const [newest = "", ...older] = targetsOf(annotation);
    const quote = quoteOfTarget(newest);
    const region = source.kind === "pdf" ? regionOfTarget(newest) : undefined;
    const page = source.kind === "pdf" && region === undefined ? pageOfTarget(newest) : undefined;
    const picture = pictureOf(annotation);
    const isWhole = quote === undefined && source.kind === "paper";
    const others = older.flatMap((target) => anchorOf(target, text));
    notes.push({
      ...replyOf(annotation),
      about: isWhole ? "paper" : source.kind === "pdf" ? "pdf" : "passage",
      ...(region === undefined ? {} : { region }),
      ...(page === undefined ? {} : { page }),
      ...(isProposed(annotation) && { proposed: true }),
      ...(quote === undefined ? {} : { context: contextOf(quote) }),
      ...(picture === undefined ? {} : { picture }),
      quote: quote?.exact ?? "",
      style: markStyleOf(annotation),
      color: colorOf(annotation),
      tags: [...annotationTags(annotation)],
      placement:
        region !== undefined
          ? { state: "anchored", span: spanOfRegion(region) }
          : source.kind === "abstract"
            ? placementOf(newest, text)
            : { state: "unplaced" },
      ...(others.length === 0 ? {} : { older: others }),
      replies: [],
    });
  }
  return notes
    .map((note) => ({ ...note, replies: (replies.get(note.id) ?? []).sort(byCreation) }))
    .sort((a, b) => startOf(a) - startOf(b) || byCreation(a, b));
}

function linksIn(annotation: Annotation): Pick<Reply, "links"> {
  const links = fileLinksOf(annotation).map(({ path, quote }) => ({ path, words: quote.exact }));
  return links.length === 0 ? {} : { links };
}

const contextOf = ({ prefix, suffix }: TextQuote) => ({ prefix, suffix });

/** Other tools reply to replies; here a talk is one list below the note that it began with. */
function startOfTalk(id: AnnotationId, answered: ReadonlyMap<AnnotationId, AnnotationId>): AnnotationId {
  const seen = new Set<AnnotationId>(); // a file made by hand may go in a circle
  let start = id;
  for (let next = answered.get(id); next !== undefined && !seen.has(next); next = answered.get(next)) {
    seen.add(next);
    start = next;
  }
  return start;
}

function placementOf(target: Target, text: SearchedText): Placement {
  const quote = quoteOfTarget(target);
  return quote === undefined
    ? { state: "unplaced" }
    : text.place({ quote, position: positionOfTarget(target) });
}

/** A place that a note had before, where it is one of ours. */
function anchorOf(target: Target, text: SearchedText): Anchor[] {
  const { kind } = sourceOfTarget(target);
  const quote = quoteOfTarget(target);
  const words = { quote: quote?.exact ?? "", ...(quote === undefined ? {} : { context: contextOf(quote) }) };
  const region = kind === "pdf" ? regionOfTarget(target) : undefined;
  if (region !== undefined) return [{ in: "pdf", region, ...words }];
  if (quote === undefined) return [];
  if (kind === "abstract") return [{ in: "abstract", ...words, placement: placementOf(target, text) }];
  const page = kind === "pdf" ? pageOfTarget(target) : undefined;
  return page === undefined ? [] : [{ in: "page", page, ...words }];
}

/** Notes on the whole paper first, unplaced ones last. */
const startOf = ({ about, page, placement }: Note): number => {
  if (placement.state !== "unplaced") return placement.span.start;
  if (page !== undefined) return documentOffset(page, 0);
  return about === "paper" ? -1 : Number.MAX_SAFE_INTEGER;
};

/** Those of one instant by their ids: the order of lines in the logs is not the same for everyone. */
const byCreation = (a: Reply, b: Reply): number =>
  a.created === b.created ? (a.id < b.id ? -1 : 1) : a.created < b.created ? -1 : 1;
