/** Links are made from both of their ends: from lines of a file, and from a passage in a reader. */
import * as vscode from "vscode";
import type { Span } from "../../base/span.ts";
import type { AnnotationId } from "../../domain/annotation.ts";
import type { FilePlace } from "../../domain/fileLink.ts";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import type { NoteDraft } from "../../notes/compose.ts";
import type { Notes } from "../../notes/notes.ts";
import type { LibrarySearch } from "../../librarySearch/librarySearch.ts";
import { paperIdOf } from "../workspace/paperUri.ts";
import type { RecentEditors } from "../workspace/recentEditors.ts";
import { findPaper } from "../../library/findPaper.ts";
import type { FileLinks } from "./fileLinks.ts";
import { linkedFileOf } from "./linkedFile.ts";
import { linesAt, pickLines, type ChosenLines } from "./pickLines.ts";
import { pickPassage, type ChosenPassage } from "./pickPassage.ts";

export interface LinkPorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly links: FileLinks;
  readonly search: LibrarySearch;
  readonly recent: RecentEditors;
}

/** A note, else what a new note would be about. */
type PaperSide = { readonly note: AnnotationId } | Pick<NoteDraft, "passage" | "part">;

/** How the mark of a link looks: a line, since it is not there to set words off. */
const look = { style: "underline", color: "blue" } as const;

export class MakeLink {
  readonly #ports: LinkPorts;

  constructor(ports: LinkPorts) {
    this.#ports = ports;
  }

  /**
   * From the selection in front. With arguments nothing is asked.
   * @returns the id of the annotation; `undefined` where the person gave it up
   */
  async fromEditor(asked?: unknown): Promise<AnnotationId | undefined> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) throw new Error("Open a file and select the lines that you want to link");
    const { document } = editor;
    const linkable = linkedFileOf(document.uri, undefined);
    if (!linkable.ok) throw new Error(linkable.why);
    const lines = linesAt(editor);
    const papers = await this.#ports.library.papers();
    const given = givenIn(asked, papers);
    const to = given ?? (await this.#pick(document, papers));
    if (to === undefined) return undefined;
    const comment = given === undefined ? await askComment() : given.comment;
    if (comment === undefined) return undefined;
    const { paper, note, passage } = to;
    const end = { passage: passage && { text: paper.abstract, span: passage } };
    return this.#store(paper.id, note === undefined ? end : { note }, lines, comment);
  }

  /** From a reader, in which nothing can be asked. */
  async fromReader(paper: () => Promise<PaperId>, from: PaperSide): Promise<void> {
    const lines = await pickLines("Link to Code", this.#ports.recent.places);
    const comment = lines && (await askComment());
    if (lines === undefined || comment === undefined) return;
    await this.#store(await paper(), from, lines, comment);
    const file = vscode.workspace.asRelativePath(lines.document.uri);
    vscode.window.setStatusBarMessage(`Linked to ${file}`, 4000);
  }

  /** To a note on the passage the link is an answer, so that it goes wherever the note goes. */
  async #store(
    paper: PaperId,
    end: PaperSide,
    { document, span }: ChosenLines,
    comment: string,
  ): Promise<AnnotationId> {
    const { links, notes } = this.#ports;
    const places: readonly FilePlace[] = [links.placeFor(document, span, paper)];
    const stored =
      "note" in end
        ? await notes.reply(paper, end.note, comment, places)
        : await notes.add({ paper, ...end, ...look, comment, links: places });
    return stored.id;
  }

  async #pick(document: vscode.TextDocument, papers: readonly Paper[]): Promise<ChosenPassage | undefined> {
    const { search, links, notes } = this.#ports;
    await notes.ready();
    const isOpen = new Set(openPapers());
    const linked = new Set(links.in(document).map(({ paper }) => paper.id));
    return pickPassage({
      search,
      papers,
      first: papers.filter(({ id }) => isOpen.has(id) || linked.has(id)),
      notesOf: async (paper): Promise<readonly Note[]> => {
        await notes.open(paper.id);
        return notes.of(paper);
      },
    });
  }
}

const openPapers = (): readonly PaperId[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) => (input instanceof vscode.TabInputCustom ? (paperIdOf(input.uri) ?? []) : [])),
  );

/** Empty where there is nothing to say; `undefined` where the person gave it up. */
export const askComment = (value = ""): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: "Comment on the Link",
    prompt: "Optional: press Enter to leave it out",
    placeHolder: "implements eq. 4",
    ignoreFocusOut: true, // a reader takes the focus back when the list before it has closed
    value,
  });

interface Given extends ChosenPassage {
  readonly comment: string;
}

/** What code has called the command with: a paper, perhaps a note or a quote of its abstract, and a comment. */
function givenIn(asked: unknown, papers: readonly Paper[]): Given | undefined {
  if (typeof asked !== "object" || asked === null || !("paper" in asked)) return undefined;
  const {
    paper: name,
    note,
    quote,
    comment = "",
  } = { note: undefined, quote: undefined, ...asked } as Record<string, unknown>;
  const paper = typeof name === "string" ? findPaper(papers, name) : undefined;
  if (paper === undefined) throw new Error(`“${String(name).slice(0, 100)}” is not in the library`);
  const passage = typeof quote === "string" ? spanIn(paper, quote) : undefined;
  return {
    paper,
    comment: String(comment),
    ...(typeof note === "string" ? { note: note as AnnotationId } : {}),
    ...(passage === undefined ? {} : { passage }),
  };
}

function spanIn({ abstract }: Paper, quote: string): Span {
  const start = quote === "" ? -1 : abstract.indexOf(quote);
  if (start === -1) throw new Error("The quote is not in the abstract");
  return { start, end: start + quote.length };
}
