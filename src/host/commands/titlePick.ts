/** Which of the papers that were found for titles are meant: of one title all are offered, of several the best of each. */
import * as vscode from "vscode";
import type { PaperDraft } from "../../domain/paper.ts";
import type { Candidate, Candidates } from "../../sources/findTitle.ts";
import type { Wanted } from "../../sources/understand.ts";

export interface FoundTitle extends Candidates {
  readonly wanted: Extract<Wanted, { kind: "title" }>;
}

interface Row extends vscode.QuickPickItem {
  readonly draft?: PaperDraft;
  readonly index?: number;
}

const likely = 0.8;

/** For each title `undefined` where none is meant, or the person goes away. */
export async function chooseCandidates(
  found: readonly FoundTitle[],
): Promise<readonly (PaperDraft | undefined)[]> {
  const [first, ...others] = found;
  if (first === undefined) return [];
  return others.length === 0 ? [await chooseOne(first)] : chooseBest(found);
}

async function chooseOne({ wanted, candidates, refusals }: FoundTitle): Promise<PaperDraft | undefined> {
  const alone: Row = {
    label: "$(add) Add the title alone",
    detail: [candidates.length === 0 ? "Nothing was found" : "None of these is meant", ...refusals].join(
      "; ",
    ),
    alwaysShow: true,
    draft: { title: wanted.title, abstract: "", source: { kind: "typed" } },
  };
  const picked = await vscode.window.showQuickPick([...candidates.map((each) => rowOf(each)), alone], {
    title: `Which paper is “${wanted.title.slice(0, 80)}”?`,
    placeHolder: "Enter adds it, Escape leaves it out",
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.draft;
}

async function chooseBest(found: readonly FoundTitle[]): Promise<readonly (PaperDraft | undefined)[]> {
  const rows = found.flatMap(({ wanted, candidates: [best] }, index): readonly Row[] =>
    best === undefined
      ? []
      : [{ ...rowOf(best), detail: `for “${wanted.title}”`, picked: best.likeness >= likely, index }],
  );
  if (rows.length === 0) return found.map(() => undefined);
  const picked = await vscode.window.showQuickPick(rows, {
    title: "Are these the papers?",
    placeHolder: "Enter adds those that are ticked",
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return found.map((_each, index) => picked?.find((row) => row.index === index)?.draft);
}

const rowOf = ({ draft, source }: Candidate): Row => ({
  label: draft.title,
  description: [authorsOf(draft), draft.year?.toString() ?? "", draft.venue ?? ""].filter(Boolean).join(", "),
  detail: [source, ...(draft.identifiers ?? []).slice(0, 2)].join(" · "),
  alwaysShow: true,
  draft,
});

const authorsOf = ({ authors = [] }: PaperDraft): string =>
  authors.length > 2 ? `${authors[0] ?? ""} et al.` : authors.join(" and ");
