/** What a note added at a place in an editor is about. */
import * as vscode from "vscode";
import { fail, ok, type Result } from "../../base/result.ts";
import type { Span } from "../../base/span.ts";
import type { Paper } from "../../domain/paper.ts";
import { paperScheme } from "../workspace/names.ts";
import type { KnownPapers, RenderedPaper } from "./knownPapers.ts";
import { asRange, mentionsOn } from "./notedLines.ts";

export interface NoteTarget {
  readonly paper: Paper;
  /** Without one the note is about the whole paper. */
  readonly passage: Span | undefined;
  /** Where the note is shown while it is written. */
  readonly range: vscode.Range;
}

/** In a paper's text the selected words, else the sentence at the cursor; elsewhere the paper that is mentioned. */
export async function noteTargetAt(
  document: vscode.TextDocument,
  selection: vscode.Range,
  known: KnownPapers,
): Promise<Result<NoteTarget>> {
  const lookup = await known.ready();
  if (document.uri.scheme === paperScheme) {
    const rendered = known.renderedIn(document);
    return rendered === undefined
      ? fail("This paper has changed or is gone; wait for its text or open it again")
      : ok(passageAt(rendered, selection));
  }
  const { line } = selection.start;
  const mentions = mentionsOn(document, line, known, lookup).map(({ span, paper }) => ({
    range: new vscode.Range(line, span.start, line, span.end),
    paper,
  }));
  const several = new Set(mentions.map(({ paper }) => paper)).size > 1;
  const mention = mentions.find(({ range }) => range.contains(selection.start)) ?? mentions[0];
  const paper = mention === undefined ? undefined : known.paper(mention.paper);
  if (mention === undefined || paper === undefined) return fail("This line mentions no paper of the library");
  if (several && !mention.range.contains(selection.start))
    return fail("This line mentions several papers; put the cursor on one of them");
  return ok({ paper, passage: undefined, range: mention.range });
}

function passageAt({ paper, rendition }: RenderedPaper, selection: vscode.Range): NoteTarget {
  const passage = selection.isEmpty
    ? rendition.sentenceOn(selection.start.line)
    : rendition.toAbstract(selection);
  const range = passage === undefined ? new vscode.Range(0, 0, 0, 0) : asRange(rendition.toDocument(passage));
  return { paper, passage, range };
}
