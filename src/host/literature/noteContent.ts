/** What is generated in notes on papers: highlights as they are now, and the pictures of areas beside the file. */
import * as vscode from "vscode";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperText } from "../../domain/paperText.ts";
import { citationKey } from "../../library/citation.ts";
import { grouped } from "../../literature/grouping.ts";
import { highlightsText } from "../../literature/highlights.ts";
import type { TemplatePaper } from "../../literature/noteTemplate.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { colorMeanings } from "../workspace/configuration.ts";
import { orMissing } from "../workspace/orMissing.ts";
import { fileName } from "./noteFiles.ts";

export interface LiteraturePorts {
  readonly known: KnownPapers;
  /** The address that opens a note. */
  readonly addressOf: (paper: Paper, note: Note) => string;
  /** What stands on the pages of a paper, where it is known. */
  readonly textOf: (paper: Paper) => Promise<PaperText | undefined>;
  /** Where a file of the paper's library is. */
  readonly uriOf: (paper: Paper, path: string) => vscode.Uri | undefined;
}

const picturesFolder = "images";

/** Everything that the text of a paper's highlights needs, read. */
export async function contentOf(paper: Paper, ports: LiteraturePorts): Promise<TemplatePaper> {
  await ports.known.open(paper);
  const notes = ports.known.notesOf(paper);
  const facts = { text: await ports.textOf(paper), meanings: colorMeanings() };
  return {
    paper,
    highlights: (grouping, level) =>
      highlightsText(grouped(notes, grouping, facts), level, {
        linkTo: (note) => ports.addressOf(paper, note),
        pictureOf: (note) =>
          note.picture === undefined ? undefined : `${picturesFolder}/${pictureName(paper, note)}`,
      }),
  };
}

/** Puts the pictures that a note shows beside it; one that is there as it should be is not written. */
export async function bringPictures(paper: Paper, note: vscode.Uri, ports: LiteraturePorts): Promise<void> {
  for (const each of ports.known.notesOf(paper)) {
    const source = each.picture === undefined ? undefined : ports.uriOf(paper, each.picture);
    const bytes = source && (await orMissing(vscode.workspace.fs.readFile(source)));
    if (bytes === undefined) continue;
    const target = vscode.Uri.joinPath(note, "..", picturesFolder, pictureName(paper, each));
    const there = await orMissing(vscode.workspace.fs.readFile(target));
    if (there === undefined || !isSame(there, bytes)) await vscode.workspace.fs.writeFile(target, bytes);
  }
}

const pictureName = (paper: Paper, { id }: Note): string =>
  `${fileName(citationKey(paper))}-${id.replace(/[^0-9a-z]/giu, "").slice(-8)}.png`;

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
