/** The command that exports notes: of which papers, in which way, and once more where words would be replaced. */
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";
import { groupingNamed } from "../../literature/grouping.ts";
import type { Notes } from "../../notes/notes.ts";
import { pickShelf } from "../commands/pickPapers.ts";
import { noteGrouping } from "../workspace/configuration.ts";
import { inSight } from "../workspace/inSight.ts";
import { groupIn, targetsIn } from "../workspace/targets.ts";
import { askWay, mayReplaceIn, type ExportWay } from "./askExport.ts";
import { exportEach, exportTogether } from "./exportNotes.ts";
import { summaryOf, tellExport, type ExportedNotes, type Outcome } from "./exportReport.ts";
import { today } from "./literatureNotes.ts";
import type { LiteraturePorts } from "./noteContent.ts";
import { templateOf } from "./noteFiles.ts";

export interface ExportNotesPorts extends LiteraturePorts {
  readonly library: Pick<Library, "papers">;
  readonly notes: Pick<Notes, "ready" | "count">;
}

/**
 * Called with papers, "papers" or the name of one file for all of them, and a grouping or none, it asks for nothing, and leaves
 * alone what it would have asked about.
 */
export const exportNotes =
  (ports: ExportNotesPorts) =>
  async (...args: readonly unknown[]): Promise<ExportedNotes | undefined> => {
    const chosen = await chosenIn(args, ports);
    if (chosen === undefined) return undefined;
    const { name, papers } = chosen;
    if (papers.length === 0) throw new Error("There are no notes on these papers to be exported");
    const given = typeof args[2] === "string" ? args[2] : undefined;
    const way = given === undefined ? await askWay(name, papers) : wayIn(given, args[3]);
    if (way === undefined) return undefined;
    const run = async (of: readonly Paper[], replacesByHand: boolean): Promise<readonly Outcome[]> => {
      const template = await templateOf(way.kind);
      const options = { template, grouping: way.grouping, today: today(), replacesByHand };
      const outcomes = await inSight("Exporting notes", way.kind === "paper" ? "notes" : "papers", (work) =>
        way.kind === "paper"
          ? exportEach(of, options, ports, work)
          : exportTogether(given ?? name, of, options, ports, work),
      );
      return outcomes ?? [];
    };
    const first = await run(papers, false);
    const outcomes = given === undefined ? await replacedAfterAsking(first, way, papers, run) : first;
    const stopped = outcomes.length < (way.kind === "paper" ? papers.length : 1);
    if (given === undefined) void tellExport(outcomes, stopped);
    return summaryOf(outcomes, stopped);
  };

const wayIn = (as: string, by: unknown): ExportWay => ({
  kind: as === "papers" ? "paper" : "collection",
  grouping: by === undefined ? noteGrouping() : groupingNamed(by),
});

async function chosenIn(
  [target, selection]: readonly unknown[],
  { library, notes, known }: ExportNotesPorts,
): Promise<{ readonly name: string; readonly papers: readonly Paper[] } | undefined> {
  const all = await library.papers();
  await Promise.all([notes.ready(), known.ready()]);
  const chosen =
    target === undefined
      ? await pickShelf(all, "Export Notes as Markdown: of which papers?")
      : { papers: targetsIn(all, target, selection), collection: groupIn(target) };
  if (chosen === undefined) return undefined;
  const noted = chosen.papers.filter(({ id }) => notes.count(id) > 0);
  const papers = noted.toSorted((a, b) => a.title.localeCompare(b.title, "en") || (a.id < b.id ? -1 : 1));
  return { name: typeof target === "string" ? "Notes" : (chosen.collection ?? "Notes"), papers };
}

/** Runs again over what was changed by hand, where the person wants that replaced. */
async function replacedAfterAsking(
  first: readonly Outcome[],
  { kind }: ExportWay,
  papers: readonly Paper[],
  run: (of: readonly Paper[], replacesByHand: boolean) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  const byHand = first.filter((outcome) => outcome.kind === "byHand");
  if (byHand.length === 0 || !(await mayReplaceIn(byHand))) return first;
  const again = await run(
    kind === "paper" ? papers.filter((_, at) => first[at]?.kind === "byHand") : papers,
    true,
  );
  const rest = [...again];
  return first.map((outcome) => (outcome.kind === "byHand" ? (rest.shift() ?? outcome) : outcome));
}
