/** The public API over the stores. */
import * as vscode from "vscode";
import type { MarginaliaApi, NewAnnotation } from "./api.ts";
import { colors, wordStyles, type AnnotationId } from "./domain/annotation.ts";
import type { Paper } from "./domain/paper.ts";
import type { PaperImport } from "./host/commands/importPapers.ts";
import type { Renditions } from "./host/pdf/renditions.ts";
import type { Readers } from "./host/reader/readers.ts";
import type { LibrarySearch } from "./librarySearch/librarySearch.ts";
import { findPaper } from "./library/findPaper.ts";
import type { Library } from "./library/library.ts";
import type { Notes } from "./notes/notes.ts";

export interface ApiParts {
  readonly library: Library;
  readonly notes: Notes;
  readonly search: LibrarySearch;
  readonly imports: PaperImport;
  readonly readers: Readers;
  readonly renditions: Renditions;
  /** Opens a paper at a note, on whichever side of it the note is. */
  readonly openAt: (paper: Paper, annotation: AnnotationId) => Promise<void>;
}

const defaultLimit = 20;

export function marginaliaApi({
  library,
  notes,
  search,
  imports,
  readers,
  renditions,
  openAt,
}: ApiParts): MarginaliaApi {
  const named = async (name: string): Promise<Paper> => {
    const paper = findPaper(await library.papers(), name);
    if (paper === undefined) throw new Error(`"${name.slice(0, 100)}" is not in the library`);
    return paper;
  };
  return Object.freeze<MarginaliaApi>({
    version: 1,
    papers: () => library.papers(),
    search: async (query, { limit = defaultLimit } = {}) =>
      (await search.search(query, limit)).map(({ paper, score, snippet, page }) => ({
        ...{ paper, score, snippet },
        ...(page === undefined ? {} : { page: page.number }),
      })),
    importPapers: (source) => {
      if (typeof source !== "string" && !(source instanceof vscode.Uri))
        throw new Error("Give a URI or the text of a page");
      return imports.quietly(source);
    },
    annotations: async (name) => {
      const { id } = await named(name);
      await notes.open(id);
      return notes.annotations(id);
    },
    annotate: async (name, annotation) => {
      const paper = await named(name);
      const { color, style, comment, tags, agent } = checked(annotation);
      const passage = passageOf(paper, annotation.quote);
      return notes.add(
        { paper: paper.id, passage, color, style, comment, tags },
        agent === undefined ? undefined : { name: agent.trim(), isAgent: true },
      );
    },
    open: async (name, at = {}) => {
      const paper = await named(name);
      const { annotation, quote, page } = at;
      if (annotation) return openAt(paper, annotation as AnnotationId);
      if (page !== undefined) {
        const isOpen = await renditions.openPdf(paper, { page, ...(quote && { quote }) });
        if (!isOpen) throw new Error("The PDF of this paper is not there any more");
        return;
      }
      await readers.open(paper.id, quote ? { place: { quote } } : {});
    },
  });
}

function passageOf({ abstract }: Paper, quote: string | undefined) {
  if (quote === undefined) return undefined;
  const start = quote === "" ? -1 : abstract.indexOf(quote);
  if (start === -1) throw new Error("The quote is not in the abstract");
  return { text: abstract, span: { start, end: start + quote.length } };
}

/** Callers in JavaScript are not checked by types. */
function checked(annotation: NewAnnotation): NewAnnotation {
  const { color, style, comment, tags, agent } = annotation;
  if (color !== undefined && !colors.includes(color))
    throw new Error(`The colour is one of ${colors.join(", ")}`);
  if (style !== undefined && !wordStyles.includes(style))
    throw new Error(`The style is one of ${wordStyles.join(", ")}`);
  if (comment !== undefined && typeof comment !== "string") throw new Error("The comment is Markdown text");
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === "string")))
    throw new Error("Tags are a list of texts");
  if (agent !== undefined && (typeof agent !== "string" || agent.trim() === ""))
    throw new Error("The agent is named by a text");
  return annotation;
}
