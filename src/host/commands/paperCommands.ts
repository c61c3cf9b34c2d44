/** What can be done with papers, from the palette, the tree, the reader or another extension. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { citationOf, linkOf } from "../../library/citation.ts";
import { bibtexOf } from "../../references/formats/bibEntry.ts";
import type { Library } from "../../library/library.ts";
import { offerUndo } from "../workspace/offerUndo.ts";
import { commands } from "../workspace/names.ts";
import { paperIdOf } from "../workspace/paperUri.ts";
import { targetsIn } from "../workspace/targets.ts";
import type { CommandBody } from "./registered.ts";
import { changePapers } from "../workspace/changePapers.ts";
import { correctPaper } from "./correctPaper.ts";
import { editCollections } from "./editCollections.ts";
import { editTags } from "./editTags.ts";

export interface OpenPaper {
  (
    paper: Paper,
    options?: {
      readonly column?: vscode.ViewColumn;
      readonly preview?: boolean;
      readonly preserveFocus?: boolean;
      /** Words of the abstract to open it at. */
      readonly quote?: string;
    },
  ): Promise<void>;
}

export interface PaperCommandPorts {
  readonly library: Library;
  readonly open: OpenPaper;
  /** The paper of the reader in front. */
  readonly active: () => Promise<string | undefined>;
}

/** The papers a command is for: those it was called with, else the one in front, else one that the person picks. */
export const papersChosen =
  ({ library, active }: Pick<PaperCommandPorts, "library" | "active">) =>
  async (args: readonly unknown[]): Promise<readonly Paper[]> => {
    const papers = await library.papers();
    const [first, selection] = args;
    // The title of an editor hands over its file; of a PDF that is none of ours, the paper in front is known.
    const target = first instanceof vscode.Uri ? paperIdOf(first) : first;
    if (target !== undefined) {
      const found = targetsIn(papers, target, selection);
      if (found.length === 0) throw new Error("This paper is not in the library");
      return found;
    }
    const inFront = targetsIn(papers, await active());
    return inFront.length > 0 ? inFront : pickOne(papers);
  };

export function paperCommands({ library, open, active }: PaperCommandPorts): Record<string, CommandBody> {
  const chosen = papersChosen({ library, active });
  const star =
    (starred: boolean): CommandBody =>
    async (...args) =>
      changePapers(library, await chosen(args), {
        done: starred ? "Starred" : "Took the star from",
        edit: (paper) => ((paper.starred === true) === starred ? paper : { ...paper, starred }),
      });
  const copy =
    (textOf: (paper: Paper) => string | undefined, what: string): CommandBody =>
    async (...args) => {
      const texts = (await chosen(args)).flatMap((paper) => textOf(paper) ?? []);
      if (texts.length === 0) throw new Error(`No ${what} is known for this paper`);
      await vscode.env.clipboard.writeText(texts.join("\n"));
      vscode.window.setStatusBarMessage(`Copied: ${what}`, 3000);
      return texts.join("\n");
    };
  return {
    [commands.open]: async (...args) => {
      const [, options] = args;
      for (const paper of await chosen(args)) await open(paper, optionsIn(options));
    },
    [commands.openToSide]: async (...args) => {
      for (const paper of await chosen(args))
        await open(paper, { column: vscode.ViewColumn.Beside, preview: false });
    },
    [commands.star]: star(true),
    [commands.unstar]: star(false),
    [commands.editCollections]: async (...args) => editCollections(library, await chosen(args), args[2]),
    [commands.editTags]: async (...args) => editTags(library, await chosen(args), args[2]),
    [commands.correct]: async (...args) => {
      const several = await chosen(args);
      const [paper] = several.length > 1 ? await pickOne(several) : several;
      if (paper !== undefined) await correctPaper(library, paper, args[2]);
    },
    [commands.copyTitle]: copy(({ title }) => title, "title"),
    [commands.copyLink]: copy(linkOf, "link"),
    [commands.copyBibtex]: copy((paper) => bibtexOf(paper), "BibTeX entry"),
    [commands.copyCitation]: copy(citationOf, "citation"),
    [commands.remove]: async (...args) => {
      const papers = await chosen(args);
      const putBack = await library.remove(papers.map(({ id }) => id));
      const [first] = papers;
      if (first === undefined) return;
      const what = papers.length === 1 ? `“${first.title.slice(0, 80)}”` : `${papers.length} papers`;
      void offerUndo(`Removed ${what}. Notes stay in the workspace.`, putBack);
    },
  };
}

async function pickOne(papers: readonly Paper[]): Promise<readonly Paper[]> {
  if (papers.length === 0) throw new Error("The library is empty: import papers first");
  const items = papers.map((paper) => ({ label: paper.title.slice(0, 300), paper }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: "Which paper?" });
  return picked === undefined ? [] : [picked.paper];
}

/** Options may come from a `command:` link or another extension, so they are looked at before they are used. */
function optionsIn(raw: unknown): { preview?: boolean; preserveFocus?: boolean; quote?: string } {
  if (typeof raw !== "object" || raw === null) return {};
  return {
    ...("preview" in raw && typeof raw.preview === "boolean" ? { preview: raw.preview } : {}),
    ...("preserveFocus" in raw && typeof raw.preserveFocus === "boolean"
      ? { preserveFocus: raw.preserveFocus }
      : {}),
    ...("quote" in raw && typeof raw.quote === "string" && raw.quote !== "" ? { quote: raw.quote } : {}),
  };
}
