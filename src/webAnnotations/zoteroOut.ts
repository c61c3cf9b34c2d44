/** Papers with their notes for Zotero: as “Better BibTeX JSON”, which `zotero.ts` reads, and the notes as HTML for its RDF. */
import { counted } from "../base/counted.ts";
import type { Color, MarkStyle } from "../domain/annotation.ts";
import { pageOfNote, type Note } from "../domain/note.ts";
import type { RegionPart } from "../domain/region.ts";
import type { Paper, PaperPdf } from "../domain/paper.ts";
import { collectionsOf, lastPart, parentOf } from "../library/collections.ts";
import { referenceOf } from "../references/reference.ts";
import { keyed } from "../references/formats/keyed.ts";
import { pathInWorkspace, writeZoteroRdf, type PathOf } from "../references/formats/zoteroRdf.ts";
import { memoAddress, zoteroKey } from "./zoteroKey.ts";

export interface ForZotero {
  readonly paper: Paper;
  readonly notes: readonly Note[];
}

export interface WrittenNotes {
  readonly text: string;
  readonly written: number;
  /** What of them has no counterpart there, in words. */
  readonly lost: readonly string[];
}

/** Tells the format to Better BibTeX. */
const translator = { id: "36a3b0b5-bad0-4a04-b79b-441c7cef77db", label: "BetterBibTeX JSON" };

const types = {
  article: "journalArticle",
  proceedings: "conferencePaper",
  preprint: "preprint",
  other: "document",
} as const;

const colours: Readonly<Record<Color, string>> = {
  yellow: "#ffd400",
  green: "#5fb236",
  blue: "#2ea8e5",
  purple: "#a28ae5",
  pink: "#e56eee",
};

const kinds: Readonly<Record<MarkStyle, string>> = {
  highlight: "highlight",
  underline: "underline",
  strike: "highlight",
  area: "image",
  point: "note",
  ink: "ink",
};

export function writeZoteroJson(
  papers: readonly ForZotero[],
  pathOf: PathOf = pathInWorkspace,
): WrittenNotes {
  const losses = new Losses();
  const keys = new Map(keyed(papers.map(({ paper }) => paper)).map(({ paper, key }) => [paper, key]));
  const items = papers.map(({ paper, notes }, at) =>
    itemOf(paper, notes, { key: keys.get(paper) ?? paper.id, number: at + 1, pathOf, losses }),
  );
  const collections = collectionsIn(papers.map(({ paper }) => paper));
  const file = { config: { ...translator, preferences: {}, options: {} }, collections, items };
  return {
    text: `${JSON.stringify(file, undefined, 2)}\n`,
    written: countOf(papers),
    lost: losses.inWords(),
  };
}

export function writeNotesAsRdf(
  papers: readonly ForZotero[],
  pathOf: PathOf = pathInWorkspace,
): WrittenNotes {
  const byPaper = new Map(papers.map(({ paper, notes }) => [paper, notes]));
  const notes = papers.flatMap((each) => each.notes);
  const places = notes.filter(({ region }) => region !== undefined).length;
  const coloured = notes.filter(({ color, style }) => color !== "yellow" || style !== "highlight").length;
  return {
    text: writeZoteroRdf(
      papers.map(({ paper }) => paper),
      (paper) =>
        (byPaper.get(paper) ?? []).map((note) => ({ about: memoAddress(note.id), html: asHtml(note) })),
      pathOf,
    ),
    written: countOf(papers),
    lost: [
      places === 0
        ? ""
        : `the place on the page of ${counted(places, "note")}: they stand below the paper, with the page`,
      coloured === 0 ? "" : `the colour or style of ${counted(coloured, "note")}`,
    ].filter(Boolean),
  };
}

const countOf = (papers: readonly ForZotero[]): number =>
  papers.reduce((sum, { notes }) => sum + notes.length, 0);

/** A collection names its items by their numbers; they begin with 1. */
function collectionsIn(papers: readonly Paper[]): Readonly<Record<string, object>> {
  const names = collectionsOf(papers);
  return Object.fromEntries(
    names.map((name) => {
      const parent = parentOf(name);
      return [
        zoteroKey(name),
        {
          key: zoteroKey(name),
          parent: parent === undefined ? false : zoteroKey(parent),
          name: lastPart(name),
          collections: names.filter((each) => parentOf(each) === name).map(zoteroKey),
          items: papers.flatMap(({ collections = [] }, at) => (collections.includes(name) ? [at + 1] : [])),
        },
      ];
    }),
  );
}

interface Written {
  readonly key: string;
  readonly number: number;
  readonly pathOf: PathOf;
  readonly losses: Losses;
}

/** Notes that lie on the pages are annotations of its PDFs; the others stand below the item. */
function itemOf(paper: Paper, notes: readonly Note[], { key, number, pathOf, losses }: Written): object {
  const { kind, authors, title, year, venue, arxiv, doi, url } = referenceOf(paper);
  const onPages = notes.filter(({ region }) => region !== undefined);
  const others = notes.filter(({ region }) => region === undefined);
  return {
    itemType: types[kind],
    itemID: number,
    itemKey: zoteroKey(paper.id),
    citationKey: key,
    title,
    creators: authors.map(({ family, given, suffix, isWhole }) =>
      isWhole
        ? { creatorType: "author", name: family }
        : { creatorType: "author", firstName: [given, suffix].filter(Boolean).join(", "), lastName: family },
    ),
    ...(paper.abstract === "" ? {} : { abstractNote: paper.abstract }),
    ...(year === undefined ? {} : { date: year }),
    ...(venue === undefined
      ? {}
      : { [kind === "proceedings" ? "proceedingsTitle" : "publicationTitle"]: venue }),
    ...(doi === undefined ? {} : { DOI: doi }),
    ...(url === undefined ? {} : { url }),
    ...(arxiv !== undefined && kind === "preprint" ? { archiveID: `arXiv:${arxiv}` } : {}),
    extra: [
      `Citation Key: ${key}`, // the field of this name is left out when it is read
      ...(arxiv !== undefined && kind !== "preprint" ? [`arXiv: ${arxiv}`] : []),
    ].join("\n"),
    tags: paper.tags.map((tag) => ({ tag })),
    attachments: byPdf(paper, onPages).flatMap(({ pdf, notes: within }) => {
      const path = pdf === undefined ? undefined : pathOf(paper, pdf);
      if (path === undefined && within.length === 0) return [];
      return {
        itemType: "attachment",
        title: "PDF",
        contentType: "application/pdf",
        mimeType: "application/pdf",
        ...(path === undefined ? {} : { path }),
        annotations: within.map((note) => annotationOf(note, losses)),
      };
    }),
    notes: others.map((note) => {
      losses.besides(note);
      return { key: zoteroKey(note.id), note: asHtml(note) };
    }),
  };
}

interface NotesOfPdf {
  readonly pdf: PaperPdf | undefined;
  readonly notes: readonly Note[];
}

/** Those of a file that is not here go with the first, as they do in the reader. */
function byPdf({ pdfs }: Paper, notes: readonly Note[]): readonly NotesOfPdf[] {
  const home = ({ region }: Note): PaperPdf | undefined =>
    pdfs.find(({ fingerprint }) => fingerprint === region?.fingerprint) ?? pdfs[0];
  return (pdfs.length === 0 ? [undefined] : pdfs).map((pdf) => ({
    pdf,
    notes: notes.filter((note) => home(note) === pdf),
  }));
}

function annotationOf(note: Note, losses: Losses): object {
  const { id, quote, comment, color, style, tags, author, created, modified, region } = note;
  const [first, second, ...more] = region?.parts ?? [];
  const follows = second !== undefined && second.page === (first?.page ?? 0) + 1 ? second.rects : undefined;
  if (more.length > 0 || (second !== undefined && follows === undefined)) losses.parts++;
  if (style === "strike") losses.struck++;
  losses.besides(note);
  return {
    itemType: "annotation",
    key: zoteroKey(id),
    annotationType: kinds[style],
    annotationAuthorName: author,
    ...(quote === "" ? {} : { annotationText: quote }),
    ...(comment === "" ? {} : { annotationComment: comment }),
    annotationColor: colours[color],
    annotationPageLabel: String(first?.page ?? ""),
    annotationSortIndex: sortIndexOf(first),
    annotationPosition: JSON.stringify({
      pageIndex: (first?.page ?? 1) - 1,
      ...(first?.strokes === undefined ? { rects: first?.rects ?? [] } : { width: 2, paths: first.strokes }),
      ...(follows === undefined ? {} : { nextPageRects: follows }),
    }),
    tags: tags.map((tag) => ({ tag })),
    dateAdded: created,
    dateModified: modified,
  };
}

/** Page, letter and height, by which Zotero sorts; the height is told by nothing that is kept here. */
const sortIndexOf = (part: RegionPart | undefined): string =>
  [
    String((part?.page ?? 1) - 1).padStart(5, "0"),
    String(part?.text.start ?? 0).padStart(6, "0"),
    "00000",
  ].join("|");

/** What their format has no place for, counted. */
class Losses {
  parts = 0;
  struck = 0;
  #answers = 0;
  #links = 0;

  besides({ replies, links = [], region }: Note): void {
    if (region !== undefined) this.#answers += replies.length; // those of others stand in their HTML
    this.#links += links.length;
  }

  inWords(): readonly string[] {
    return [
      this.#answers === 0 ? "" : `${counted(this.#answers, "answer")} to notes on pages`,
      this.#links === 0 ? "" : `${counted(this.#links, "link")} to lines of files`,
      this.struck === 0
        ? ""
        : `that ${counted(this.struck, "note")} strike words out: they are highlights there`,
      this.parts === 0 ? "" : `all but the first two pages of ${counted(this.parts, "note")}`,
    ].filter(Boolean);
  }
}

function asHtml(note: Note): string {
  const { quote, comment, tags, replies, author, created } = note;
  const page = pageOfNote(note);
  const where = page === undefined ? "" : ` (p. ${page})`;
  return [
    quote === "" ? "" : `<blockquote>${plain(quote)}${where}</blockquote>`,
    comment === "" ? "" : `<p>${plain(comment)}</p>`,
    tags.length === 0 ? "" : `<p>${plain(tags.map((tag) => `#${tag}`).join(" "))}</p>`,
    ...replies.map((reply) => `<p>${plain(reply.author)}: ${plain(reply.comment)}</p>`),
    `<p>${plain(author)}, ${created.slice(0, 10)}${quote === "" ? where : ""}</p>`,
  ].join("");
}

const plain = (text: string): string =>
  text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;").replace(/\n/gu, "<br>");
