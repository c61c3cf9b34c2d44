/** Search as you type: a Quick Pick that is answered on every keystroke, in the order of the ranking. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { reasonOf } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { completed, completions, type Values } from "../../search/query/complete.ts";
import { parseQuery } from "../../search/query/parseQuery.ts";
import { asksNothing } from "../../search/query/tree.ts";
import { commands } from "../workspace/names.ts";
import { fieldValues } from "./fieldValues.ts";
import type { LibrarySearch } from "../../librarySearch/librarySearch.ts";
import { followPapers, isPaper, openRow, withButtons, type PaperItem } from "./paperRows.ts";
import { keepRanking } from "./rankedPick.ts";
import { foundRows, latestRows } from "./searchRows.ts";

/** A row that is no paper: it says what to do when there is none to show. */
interface HintItem extends vscode.QuickPickItem {
  readonly run: string;
}

/** A row that goes on with the query. */
interface CompletionItem extends vscode.QuickPickItem {
  readonly query: string;
}

type Row = PaperItem | HintItem | CompletionItem;

interface Rows {
  readonly rows: readonly Row[];
  readonly remark: string;
  readonly isComplete: boolean;
}

const inSideBar: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("list-filter"),
  tooltip: "Go on in the Search view",
};

const importHint = (label: string): HintItem => ({ label, run: commands.importPapers, alwaysShow: true });

export async function pickPaper(library: Library, search: LibrarySearch): Promise<void> {
  const own = new Disposables();
  const pick = own.add(vscode.window.createQuickPick<Row>());
  pick.placeholder =
    'Search papers and notes. Also: author: title: tag: year:2023..2025 is:unread "a phrase" -not';
  pick.buttons = [inSideBar];
  pick.keepScrollPosition = false;
  keepRanking(pick);
  pick.busy = true;
  pick.show();

  let papers: readonly Paper[] = [];
  let values: Values | undefined;
  /** The question that waits for its answer; the next one calls it off. */
  let asking = new AbortController();
  own.add({ dispose: () => asking.abort() });
  const show = async (query: string): Promise<void> => {
    asking.abort();
    const { signal } = (asking = new AbortController());
    pick.busy = true;
    const { rows, remark, isComplete } = await rowsFor(query, papers, search, signal);
    if (signal.aborted || own.disposed) return;
    values ??= fieldValues(papers);
    pick.items = [...continued(query, values), ...rows];
    pick.title = remark === "" ? undefined : remark;
    pick.busy = !isComplete;
    if (!isComplete) showAgain(signal);
  };
  /** Asks once more when all papers are there, unless something else was typed meanwhile. */
  const showAgain = (signal: AbortSignal): void =>
    void search.whenComplete().then(
      () => (signal.aborted || own.disposed ? undefined : show(pick.value)),
      () => undefined, // the next key is answered with the reason
    );

  own.add(pick.onDidChangeValue((query) => void show(query)));
  own.add(followPapers(pick));
  own.add(
    pick.onDidTriggerButton(() => {
      const query = pick.value;
      pick.hide();
      void vscode.commands.executeCommand(commands.showSearch, query);
    }),
  );
  own.add(
    pick.onDidAccept(() => {
      const [row] = pick.selectedItems;
      if (row !== undefined && "query" in row) {
        pick.value = row.query;
        void show(row.query);
        return;
      }
      pick.hide();
      if (row === undefined) return;
      if (isPaper(row)) openRow(row);
      else void vscode.commands.executeCommand(row.run);
    }),
  );
  own.add(pick.onDidHide(() => own.dispose()));

  search.warm();
  papers = await library.papers();
  await show(pick.value);
}

/** Ways to go on behind "author:" and the like. Names of fields are not offered: a word is a word first of all. */
function continued(query: string, values: Values): readonly CompletionItem[] {
  return completions(query, values)
    .filter(({ text }) => !text.endsWith(":"))
    .map((each) => {
      const next = completed(query, each);
      return { label: `$(filter) ${next.trim()}`, description: each.what, query: next, alwaysShow: true };
    });
}

async function rowsFor(
  query: string,
  papers: readonly Paper[],
  search: LibrarySearch,
  signal: AbortSignal,
): Promise<Rows> {
  const only = (row: Row): Rows => ({ rows: [row], remark: "", isComplete: true });
  if (papers.length === 0) return only(importHint("Your library is empty. Import papers…"));
  const parsed = parseQuery(query, 0);
  if (asksNothing(parsed)) {
    const remark = parsed.problems.map(({ why }) => why).join(" · ");
    return { rows: withButtons(latestRows(papers, vscode.env.language)), remark, isComplete: true };
  }
  try {
    const found = await foundRows(query, search, vscode.env.language, signal);
    if (found.rows.length > 0) return { ...found, rows: withButtons(found.rows) };
    return { ...found, rows: [importHint(`No paper matches “${query.trim()}”. Import more papers…`)] };
  } catch (thrown) {
    return only({
      label: `Search failed: ${reasonOf(thrown)}. Try again…`,
      run: commands.search,
      alwaysShow: true,
    });
  }
}
