/** A note as it is now, in its editor or on disk, with its generated parts; and the first writing of one. */
import * as vscode from "vscode";
import { reasonOf } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import { sectionsIn, type Section } from "../../literature/generatedSection.ts";
import { isThere } from "../workspace/savedFile.ts";
import { TextFile } from "../workspace/textFile.ts";
import type { LiteraturePorts } from "./noteContent.ts";

export interface ReadNote {
  readonly uri: vscode.Uri;
  /** `undefined` when it is not there. */
  readonly file?: TextFile;
  readonly sections: readonly Section[];
}

/** Why it has to be left alone. */
export interface Unreadable {
  readonly uri: vscode.Uri;
  readonly why: string;
}

export async function readNote(uri: vscode.Uri): Promise<ReadNote | Unreadable> {
  try {
    const file = await TextFile.read(uri);
    if (file === undefined) return { uri, sections: [] };
    const sections = sectionsIn(file.text);
    return sections.ok ? { uri, file, sections: sections.value } : { uri, why: sections.why };
  } catch (thrown) {
    return { uri, why: reasonOf(thrown) };
  }
}

/** Its parts that are of this paper. Papers that became another are that one. */
export const partsOf = (
  { sections }: ReadNote,
  { id }: Paper,
  { known }: LiteraturePorts,
): readonly Section[] => sections.filter((section) => known.paper(section.paper)?.id === id);

/** It has generated parts, and none is of this paper. */
export const isOfOthers = (note: ReadNote, paper: Paper, ports: LiteraturePorts): boolean =>
  note.sections.length > 0 && partsOf(note, paper, ports).length === 0;

/** @throws when there is a file of that name by now */
export async function createNote(uri: vscode.Uri, text: string): Promise<void> {
  if (await isThere(uri))
    throw new Error(`${vscode.workspace.asRelativePath(uri)} came to be in the meantime: try again`);
  await TextFile.create(uri, text);
}
