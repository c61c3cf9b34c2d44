/** Adds papers by whatever names them. Without an argument it asks first and fetches nothing before Enter. */
import * as vscode from "vscode";
import type { Paper, PaperDraft } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { finished, type ImportProblem } from "../../library/importers/importer.ts";
import { nothingAdded, type AddReport } from "../../library/addDrafts.ts";
import type { Library } from "../../library/library.ts";
import { joined } from "../../library/paperChanges.ts";
import { PaperLookup } from "../../library/paperLookup.ts";
import { describe } from "../../sources/describe.ts";
import { fetchPapers } from "../../sources/fetchPapers.ts";
import { findTitle, type Candidates } from "../../sources/findTitle.ts";
import type { Courier } from "../../sources/net/courier.ts";
import { entriesFormat, importText, type TextFormat } from "../../sources/recognise.ts";
import { understand, type Wanted } from "../../sources/understand.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { commands } from "../workspace/names.ts";
import { askWhatToAdd, type Confirmed } from "./addPaperInput.ts";
import type { PaperImport } from "./importPapers.ts";
import { tellReport, undoAdding, type TakeBack } from "./importReport.ts";
import { inSteps } from "./importProgress.ts";
import { chooseCandidates, type FoundTitle } from "./titlePick.ts";

export interface AddPaperPorts {
  readonly library: Library;
  readonly courier: Courier;
  readonly imports: PaperImport;
  /** YYYY-MM-DD. */
  readonly today: () => string;
  readonly onAdded: (papers: readonly Paper[]) => void;
}

type WantedTitle = FoundTitle["wanted"];
const isTitle = (wanted: Wanted): wanted is WantedTitle => wanted.kind === "title";
/** Without a person to ask, only the very title is taken. */
const surely = 0.9;
const [shortestPage, longestPage] = [1_500, 2_000_000];

export class AddPaper {
  readonly #ports: AddPaperPorts;

  constructor(ports: AddPaperPorts) {
    this.#ports = ports;
  }

  /** @param given a text that names papers: then nothing is asked, or `{ ask: text }`. Answers the ids of the papers. */
  async add(given: unknown): Promise<readonly PaperId[] | undefined> {
    if (vscode.workspace.workspaceFolders === undefined)
      throw new Error("Open a folder first: papers are kept in it");
    if (typeof given !== "string") return this.#ask(listIn(given));
    const confirmed = this.#understood(given);
    if (confirmed.entries === undefined && confirmed.wanted.length === 0)
      throw new Error(
        `"${given.trim().slice(0, 80)}" names no paper. Give an id, an address, a DOI or a title`,
      );
    return this.#run(confirmed, async (found) =>
      found.map(({ candidates: [best] }) =>
        best !== undefined && best.likeness >= surely ? best.draft : undefined,
      ),
    );
  }

  async #ask(text?: string): Promise<readonly PaperId[] | undefined> {
    const { library } = this.#ports;
    const papers = await library.papers();
    const confirmed = await askWhatToAdd(
      {
        lookup: new PaperLookup(papers),
        paper: (id) => (id === undefined ? undefined : library.get(id)),
        formatOf: (each) => this.#formatOf(each),
      },
      text,
    );
    if (confirmed === undefined) return undefined;
    return this.#run(confirmed, chooseCandidates);
  }

  #understood(text: string): Confirmed {
    return this.#formatOf(text) === undefined ? understand(text) : { wanted: [], entries: text };
  }

  /** A page of text has no marks: it is one when papers are found in it. */
  #formatOf(text: string): TextFormat | undefined {
    const format = entriesFormat(text);
    if (format !== undefined || text.length < shortestPage || text.length > longestPage) return format;
    return finished(importText(text, this.#ports.today())).drafts.length > 0 ? "dailyPapers" : undefined;
  }

  async #run({ wanted, entries }: Confirmed, choose: Choose): Promise<readonly PaperId[]> {
    const reports: AddReport[] = [];
    if (entries !== undefined) reports.push(await this.#import(entries));
    const named = wanted.filter((each) => !isTitle(each));
    if (named.length > 0) reports.push(await this.#fetch(named));
    const titles = wanted.filter(isTitle);
    if (titles.length > 0) reports.push(await this.#look(titles, choose));
    const report = together(reports);
    const papers = [...report.added, ...report.updated, ...report.unchanged];
    this.#ports.onAdded(report.added);
    void tell(report, papers, (changes) => this.#ports.library.undo(changes));
    return papers.map(({ id }) => id);
  }

  #import(entries: string): Promise<AddReport> {
    return withProgress("Adding papers", (progress, signal) =>
      this.#ports.imports.quietly(entries, signal, inSteps(progress)),
    );
  }

  #fetch(wanted: readonly Exclude<Wanted, WantedTitle>[]): Promise<AddReport> {
    const { library, courier } = this.#ports;
    return withProgress("Adding papers", async (progress, signal) => {
      const reports: AddReport[] = [];
      const problems: ImportProblem[] = [];
      try {
        const fetched = fetchPapers(courier, wanted, {
          signal,
          onStep: (each, source) => progress.report({ message: `${describe(each)} from ${source}` }),
          onDone: (_done, all) => progress.report({ increment: 100 / all }),
        });
        for await (const { wanted: each, found } of fetched)
          if (found.ok) reports.push(await library.add(found.value, { signal }));
          else problems.push({ where: describe(each), why: found.why });
      } catch (thrown) {
        if (!signal.aborted) throw thrown;
        reports.push({ ...nothingAdded, cancelled: true }); // what came until then stays
      }
      return together([...reports, { ...nothingAdded, problems }]);
    });
  }

  async #look(titles: readonly WantedTitle[], choose: Choose): Promise<AddReport> {
    const found = await this.#find(titles);
    const drafts = found.length === 0 ? [] : await choose(found);
    const reports: AddReport[] = found.length < titles.length ? [{ ...nothingAdded, cancelled: true }] : [];
    const unfound = found.flatMap((each, index) =>
      // Whoever has seen what was found, and took nothing, need not be told so.
      drafts[index] === undefined && (choose !== chooseCandidates || each.candidates.length === 0)
        ? [{ where: describe(each.wanted), why: whyNone(each) }]
        : [],
    );
    reports.push({ ...nothingAdded, problems: unfound });
    const chosen = drafts.filter((draft) => draft !== undefined);
    if (chosen.length > 0) reports.push(await this.#ports.library.add(chosen));
    // A search tells little: what the paper's own source says is fetched as well.
    const own = chosen.flatMap(({ abstract, identifiers = [] }) =>
      abstract === ""
        ? understand(identifiers.join("\n"))
            .wanted.filter((each) => !isTitle(each))
            .slice(0, 1)
        : [],
    );
    if (own.length > 0) reports.push(await this.#fetch(own));
    return together(reports);
  }

  /** What was found until the person stopped it. */
  #find(titles: readonly WantedTitle[]): Promise<readonly FoundTitle[]> {
    return withProgress("Looking for papers", async (progress, signal) => {
      const found: FoundTitle[] = [];
      try {
        for (const wanted of titles) {
          const onStep = (source: string): void =>
            progress.report({ message: `${describe(wanted).slice(0, 80)} at ${source}` });
          found.push({ wanted, ...(await findTitle(this.#ports.courier, wanted.title, { signal, onStep })) });
          progress.report({ increment: 100 / titles.length });
        }
      } catch (thrown) {
        if (!signal.aborted) throw thrown;
      }
      return found;
    });
  }
}

/** For each title the paper that is meant, if one is. */
type Choose = (found: readonly FoundTitle[]) => Promise<readonly (PaperDraft | undefined)[]>;

/** Such as the list of papers that a file holds. */
const listIn = (given: unknown): string | undefined =>
  typeof given === "object" && given !== null && "ask" in given && typeof given.ask === "string"
    ? given.ask
    : undefined;

const whyNone = ({ candidates, refusals }: Candidates): string =>
  candidates.length > 0
    ? "papers of other titles were found, and none of this one"
    : ["no paper of this title was found", ...refusals].join("; ");

/** As they stand after the last of the reports; a paper that is new in one of them is new. */
function together(reports: readonly AddReport[]): AddReport {
  const newest = new Map<PaperId, Paper>();
  const states = new Map<PaperId, "added" | "updated" | "unchanged">();
  for (const report of reports)
    for (const state of ["added", "updated", "unchanged"] as const)
      for (const paper of report[state]) {
        newest.set(paper.id, paper);
        const before = states.get(paper.id);
        if (before === undefined || (before === "unchanged" && state === "updated"))
          states.set(paper.id, state);
      }
  const inState = (state: string): readonly Paper[] =>
    [...newest.values()].filter(({ id }) => states.get(id) === state);
  return {
    added: inState("added"),
    updated: inState("updated"),
    unchanged: inState("unchanged"),
    problems: reports.flatMap(({ problems }) => problems),
    cancelled: reports.some(({ cancelled }) => cancelled),
    changes: joined(reports.flatMap(({ changes }) => changes)),
  };
}

function withProgress<T>(
  title: string,
  work: (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    signal: AbortSignal,
  ) => Promise<T>,
): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        const abort = abortedBy(token);
        return work(progress, abort.signal);
      },
    ),
  );
}

/** Of one paper its name and a way to it; of several, or where something failed, the report. */
async function tell(report: AddReport, papers: readonly Paper[], takeBack: TakeBack): Promise<void> {
  const [paper, ...others] = papers;
  if (paper === undefined && report.problems.length === 0 && !report.cancelled) return;
  if (paper === undefined || others.length > 0 || report.problems.length > 0 || report.cancelled)
    return tellReport(report, takeBack);
  const [open, undo] = ["Open", "Undo"];
  const withdrawn =
    paper.withdrawn === undefined ? "" : ` It was withdrawn: ${paper.withdrawn.slice(0, 200)}`;
  const already = report.added.length > 0 ? "" : " already";
  const show =
    paper.withdrawn === undefined ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await show(
    `“${paper.title.slice(0, 120)}” is${already} in the library.${withdrawn}`,
    open,
    ...(report.changes.length > 0 ? [undo] : []),
  );
  if (answer === undo) return undoAdding(report.changes, takeBack);
  if (answer === open) await vscode.commands.executeCommand(commands.open, paper.id);
}
