/** What the index is told of papers, their pages and notes. */
import { collectionName, collectionsAround } from "../library/collections.ts";
import { stageOf } from "../domain/stage.ts";
import { commentOf, quoteOf, type Annotation } from "../domain/annotation.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { PaperText } from "../domain/paperText.ts";
import type { IndexedPaper, IndexedPassage } from "../search/searchPort.ts";

const dayMs = 86_400_000;
/** In days since 1970; 0 for what is no date. */
export const dayOf = (date: string): number => Math.max(0, Math.floor(Date.parse(date) / dayMs) || 0);

export interface StampedPaper extends IndexedPaper {
  readonly stamp: number;
}

/** Stages that are more than the reading state says. */
const besides = ["toRead", "skipped", "archived"] as const;

export function indexedPaper(paper: Paper): StampedPaper {
  const { id, title, abstract, authors, year, venue, tags, identifiers, reading, pdfs, added } = paper;
  const { starred = false, collections = [] } = paper;
  const told: IndexedPaper = {
    id,
    title,
    abstract,
    authors,
    year,
    venue,
    tags,
    names: identifiers.map((name) => name.slice(name.indexOf(":") + 1)),
    marks: [
      ...(stageOf(paper) === "skipped" ? [] : [`is:${reading}`]),
      ...(starred ? ["is:starred"] : []),
      ...besides.flatMap((stage) => (stageOf(paper) === stage ? [`is:${stage.toLowerCase()}`] : [])),
      ...(stageOf(paper) === "unread" ? ["is:inbox"] : []),
      ...(paper.queue === undefined ? [] : ["is:queued"]),
      ...partsOfDay("started", paper.started),
      ...partsOfDay("read", paper.finished),
      ...stepsOf(paper).map((percent) => `progress:${percent}`),
      ...(pdfs.length > 0 ? ["has:pdf"] : []),
      ...collectionsAround(collections.map(collectionName)).map((name) => `in:${name.toLowerCase()}`),
    ],
    day: dayOf(added),
  };
  return { ...told, stamp: stampOf(JSON.stringify(told)) };
}

/** A year, a month and a day, each of which can be asked for: "read:2026-11". */
const partsOfDay = (field: string, day: string | undefined): readonly string[] =>
  day === undefined ? [] : [4, 7, 10].map((length) => `${field}:${day.slice(0, length)}`);

/** Every ten per cent of its PDF that are behind the reader. */
const stepsOf = ({ progress }: Paper): readonly number[] =>
  progress === undefined || progress.pages < 1
    ? []
    : Array.from({ length: 10 }, (_, at) => 10 * (at + 1)).filter(
        (percent) => percent <= (100 * progress.page) / progress.pages,
      );

export const indexedNotes = (paper: PaperId, annotations: readonly Annotation[]): readonly IndexedPassage[] =>
  annotations.flatMap((annotation) => {
    const text = [commentOf(annotation), quoteOf(annotation)?.exact ?? ""]
      .filter((each) => each !== "")
      .join("\n");
    return text === "" ? [] : [{ key: annotation.id, paper, kind: "note" as const, text }];
  });

export const indexedPages = (
  paper: PaperId,
  { pages }: PaperText,
  stamp: number,
): readonly IndexedPassage[] =>
  pages.flatMap(({ page, text }) =>
    text.trim() === "" ? [] : [{ key: String(page), paper, kind: "page" as const, text, stamp }],
  );

/** FNV-1a: tells versions of one thing apart, and is quick. */
export function stampOf(text: string): number {
  let stamp = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) stamp = Math.imul(stamp ^ text.charCodeAt(at), 0x01000193);
  return stamp >>> 0;
}
