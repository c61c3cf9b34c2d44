/** Asks the sources of papers what they say of them now. What a person has typed stays, and all of it can be undone. */
import * as vscode from "vscode";
import { counted } from "../../base/counted.ts";
import type { Clock } from "../../base/ports.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { clip } from "../../library/markdownText.ts";
import { withDraft } from "../../library/merge.ts";
import { joined, type PaperChange } from "../../library/paperChanges.ts";
import { newerVersion } from "../../domain/versions.ts";
import { refreshed } from "../../library/refreshed.ts";
import { describe, whoIsAsked } from "../../sources/describe.ts";
import { fetchPapers } from "../../sources/fetchPapers.ts";
import type { Courier } from "../../sources/net/courier.ts";
import { nameOf, understand, type Wanted } from "../../sources/understand.ts";
import type { CommandBody } from "./registered.ts";
import { abortedBy } from "../workspace/aborted.ts";

export interface UpdatePapersPorts {
  readonly library: Library;
  readonly courier: Courier;
  readonly clock: Clock;
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
}

type Named = Exclude<Wanted, { kind: "title" }>;

interface Asked {
  readonly wanted: Named;
  readonly paper: PaperId;
  /** The first source's word counts; the next ones fill gaps, and tell of retractions. */
  readonly isFirst: boolean;
}

const mostNames = 2;

/** arXiv knows of versions and withdrawals, DOIs of where a paper came out and of retractions. */
function namesToAsk({ identifiers }: Paper): readonly Named[] {
  const named = understand(identifiers.join("\n")).wanted.filter((each) => each.kind === "paper");
  const rank = ({ by }: (typeof named)[number]): number => ["arxiv", "doi"].indexOf(by);
  return [...named].sort((a, b) => (rank(a) >>> 0) - (rank(b) >>> 0)).slice(0, mostNames);
}

interface Update {
  readonly changes: readonly PaperChange[];
  /** For the report, a line a paper. */
  readonly lines: readonly string[];
  readonly failed: readonly string[];
}

/** Called with papers it asks nothing. @returns the ids of those that changed */
export const updatePapers =
  (ports: UpdatePapersPorts): CommandBody =>
  async (...args) => {
    const papers = await ports.chosen(args);
    const wanted = new Map<string, Asked>();
    for (const paper of papers)
      for (const [at, each] of namesToAsk(paper).entries())
        wanted.set(nameOf(each), { wanted: each, paper: paper.id, isFirst: at === 0 });
    if (wanted.size === 0)
      throw new Error("No source can be asked: the paper has neither an arXiv id nor a DOI");
    const isUnseen = args[0] === undefined || asksFirst(args[2]);
    if (
      isUnseen &&
      !(await mayAsk(
        [...wanted.values()].map((each) => each.wanted),
        papers.length,
      ))
    )
      return [];
    const update = await withProgress(ports, wanted);
    void tell(ports.library, update);
    return [...new Set(update.changes.map(({ id }) => id))];
  };

/** Called by a button, in place of a person who has chosen papers. */
const asksFirst = (options: unknown): boolean =>
  typeof options === "object" && options !== null && "ask" in options && options.ask === true;

/** From the palette nobody has seen yet who will be asked. */
async function mayAsk(wanted: readonly Named[], papers: number): Promise<boolean> {
  const [first] = wanted;
  const ask = "Ask";
  const answer =
    first === undefined
      ? undefined
      : await vscode.window.showInformationMessage(
          `Ask what is known of ${counted(papers, "paper")} now?`,
          { modal: true, detail: [...new Set(wanted.map(whoIsAsked))].slice(0, 6).join("\n") },
          ask,
        );
  return answer === ask;
}

function withProgress(
  { library, courier, clock }: UpdatePapersPorts,
  wanted: ReadonlyMap<string, Asked>,
): Promise<Update> {
  const work = async (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    signal: AbortSignal,
  ): Promise<Update> => {
    const changes: PaperChange[] = [];
    const [lines, failed]: [string[], string[]] = [[], []];
    const fetched = fetchPapers(
      courier,
      [...wanted.values()].map((each) => each.wanted),
      {
        signal,
        onStep: (each, source) => progress.report({ message: `${describe(each)} from ${source}` }),
        onDone: (_done, all) => progress.report({ increment: 100 / all }),
      },
    );
    try {
      for await (const { wanted: each, found } of fetched) {
        const asked = wanted.get(nameOf(each));
        if (asked === undefined) continue;
        const { paper, isFirst } = asked;
        if (!found.ok) {
          if (isFirst) failed.push(`${describe(each)}: ${found.why}`);
          continue;
        }
        const fields = new Set<string>();
        const now = clock.now();
        const [draft, ...others] = found.value;
        const change = await library.changeAll([paper], (before) => {
          if (draft === undefined) return before;
          if (!isFirst) return found.value.reduce((sum, one) => withDraft(sum, one, now), before);
          const after = refreshed(before, draft, now);
          for (const field of after.fields) fields.add(field);
          // The others only fill gaps.
          return others.reduce((sum, other) => withDraft(sum, other, now), after.paper);
        });
        changes.push(...change);
        const known = library.get(paper);
        if (change.length > 0 && known !== undefined) lines.push(lineOf(known, [...fields]));
      }
    } catch (thrown) {
      if (!signal.aborted) throw thrown; // what came until then stays
    }
    return { changes: joined(changes), lines, failed };
  };
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: "Updating papers", cancellable: true },
      (progress, token) => {
        const stop = abortedBy(token);
        return work(progress, stop.signal);
      },
    ),
  );
}

function lineOf(paper: Paper, fields: readonly string[]): string {
  const version = newerVersion(paper);
  const newer = version === undefined ? "" : `; version ${version} is out, and an older PDF is attached`;
  const withdrawn = fields.includes("withdrawn") ? `; WITHDRAWN: ${clip(paper.withdrawn ?? "", 100)}` : "";
  return `${clip(paper.title, 80)}: ${fields.join(", ")}${newer}${withdrawn}`;
}

async function tell(library: Library, { changes, lines, failed }: Update): Promise<void> {
  const [undo, report] = ["Undo", "Show Report"];
  const summary = changes.length === 0 ? "Nothing is new." : `Updated ${counted(changes.length, "paper")}.`;
  const trouble = failed.length === 0 ? "" : ` ${counted(failed.length, "paper")} could not be asked for.`;
  const show = failed.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const answer = await show(
    summary + trouble,
    ...(lines.length + failed.length > 0 ? [report] : []),
    ...(changes.length > 0 ? [undo] : []),
  );
  if (answer === undo) await library.undo(changes);
  if (answer !== report) return;
  const content = [
    `# ${summary}`,
    ...lines.map((line) => `- ${line}`),
    ...(failed.length === 0 ? [] : ["## Not asked"]),
    ...failed.map((line) => `- ${line}`),
  ].join("\n\n");
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: "markdown", content }),
  );
}
