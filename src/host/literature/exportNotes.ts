/**
 * *Export Notes as Markdown…*: a file for each paper, or one for a collection. Of files that are there only the generated parts
 * are written anew; what cannot be told apart from a person's own words is left alone and named.
 */
import type * as vscode from "vscode";
import type { LongWork } from "../../base/longWork.ts";
import { reasonOf } from "../../base/result.ts";
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { citationKey } from "../../library/citation.ts";
import { sectionsIn, type Section } from "../../literature/generatedSection.ts";
import { collectionText, noteText, paperText, type TemplateOptions } from "../../literature/noteTemplate.ts";
import { nameOf } from "../workspace/savedFile.ts";
import { TextFile } from "../workspace/textFile.ts";
import { renewedText } from "./literatureNotes.ts";
import { bringPictures, contentOf, type LiteraturePorts } from "./noteContent.ts";
import { noteUri } from "./noteFiles.ts";

export interface ExportOptions extends TemplateOptions {
  readonly template: string;
  /** Also generated parts that were changed by hand are written anew. */
  readonly replacesByHand: boolean;
}

export type Outcome =
  | { readonly kind: "written" | "renewed" | "upToDate"; readonly file: vscode.Uri }
  /** Its generated part was changed by hand. */
  | { readonly kind: "byHand"; readonly file: vscode.Uri }
  | { readonly kind: "left"; readonly file: vscode.Uri; readonly why: string };

/** A file for each paper. When it is called off, what was written until then stays. */
export async function exportEach(
  papers: readonly Paper[],
  options: ExportOptions,
  ports: LiteraturePorts,
  { signal, onProgress }: LongWork,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const paper of papers) {
    if (signal.aborted) break;
    outcomes.push(await exportPaper(paper, options, ports));
    onProgress(outcomes.length, papers.length);
  }
  return outcomes;
}

async function exportPaper(paper: Paper, options: ExportOptions, ports: LiteraturePorts): Promise<Outcome> {
  const key = citationKey(paper);
  // Two papers may have the same key: the other's file is not this one's.
  for (const name of [key, `${key}-${paper.id}`]) {
    const uri = noteUri(name);
    const file = await read(uri);
    if ("kind" in file) return file;
    if (file.text === undefined) {
      const text = noteText(options.template, await contentOf(paper, ports), options);
      if (!text.ok) throw new Error(text.why);
      return written(uri, text.value, [paper], ports);
    }
    const own = file.sections.filter((section) => paperOf(section, ports)?.id === paper.id);
    if (own.length > 0) return renewed(file, own, options, ports);
    if (file.sections.length === 0) return left(uri, "it was there already, and no part of it is generated");
  }
  return left(noteUri(key), "files of both its names are about other papers");
}

/** One file for all of them. Papers that it does not have yet come at its end. */
export async function exportTogether(
  name: string,
  papers: readonly Paper[],
  options: ExportOptions,
  ports: LiteraturePorts,
): Promise<Outcome> {
  const uri = noteUri(name);
  const file = await read(uri);
  if ("kind" in file) return file;
  const contents = await Promise.all(papers.map((paper) => contentOf(paper, ports)));
  if (file.text === undefined) {
    const text = collectionText(options.template, name, contents, options);
    if (!text.ok) throw new Error(text.why);
    return written(uri, text.value, papers, ports);
  }
  if (file.sections.length === 0) return left(uri, "it was there already, and no part of it is generated");
  const there = new Set(file.sections.flatMap((section) => paperOf(section, ports)?.id ?? []));
  const added: string[] = [];
  for (const content of contents.filter(({ paper }) => !there.has(paper.id))) {
    const text = paperText(options.template, content, options);
    if (!text.ok) throw new Error(text.why);
    if (text.value.trim() !== "") added.push(`${text.value.trim()}\n`);
  }
  return renewed(file, file.sections, options, ports, added.join("\n"));
}

interface ReadNote {
  readonly uri: vscode.Uri;
  readonly file?: TextFile;
  /** `undefined` when it is not there. */
  readonly text?: string;
  readonly sections: readonly Section[];
}

async function read(uri: vscode.Uri): Promise<ReadNote | Outcome> {
  try {
    const file = await TextFile.read(uri);
    if (file === undefined) return { uri, sections: [] };
    const sections = sectionsIn(file.text);
    return sections.ok ? { uri, file, text: file.text, sections: sections.value } : left(uri, sections.why);
  } catch (thrown) {
    return left(uri, reasonOf(thrown));
  }
}

const left = (file: vscode.Uri, why: string): Outcome => ({ kind: "left", file, why });

async function written(
  uri: vscode.Uri,
  text: string,
  papers: readonly Paper[],
  ports: LiteraturePorts,
): Promise<Outcome> {
  await TextFile.create(uri, text);
  for (const paper of papers) await bringPictures(paper, uri, ports);
  return { kind: "written", file: uri };
}

async function renewed(
  { uri, file, text: whole = "" }: ReadNote,
  sections: readonly Section[],
  { replacesByHand }: ExportOptions,
  ports: LiteraturePorts,
  added = "",
): Promise<Outcome> {
  const eol = whole.includes("\r\n") ? "\r\n" : "\n";
  const edits: { readonly span: Section["span"]; readonly text: string }[] = [];
  let isByHand = false;
  for (const section of sections) {
    const paper = paperOf(section, ports);
    const text = paper && (await renewedText(whole, section, paper, ports));
    if (paper === undefined || text === undefined) continue;
    if (section.isChangedByHand && !replacesByHand) isByHand = true;
    else edits.push({ span: section.span, text: text.replaceAll("\n", eol) });
    await bringPictures(paper, uri, ports);
  }
  if (added !== "") {
    const gap = whole.endsWith("\n") ? "\n" : "\n\n";
    edits.push({
      span: { start: whole.length, end: whole.length },
      text: `${gap}${added}`.replaceAll("\n", eol),
    });
  }
  if (edits.length > 0) await file?.edit(edits);
  if (isByHand) return { kind: "byHand", file: uri };
  return { kind: edits.length > 0 ? "renewed" : "upToDate", file: uri };
}

/** Papers that became another are that one. */
const paperOf = ({ paper }: { readonly paper: PaperId }, { known }: LiteraturePorts): Paper | undefined =>
  known.paper(paper);

export const inOneLine = (outcomes: readonly Outcome[]): string =>
  outcomes
    .flatMap((outcome) => (outcome.kind === "left" ? [`${nameOf(outcome.file)}: ${outcome.why}`] : []))
    .slice(0, 3)
    .join("; ");
