/**
 * *Export Notes as Markdown…*: a file for each paper, or one for a collection. Of files that are there only the generated parts
 * are written anew; what cannot be told apart from a person's own words is left alone and named.
 */
import type * as vscode from "vscode";
import type { LongWork } from "../../base/longWork.ts";
import { reasonOf, type Result } from "../../base/result.ts";
import type { Span } from "../../base/span.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Section } from "../../literature/generatedSection.ts";
import { collectionText, noteText, paperText, type TemplateOptions } from "../../literature/noteTemplate.ts";
import { TextFile } from "../workspace/textFile.ts";
import type { Outcome } from "./exportReport.ts";
import { renewalIn } from "./literatureNotes.ts";
import { bringPictures, contentOf, type LiteraturePorts, type NoteContent } from "./noteContent.ts";
import { noteUri, noteUrisOf } from "./noteFiles.ts";
import { createNote, isOfOthers, partsOf, readNote, type ReadNote } from "./readNote.ts";

export interface ExportOptions extends TemplateOptions {
  readonly template: string;
  /** Also generated parts that were changed by hand are written anew. */
  readonly replacesByHand: boolean;
}

/**
 * A file for each paper. When it is called off, what was written until then stays.
 * @returns what came of each paper, in their order
 */
export async function exportEach(
  papers: readonly Paper[],
  options: ExportOptions,
  ports: LiteraturePorts,
  { signal, onProgress }: LongWork,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const paper of papers) {
    if (signal.aborted) break;
    outcomes.push(await unlessItFails(noteUrisOf(paper)[0], async () => exportPaper(paper, options, ports)));
    onProgress(outcomes.length, papers.length);
  }
  return outcomes;
}

/** One file for all of them. Papers that it does not have yet come at its end. None when it is called off. */
export async function exportTogether(
  name: string,
  papers: readonly Paper[],
  options: ExportOptions,
  ports: LiteraturePorts,
  { signal, onProgress }: LongWork,
): Promise<readonly Outcome[]> {
  const contents: NoteContent[] = [];
  for (const paper of papers) {
    if (signal.aborted) return [];
    contents.push(await contentOf(paper, ports));
    onProgress(contents.length, papers.length);
  }
  const uri = noteUri(name);
  return [await unlessItFails(uri, async () => exportCollection(uri, name, contents, options, ports))];
}

async function unlessItFails(uri: vscode.Uri, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (thrown) {
    return left(uri, reasonOf(thrown));
  }
}

const left = (file: vscode.Uri, why: string): Outcome => ({ kind: "left", file, why });
const isForeign = "it was there already, and no part of it is generated";

async function exportPaper(paper: Paper, options: ExportOptions, ports: LiteraturePorts): Promise<Outcome> {
  const content = await contentOf(paper, ports);
  for (const uri of noteUrisOf(paper)) {
    const note = await readNote(uri);
    if ("why" in note) return left(uri, note.why);
    if (isOfOthers(note, paper, ports)) continue;
    if (note.file === undefined) return written(uri, noteText(options.template, content, options), [content]);
    if (note.sections.length === 0) return left(uri, isForeign);
    const own = partsOf(note, paper, ports);
    return renewed(
      { note, file: note.file, added: "" },
      own.map((section) => ({ section, content })),
      options,
    );
  }
  return left(noteUrisOf(paper)[0], "the files of both its names are about other papers");
}

async function exportCollection(
  uri: vscode.Uri,
  name: string,
  contents: readonly NoteContent[],
  options: ExportOptions,
  ports: LiteraturePorts,
): Promise<Outcome> {
  const note = await readNote(uri);
  if ("why" in note) return left(uri, note.why);
  const { file } = note;
  if (file === undefined)
    return written(uri, collectionText(options.template, name, contents, options), contents);
  if (note.sections.length === 0) return left(uri, isForeign);
  const known = new Map<PaperId, NoteContent>(contents.map((content) => [content.paper.id, content]));
  const parts: Part[] = [];
  for (const section of note.sections) {
    const paper = ports.known.paper(section.paper);
    if (paper !== undefined)
      parts.push({ section, content: known.get(paper.id) ?? (await contentOf(paper, ports)) });
  }
  const there = new Set(parts.map(({ content }) => content.paper.id));
  const added: string[] = [];
  for (const content of contents.filter(({ paper }) => !there.has(paper.id))) {
    const text = sure(paperText(options.template, content, options)).trim();
    if (text === "") continue;
    added.push(`${text}\n`);
    await bringPictures(content, uri);
  }
  return renewed({ note, file, added: added.join("\n") }, parts, options);
}

async function written(
  uri: vscode.Uri,
  text: Result<string>,
  contents: readonly NoteContent[],
): Promise<Outcome> {
  const whole = sure(text);
  for (const content of contents) await bringPictures(content, uri);
  await createNote(uri, whole);
  return { kind: "written", file: uri };
}

interface Part {
  readonly section: Section;
  readonly content: NoteContent;
}

interface NoteToRenew {
  readonly note: ReadNote;
  readonly file: TextFile;
  /** What is put at its end. */
  readonly added: string;
}

async function renewed(
  { note: { uri }, file, added }: NoteToRenew,
  parts: readonly Part[],
  { replacesByHand }: ExportOptions,
): Promise<Outcome> {
  const edits: { readonly span: Span; readonly text: string }[] = [];
  let isByHand = false;
  for (const { section, content } of parts) {
    const to = renewalIn(file.text, section, content);
    if (to?.losesWords === true && !replacesByHand) isByHand = true;
    else if (to !== undefined) edits.push({ span: section.span, text: to.text });
    await bringPictures(content, uri);
  }
  const { length } = file.text;
  if (added !== "")
    edits.push({
      span: { start: length, end: length },
      text: `${file.text.endsWith("\n") ? "\n" : "\n\n"}${added}`,
    });
  if (edits.length > 0) {
    const now = await TextFile.read(uri);
    if (now?.text !== file.text)
      return left(uri, "it was changed while its highlights were read: export it again");
    const eol = file.text.includes("\r\n") ? "\r\n" : "\n";
    await now.edit(edits.map(({ span, text }) => ({ span, text: text.replaceAll("\n", eol) })));
  }
  if (isByHand) return { kind: "byHand", file: uri };
  return { kind: edits.length > 0 ? "renewed" : "upToDate", file: uri };
}

function sure<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.why);
  return result.value;
}
