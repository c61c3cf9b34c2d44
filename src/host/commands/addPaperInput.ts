/** The field of Add Paper: takes whatever is pasted and says what it understood, and who would be asked, before anything is. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import type { PaperLookup, PaperName } from "../../library/paperLookup.ts";
import { describe, namesOfWanted, whoIsAsked } from "../../sources/describe.ts";
import { textMeant } from "../../sources/pastedText.ts";
import { textFormats, type TextFormat } from "../../sources/recognise.ts";
import { understand, type Wanted } from "../../sources/understand.ts";

export interface AddPaperInputPorts {
  readonly lookup: PaperLookup;
  readonly paper: (id: ReturnType<PaperLookup["find"]>) => Paper | undefined;
  /** Which format the entries in a text have, where it holds some. */
  readonly formatOf: (text: string) => TextFormat | undefined;
}

/** What the person has confirmed. */
export interface Confirmed {
  readonly wanted: readonly Wanted[];
  /** Entries, to be imported as they stand. */
  readonly entries?: string;
}

interface Row extends vscode.QuickPickItem {
  readonly wanted?: Wanted;
  readonly entries?: string;
}

const longestShown = 100;

/** @param given a text to begin with; without one, papers that the clipboard names are offered */
export async function askWhatToAdd(
  ports: AddPaperInputPorts,
  given?: string,
): Promise<Confirmed | undefined> {
  let clipboard = given ?? "";
  let isOpen = true;
  const pick = vscode.window.createQuickPick<Row>();
  try {
    pick.canSelectMany = true;
    pick.ignoreFocusOut = true; // whoever fetches an address from a browser comes back to it
    pick.placeholder = "Paste ids, addresses, DOIs, titles, BibTeX or RIS: one paper or many";
    const isOffered = (): boolean => given === undefined && pick.value.trim() === "";
    const entitle = (chosen: readonly Row[]): void => {
      pick.title = titleFor(chosen, isOffered() && pick.items.length > 0, pick.value);
    };
    const show = (): void => {
      const rows = isOffered() ? offered(clipboard, ports) : rowsFor(meant(pick.value, clipboard), ports);
      pick.items = rows;
      pick.selectedItems = rows;
      entitle(rows);
    };
    pick.onDidChangeValue(show);
    pick.onDidChangeSelection(entitle);
    show();
    pick.show();
    // A browser may ask the person first, and the field does not wait for that.
    if (given === undefined)
      void vscode.env.clipboard.readText().then(
        (text) => {
          clipboard = text;
          if (isOpen) show();
        },
        () => undefined,
      );
    return await new Promise<Confirmed | undefined>((resolve) => {
      pick.onDidAccept(() => {
        const chosen = pick.selectedItems;
        if (chosen.length === 0) return; // nothing is understood yet: the title says so
        const wanted = chosen.flatMap((row) => row.wanted ?? []);
        const [entries] = chosen.flatMap((row) => row.entries ?? []);
        resolve({ wanted, ...(entries === undefined ? {} : { entries }) });
      });
      pick.onDidHide(() => resolve(undefined));
    });
  } finally {
    isOpen = false;
    pick.dispose();
  }
}

function titleFor(chosen: readonly Row[], isOffered: boolean, value: string): string {
  const name = isOffered ? "Add Paper from the Clipboard" : "Add Paper";
  if (chosen.length === 0)
    return value.trim() === "" ? name : `${name}: nothing is chosen that could be added`;
  const isFetched = chosen.some(({ wanted }) => wanted !== undefined);
  return `${name}: Enter ${isFetched ? "fetches" : "adds"} ${chosen.length === 1 ? "this" : `these ${chosen.length}`}`;
}

/** A text that a command gives stands in for a field that is empty. */
const meant = (value: string, given: string): string =>
  value.trim() === "" ? given : textMeant(value, given);

/** What lies on the clipboard may be anything: it is offered when it names papers, and never as a title to be looked up. */
const offered = (text: string, ports: AddPaperInputPorts): Row[] =>
  rowsFor(text, ports).filter(({ wanted }) => wanted?.kind !== "title");

function rowsFor(text: string, ports: AddPaperInputPorts): Row[] {
  const format = ports.formatOf(text);
  if (format !== undefined)
    return [
      {
        label: `$(file-text) Entries in ${textFormats[format]}`,
        detail: "Taken from the text: nothing is fetched",
        alwaysShow: true,
        entries: text,
      },
    ];
  return understand(text).wanted.map((wanted) => rowFor(wanted, ports));
}

const icons = { paper: "globe", title: "search", day: "calendar" } as const;

function rowFor(wanted: Wanted, { lookup, paper }: AddPaperInputPorts): Row {
  // Names of papers have such a form, and what is pasted is only looked up.
  const known = paper(lookup.find(namesOfWanted(wanted) as readonly PaperName[]));
  const label = describe(wanted);
  return {
    label: `$(${icons[wanted.kind]}) ${label.length <= longestShown ? label : `${label.slice(0, longestShown - 1)}…`}`,
    ...(known === undefined ? {} : { description: `in the library: ${known.title.slice(0, 80)}` }),
    detail: whoIsAsked(wanted),
    alwaysShow: true,
    wanted,
  };
}
