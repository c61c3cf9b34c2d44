/** What is generated in notes on papers: highlights as they are now, and the pictures of areas beside the file. */
import * as vscode from "vscode";
import { isSameBytes } from "../../base/bytes.ts";
import type { Note } from "../../domain/note.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperText } from "../../domain/paperText.ts";
import { citationKey } from "../../library/citation.ts";
import { fileName } from "../../literature/fileName.ts";
import { grouped } from "../../literature/grouping.ts";
import { highlightsText } from "../../literature/highlights.ts";
import type { TemplatePaper } from "../../literature/noteTemplate.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import { colorMeanings } from "../workspace/configuration.ts";
import { orMissing } from "../workspace/orMissing.ts";
import { isThere } from "../workspace/savedFile.ts";
import { templateOf } from "./noteFiles.ts";

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

/** Where the picture is kept, and what it is called beside a note. */
interface Picture {
  readonly source: vscode.Uri;
  readonly name: string;
}

export interface NoteContent extends TemplatePaper {
  readonly pictures: readonly Picture[];
}

/** Everything that the text of a paper's highlights needs, read. */
export async function contentOf(paper: Paper, ports: LiteraturePorts): Promise<NoteContent> {
  await ports.known.open(paper);
  const notes = ports.known.notesOf(paper);
  const facts = { text: await ports.textOf(paper), meanings: colorMeanings() };
  const template = await templateOf("highlights");
  const pictures = await picturesOf(paper, notes, ports);
  return {
    paper,
    pictures: [...pictures.values()],
    highlights: (grouping, level) =>
      highlightsText(grouped(notes, grouping, facts), level, {
        ...{ template, meanings: facts.meanings },
        linkTo: (note) => ports.addressOf(paper, note),
        pictureOf: (note) => {
          const picture = pictures.get(note);
          return picture && `${picturesFolder}/${picture.name}`;
        },
      }),
  };
}

/** Those that are kept; what is named in a note and not there is left out. */
async function picturesOf(
  paper: Paper,
  notes: readonly Note[],
  { uriOf }: LiteraturePorts,
): Promise<ReadonlyMap<Note, Picture>> {
  const pictures = new Map<Note, Picture>();
  for (const note of notes) {
    const { picture: path = "" } = note;
    const source = isPicture(path) ? uriOf(paper, path) : undefined;
    if (source !== undefined && (await isThere(source)))
      pictures.set(note, { source, name: pictureName(paper, note) });
  }
  return pictures;
}

/** A log may have been written by anyone. */
const isPicture = (path: string): boolean =>
  /^pictures\/[\w.-]+\/[\w-]+\.png$/u.test(path) && !path.includes("..");

/** Puts the pictures that a note shows beside it; one that is there as it should be is not written. */
export async function bringPictures({ pictures }: NoteContent, note: vscode.Uri): Promise<void> {
  for (const { source, name } of pictures) {
    const bytes = await vscode.workspace.fs.readFile(source);
    const target = vscode.Uri.joinPath(note, "..", picturesFolder, name);
    const there = await orMissing(vscode.workspace.fs.readFile(target));
    if (!isSameBytes(there, bytes)) await vscode.workspace.fs.writeFile(target, bytes);
  }
}

const pictureName = (paper: Paper, { id }: Note): string =>
  `${fileName(citationKey(paper))}-${id.replace(/[^0-9a-z]/giu, "").slice(-8)}.png`;
