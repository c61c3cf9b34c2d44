/** Edits several papers at once: what to change is chosen step by step, and done, and undone, as one. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { editing, noEdit, readBulkEdit, type BulkEdit } from "../../library/bulkEdit.ts";
import { collectionsOf } from "../../library/collections.ts";
import type { Library } from "../../library/library.ts";
import { clip } from "../../library/markdownText.ts";
import { stageLabels, stages } from "../../domain/stage.ts";
import { changePapers } from "../workspace/changePapers.ts";
import { pickNames } from "./pickNames.ts";

/** @param given the edit, without asking, when another extension or a test calls. */
export async function editPapers(
  library: Library,
  papers: readonly Paper[],
  given: unknown,
  today: string,
): Promise<void> {
  if (papers.length === 0) return;
  const edit = given === undefined ? await ask(library, papers) : editIn(given);
  if (edit === undefined) return;
  const ids = papers.map(({ id }) => id);
  await changePapers(library, papers, {
    done: "Changed",
    edit: editing(await library.papers(), ids, edit, today),
    tells: true,
  });
}

function editIn(given: unknown): BulkEdit {
  const read = readBulkEdit(given);
  if (!read.ok) throw new Error(`This edit of papers is not understood: ${read.why}`);
  return read.value;
}

async function ask(library: Library, papers: readonly Paper[]): Promise<BulkEdit | undefined> {
  const all = await library.papers();
  const [first] = papers;
  const what =
    first !== undefined && papers.length === 1 ? `“${clip(first.title, 70)}”` : `${papers.length} papers`;
  const used = (of: readonly Paper[]): readonly string[] =>
    [...new Set(of.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
  const names = async (
    title: string,
    known: readonly string[],
    placeholder: string,
  ): Promise<readonly string[] | undefined> => pickNames({ title, placeholder, known, chosen: [] });
  const ways: readonly (vscode.QuickPickItem & {
    readonly edit: () => Promise<Partial<BulkEdit> | undefined>;
  })[] = [
    {
      label: "Add Tags…",
      edit: async () =>
        named("addTags", await names(`Tags for ${what}`, used(all), "Choose tags, or type a new one")),
    },
    {
      label: "Remove Tags…",
      edit: async () =>
        named("removeTags", await names(`Tags to take off ${what}`, used(papers), "Choose tags")),
    },
    {
      label: "Put into Collections…",
      edit: async () =>
        named(
          "addCollections",
          await names(`Collections for ${what}`, collectionsOf(all), "Choose, or type a new one"),
        ),
    },
    {
      label: "Take out of Collections…",
      edit: async () =>
        named(
          "removeCollections",
          await names(`Collections to take ${what} out of`, collectionsOf(papers), "Choose collections"),
        ),
    },
    ...stages.map((stage) => ({
      label: `Mark as ${stageLabels[stage]}`,
      edit: async () => ({ stage }),
    })),
    { label: "Star", edit: async () => ({ starred: true }) },
    { label: "Remove Star", edit: async () => ({ starred: false }) },
  ];
  const chosen = await vscode.window.showQuickPick(ways, {
    title: `Edit ${what}`,
    placeHolder: "What is to change? Tick several",
    canPickMany: true,
  });
  if (chosen === undefined || chosen.length === 0) return undefined;
  let edit = noEdit;
  for (const way of chosen) {
    const part = await way.edit();
    if (part === undefined) return undefined; // dismissed: nothing is done by halves
    edit = { ...edit, ...part };
  }
  return edit;
}

const named = (
  field: "addTags" | "removeTags" | "addCollections" | "removeCollections",
  names: readonly string[] | undefined,
): Partial<BulkEdit> | undefined => (names === undefined ? undefined : { [field]: names });
