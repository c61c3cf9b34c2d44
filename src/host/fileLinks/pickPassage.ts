/** Asks for the passage of a paper that lines are linked to: first the paper, found as in the search, then a note or sentence. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { reasonOf } from "../../base/result.ts";
import { sentencesOf } from "../../base/sentences.ts";
import { textAt, type Span } from "../../base/span.ts";
import type { AnnotationId } from "../../domain/annotation.ts";
import { pageOfNote, type Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import { clip, plainWords } from "../../library/markdownText.ts";
import { readableMath } from "../../library/plainTex.ts";
import { keepRanking } from "../search/rankedPick.ts";
import type { LibrarySearch } from "../../librarySearch/librarySearch.ts";
import { foundRows, latestRows, withoutIcons, type SearchRow } from "../search/searchRows.ts";

export interface ChosenPassage {
  readonly paper: Paper;
  /** A note on it, or words of its abstract; with neither it is the whole paper. */
  readonly note?: AnnotationId;
  readonly passage?: Span;
}

export interface PassagePorts {
  readonly search: LibrarySearch;
  readonly papers: readonly Paper[];
  /** Offered before anything is typed. */
  readonly first: readonly Paper[];
  readonly notesOf: (paper: Paper) => Promise<readonly Note[]>;
}

const longest = 110;

/** `undefined` where the person gave it up. */
export async function pickPassage(ports: PassagePorts): Promise<ChosenPassage | undefined> {
  let query = "";
  for (;;) {
    const row = await pickPaper(ports, query);
    if (row === undefined) return undefined;
    query = row.query;
    const {
      paper,
      place: { note },
    } = row;
    if (note !== undefined) return { paper, note: note as AnnotationId };
    const chosen = await pickWithin(paper, await ports.notesOf(paper));
    if (chosen !== "back") return chosen;
  }
}

type PaperRow = vscode.QuickPickItem & Partial<SearchRow>;

function pickPaper(
  { search, papers, first }: PassagePorts,
  query: string,
): Promise<(SearchRow & { readonly query: string }) | undefined> {
  const own = new Disposables();
  const pick = own.add(vscode.window.createQuickPick<PaperRow>());
  pick.title = "Link to Passage (1/2): Paper";
  pick.placeholder = "Search papers and notes";
  pick.value = query;
  keepRanking(pick);
  let asking = new AbortController();
  const show = async (): Promise<void> => {
    asking.abort();
    const { signal } = (asking = new AbortController());
    pick.busy = true;
    const rows = await rowsFor(pick.value, signal);
    if (signal.aborted || own.disposed) return;
    pick.items = rows;
    pick.busy = false;
  };
  const rowsFor = async (words: string, signal: AbortSignal): Promise<readonly PaperRow[]> => {
    if (papers.length === 0)
      return [{ label: "Your library is empty. Import papers first", alwaysShow: true }];
    if (words.trim() === "") return begin(papers, first);
    try {
      const { rows } = await foundRows(words, search, vscode.env.language, signal);
      return rows.length > 0 ? rows : [{ label: `No paper matches “${words.trim()}”`, alwaysShow: true }];
    } catch (thrown) {
      return [{ label: `Search failed: ${reasonOf(thrown)}`, alwaysShow: true }];
    }
  };
  return new Promise((resolve) => {
    own.add(pick.onDidChangeValue(() => void show()));
    own.add(
      pick.onDidAccept(() => {
        const [row] = pick.selectedItems;
        if (row === undefined || !isRow(row)) return;
        resolve({ ...row, query: pick.value });
        pick.hide();
      }),
    );
    own.add(
      pick.onDidHide(() => {
        asking.abort();
        own.dispose();
        resolve(undefined);
      }),
    );
    pick.show();
    search.warm();
    void show();
  });
}

const isRow = (row: PaperRow): row is vscode.QuickPickItem & SearchRow => row.paper !== undefined;

function begin(papers: readonly Paper[], first: readonly Paper[]): readonly PaperRow[] {
  const { language } = vscode.env;
  const others = papers.filter((paper) => !first.includes(paper));
  if (first.length === 0) return latestRows(others, language);
  return [
    { label: "Open or linked here", kind: vscode.QuickPickItemKind.Separator },
    ...latestRows(first, language),
    { label: "Latest", kind: vscode.QuickPickItemKind.Separator },
    ...latestRows(others, language),
  ];
}

interface PassageRow extends vscode.QuickPickItem {
  readonly chosen?: ChosenPassage;
}

function pickWithin(paper: Paper, notes: readonly Note[]): Promise<ChosenPassage | "back" | undefined> {
  const own = new Disposables();
  const pick = own.add(vscode.window.createQuickPick<PassageRow>());
  pick.title = `Link to Passage (2/2): ${clip(readableMath(paper.title), 50)}`;
  pick.placeholder = "Choose a note, a sentence of the abstract, or the whole paper";
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = [vscode.QuickInputButtons.Back];
  pick.items = [
    { label: "$(book) The whole paper", chosen: { paper } },
    ...separated(
      "Notes and highlights",
      notes.map((note) => noteRow(paper, note)),
    ),
    ...separated("Abstract", sentenceRows(paper)),
  ];
  return new Promise((resolve) => {
    own.add(
      pick.onDidTriggerButton(() => {
        resolve("back");
        pick.hide();
      }),
    );
    own.add(
      pick.onDidAccept(() => {
        resolve(pick.selectedItems[0]?.chosen);
        pick.hide();
      }),
    );
    own.add(
      pick.onDidHide(() => {
        own.dispose();
        resolve(undefined);
      }),
    );
    pick.show();
  });
}

const separated = (label: string, rows: readonly PassageRow[]): readonly PassageRow[] =>
  rows.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows];

function noteRow(paper: Paper, note: Note): PassageRow {
  const at = pageOfNote(note);
  const page = at === undefined ? "" : `p. ${at}`;
  const words = note.quote === "" ? "" : `“${clip(note.quote, longest)}”`;
  const said = clip(plainWords(note.comment), longest);
  return {
    label: `$(note) ${withoutIcons(words || said || "Note without words")}`,
    description: page,
    ...(words !== "" && said !== "" ? { detail: withoutIcons(said) } : {}),
    chosen: { paper, note: note.id },
  };
}

const sentenceRows = (paper: Paper): readonly PassageRow[] =>
  sentencesOf(paper.abstract).map((span) => ({
    label: `$(quote) ${withoutIcons(clip(readableMath(textAt(paper.abstract, span)), longest))}`,
    chosen: { paper, passage: span },
  }));
