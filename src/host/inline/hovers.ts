/** Hovers: the paper where one is mentioned, the notes where a passage of a paper's text carries some. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { FileLinks } from "../fileLinks/fileLinks.ts";
import { mentioningDocuments, paperDocuments } from "./documents.ts";
import type { KnownPapers } from "./knownPapers.ts";
import { linkedLinesIn } from "./linkedLines.ts";
import { linkHover } from "./linkWording.ts";
import { mentionsOn, notedLinesIn } from "./notedLines.ts";
import { hoverCommands, paperHover, passageHover } from "./wording.ts";

/** @param wordsBeside whether notes are announced beside lines, so that a hover there must tell more */
export function provideHovers(
  known: KnownPapers,
  links: FileLinks,
  wordsBeside: () => boolean,
): vscode.Disposable {
  const own = new Disposables();
  own.add(
    vscode.languages.registerHoverProvider(mentioningDocuments, {
      provideHover: (document, position) => mentionHover(document, position, known, wordsBeside()),
    }),
  );
  own.add(
    vscode.languages.registerHoverProvider(paperDocuments, {
      provideHover: (document, position) => noteHover(document, position, known, wordsBeside()),
    }),
  );
  own.add(
    vscode.languages.registerHoverProvider("*", {
      provideHover: (document, position) => linkedHover(document, position, known, links),
    }),
  );
  return own;
}

async function mentionHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  known: KnownPapers,
  wordsBeside: boolean,
): Promise<vscode.Hover | undefined> {
  const { line, character } = position;
  const lookup = await known.ready();
  const mentions = mentionsOn(document, line, known, lookup).map(({ span, paper }) => ({
    range: new vscode.Range(line, span.start, line, span.end),
    paper: known.paper(paper),
  }));
  const here = mentions.find(({ range }) => range.contains(position));
  const behindLine = wordsBeside && isLineEnd(document, position);
  const papers = new Set(
    (here === undefined ? (behindLine ? mentions : []) : [here]).map(({ paper }) => paper),
  );
  for (const paper of papers) if (paper !== undefined) await known.open(paper);
  const texts = [...papers].flatMap((paper) => {
    const notes = paper === undefined ? [] : known.notesOf(paper);
    if (paper === undefined || (here === undefined && notes.length === 0)) return [];
    const place = mentions.find((mention) => mention.paper === paper)?.range.start.character ?? character;
    return [paperHover(paper, notes, { uri: document.uri.toString(), line, character: place })];
  });
  return texts.length === 0 ? undefined : new vscode.Hover(texts.map(trusted), here?.range);
}

async function noteHover(
  document: vscode.TextDocument,
  position: vscode.Position,
  known: KnownPapers,
  wordsBeside: boolean,
): Promise<vscode.Hover | undefined> {
  const lookup = await known.ready();
  const rendered = known.renderedIn(document);
  if (rendered !== undefined) await known.open(rendered.paper);
  const behindLine = wordsBeside && isLineEnd(document, position);
  const lines = notedLinesIn(document, [], known, lookup)?.filter(
    ({ line, range }) =>
      (!range.isEmpty && range.contains(position)) || (behindLine && line === position.line),
  );
  const [first] = lines ?? [];
  if (lines === undefined || first === undefined) return undefined;
  const text = passageHover(
    first.paper,
    lines.flatMap(({ notes }) => notes),
  );
  return new vscode.Hover(trusted(text));
}

/** On the first of the linked lines only: over the others one looks for something else. */
async function linkedHover(
  document: vscode.TextDocument,
  { line }: vscode.Position,
  known: KnownPapers,
  links: FileLinks,
): Promise<vscode.Hover | undefined> {
  await known.ready();
  const here = linkedLinesIn(document, links).filter((each) => each.line === line);
  return here.length === 0 ? undefined : new vscode.Hover(here.map(({ link }) => trusted(linkHover(link))));
}

const isLineEnd = (document: vscode.TextDocument, { line, character }: vscode.Position): boolean =>
  character === document.lineAt(line).text.length;

/** May run our few commands and nothing else; what came from papers and notes is escaped in it. */
export function trusted(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: hoverCommands };
  markdown.supportHtml = false;
  markdown.supportThemeIcons = false;
  return markdown;
}
