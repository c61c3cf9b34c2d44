/** Corrects what an import has read of a paper: field by field, until the person is done, and undone at once. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { canonicalIdentifier } from "../../library/canonical.ts";
import {
  correctable,
  correctableText,
  corrected,
  withoutCorrections,
  type Correctable,
} from "../../library/corrections.ts";
import { provenanceOf, sourceName } from "../../library/provenance.ts";
import type { Library } from "../../library/library.ts";
import { offerUndo } from "../workspace/offerUndo.ts";

const labels: Readonly<Record<Correctable, string>> = {
  title: "Title",
  authors: "Authors",
  abstract: "Abstract",
  year: "Year",
  venue: "Venue",
  arxiv: "arXiv id",
  doi: "DOI",
};

const hints: Readonly<Partial<Record<Correctable, string>>> = {
  authors: "Names, with semicolons between them",
  abstract: "Paste or edit the abstract; line breaks become spaces",
  arxiv: "Such as 1706.03762, or the address of its page; empty for none",
  doi: "Such as 10.1000/182; empty for none",
};

/** @param given fields to set without asking, when another extension or a test calls. */
export async function correctPaper(library: Library, paper: Paper, given: unknown): Promise<void> {
  const { id } = paper;
  if (typeof given === "object" && given !== null)
    for (const [field, typed] of Object.entries(given)) await correctField(library, id, field, typed);
  else await askFields(library, id);
  if (correctable.every((field) => isSame(library.get(id), paper, field))) return;
  void offerUndo(`Corrected the details of “${paper.title.slice(0, 80)}”.`, () =>
    library.change(id, (now) => withoutCorrections(now, paper)),
  );
}

async function correctField(library: Library, id: PaperId, name: string, typed: unknown): Promise<void> {
  const field = correctable.find((each) => each === name);
  if (field === undefined || typeof typed !== "string") throw new Error(`"${name}" cannot be corrected`);
  const why = await whyNot(library, id, field, typed);
  if (why !== undefined) throw new Error(why);
  await correct(library, id, field, typed);
}

/** Comes back to the list of fields after each, until it is left. */
async function askFields(library: Library, id: PaperId): Promise<void> {
  for (let last: Correctable | undefined; ;) {
    const paper = library.get(id);
    const field = paper && (await pickField(paper, last));
    const typed = field && (await askText(library, paper, field));
    if (field === undefined) return;
    if (typed !== undefined) await correct(library, id, field, typed);
    last = field;
  }
}

function pickField(paper: Paper, last: Correctable | undefined): Promise<Correctable | undefined> {
  const items = correctable.map((field) => ({
    label: labels[field],
    description: originOf(paper, field),
    detail: correctableText(paper, field).slice(0, 300) || "none",
    field,
  }));
  const pick = vscode.window.createQuickPick<(typeof items)[number]>();
  pick.title = `Details of “${paper.title.slice(0, 60)}”`;
  pick.placeholder = "What is wrong? Escape when all is right.";
  pick.items = items;
  pick.activeItems = items.filter(({ field }) => field === last);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.field);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

const days = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** Identifiers are told as one field, and links with them. */
function originOf(paper: Paper, field: Correctable): string {
  if (correctableText(paper, field) === "" && paper.corrected?.includes(field) !== true) return "";
  const isName = field === "arxiv" || field === "doi";
  const origin = provenanceOf(
    paper,
    isName && paper.corrected?.includes(field) !== true ? "identifiers" : field,
  );
  if (origin === undefined) return "";
  return origin === "you"
    ? "typed by you"
    : `from ${sourceName(origin)}, ${days.format(new Date(origin.imported))}`;
}

async function askText(library: Library, paper: Paper, field: Correctable): Promise<string | undefined> {
  const value = correctableText(paper, field);
  return vscode.window.showInputBox({
    title: labels[field],
    prompt: hints[field] ?? "",
    value,
    valueSelection: [value.length, value.length],
    ignoreFocusOut: true, // to look it up in the PDF and copy it
    validateInput: (typed) => whyNot(library, paper.id, field, typed),
  });
}

async function whyNot(
  library: Library,
  id: PaperId,
  field: Correctable,
  typed: string,
): Promise<string | undefined> {
  const paper = library.get(id);
  if (paper === undefined) return "This paper is no longer in the library";
  const after = corrected(paper, field, typed);
  if (!after.ok) return after.why;
  const fresh = after.value.identifiers
    .filter((name) => !paper.identifiers.includes(name))
    .map(canonicalIdentifier);
  const namesake = (await library.papers()).find(
    (other) => other.id !== id && other.identifiers.some((name) => fresh.includes(canonicalIdentifier(name))),
  );
  return namesake && `“${namesake.title.slice(0, 80)}” is called so already`;
}

async function correct(library: Library, id: PaperId, field: Correctable, typed: string): Promise<void> {
  await library.change(id, (now) => {
    const after = corrected(now, field, typed);
    if (!after.ok) throw new Error(after.why);
    return after.value;
  });
}

const isSame = (now: Paper | undefined, before: Paper, field: Correctable): boolean =>
  now === undefined || correctableText(now, field) === correctableText(before, field);
