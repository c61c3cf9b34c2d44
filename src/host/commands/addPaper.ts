/** Adds papers by whatever names them. Without an argument it asks first and fetches nothing before Enter. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { finished, type ImportProblem } from "../../library/importers/importer.ts";
import { nothingAdded, type AddReport, type Library } from "../../library/library.ts";
import { PaperLookup } from "../../library/paperLookup.ts";
import { describe } from "../../sources/describe.ts";
import { fetchPapers } from "../../sources/fetchPapers.ts";
import { findTitle, type Candidates } from "../../sources/findTitle.ts";
import type { Courier } from "../../sources/net/courier.ts";
import { entriesFormat, importText, type TextFormat } from "../../sources/recognise.ts";
import { understand, type Wanted } from "../../sources/understand.ts";
import { commands } from "../workspace/names.ts";
import { askWhatToAdd, type Confirmed } from "./addPaperInput.ts";
import type { PaperImport } from "./importPapers.ts";
import { tellReport } from "./importReport.ts";
import { chooseCandidate } from "./titlePick.ts";

export interface AddPaperPorts {
  readonly library: Library;
  readonly courier: Courier;
  readonly imports: PaperImport;
  /** YYYY-MM-DD. */
  readonly today: () => string;
}

type WantedTitle = Extract<Wanted, { kind: "title" }>;
const isTitle = (wanted: Wanted): wanted is WantedTitle => wanted.kind === "title";
/** Without a person to ask, only the very title is taken. */
const surely = 0.9;
const pageLength = 1_500;

export class AddPaper {
  readonly #ports: AddPaperPorts;

  constructor(ports: AddPaperPorts) {
    this.#ports = ports;
  }

  /** @param given a text that names papers: then nothing is asked, or `{ ask: text }`. Answers the ids of the papers. */
  async add(given: unknown): Promise<readonly PaperId[] | undefined> {
    if (typeof given !== "string") return this.#ask(listIn(given));
    const confirmed = this.#understood(given);
    if (confirmed.entries === undefined && confirmed.wanted.length === 0)
      throw new Error(
        `"${given.trim().slice(0, 80)}" names no paper. Give an id, an address, a DOI or a title`,
      );
    return this.#run(confirmed, async ({ candidates }) => {
      const [best] = candidates;
      return best !== undefined && best.likeness >= surely ? best.draft : undefined;
    });
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
    return this.#run(confirmed, (found, { title }) => chooseCandidate(title, found));
  }

  #understood(text: string): Confirmed {
    return this.#formatOf(text) === undefined ? understand(text) : { wanted: [], entries: text };
  }

  /** A page of text has no marks: it is one when papers are found in it. */
  #formatOf(text: string): TextFormat | undefined {
    const format = entriesFormat(text);
    if (format !== undefined || text.length < pageLength) return format;
    return finished(importText(text, this.#ports.today())).drafts.length > 0 ? "dailyPapers" : undefined;
  }

  async #run(
    { wanted, entries }: Confirmed,
    choose: (found: Candidates, wanted: WantedTitle) => Promise<Chosen>,
  ): Promise<readonly PaperId[]> {
    const reports: AddReport[] = [];
    if (entries !== undefined) reports.push(await this.#ports.imports.quietly(entries));
    const named = wanted.filter((each) => !isTitle(each));
    if (named.length > 0) reports.push(await this.#fetch(named));
    for (const title of wanted.filter(isTitle)) {
      const report = await this.#look(title, choose);
      if (report === undefined) break;
      reports.push(report);
    }
    const report = together(reports);
    const papers = [...report.added, ...report.updated, ...report.unchanged];
    void tell(report, papers);
    return papers.map(({ id }) => id);
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

  /** `undefined` when the person stopped it. */
  async #look(
    wanted: WantedTitle,
    choose: (found: Candidates, wanted: WantedTitle) => Promise<Chosen>,
  ): Promise<AddReport | undefined> {
    const { library, courier } = this.#ports;
    const found = await withProgress(`Looking for ${describe(wanted).slice(0, 80)}`, (progress, signal) =>
      findTitle(courier, wanted.title, {
        signal,
        onStep: (source) => progress.report({ message: source }),
      }).catch((thrown: unknown) => {
        if (signal.aborted) return undefined;
        throw thrown;
      }),
    );
    if (found === undefined) return undefined;
    const draft = await choose(found, wanted);
    if (draft === undefined)
      return { ...nothingAdded, problems: [{ where: describe(wanted), why: whyNone(found) }] };
    const report = await library.add([draft]);
    // A search tells little: what the paper's own source says is fetched as well.
    const [own] = understand((draft.identifiers ?? []).join("\n")).wanted.filter((each) => !isTitle(each));
    if (draft.abstract !== "" || own === undefined) return report;
    const { updated, problems } = await this.#fetch([own]);
    return {
      ...report,
      updated: [...report.updated, ...updated],
      problems: [...report.problems, ...problems],
    };
  }
}

/** Such as the list of papers that a file holds. */
const listIn = (given: unknown): string | undefined =>
  typeof given === "object" && given !== null && "ask" in given && typeof given.ask === "string"
    ? given.ask
    : undefined;

type Chosen = Parameters<Library["add"]>[0][number] | undefined;

const whyNone = ({ candidates, refusals }: Candidates): string =>
  candidates.length > 0
    ? "none of the papers that were found was taken"
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
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        return work(progress, abort.signal);
      },
    ),
  );
}

/** Of one paper its name and a way to it; of several, or where something failed, the report. */
async function tell(report: AddReport, papers: readonly Paper[]): Promise<void> {
  const [paper, ...others] = papers;
  if (paper === undefined || others.length > 0 || report.problems.length > 0 || report.cancelled)
    return tellReport(report);
  const open = "Open";
  const withdrawn =
    paper.withdrawn === undefined ? "" : ` It was withdrawn: ${paper.withdrawn.slice(0, 200)}`;
  const already = report.added.length > 0 ? "" : " already";
  const show =
    paper.withdrawn === undefined ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await show(`“${paper.title.slice(0, 120)}” is${already} in the library.${withdrawn}`, open);
  if (answer === open) await vscode.commands.executeCommand(commands.open, paper.id);
}
