/** Notes and papers dragged from the tree into a text become quotes and citations; passages copied in a reader can be pasted so. */
import * as vscode from "vscode";
import * as v from "valibot";
import { Disposables } from "../../base/disposables.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { draggedNodes } from "../workspace/names.ts";
import type { EntryPorts } from "./addEntry.ts";
import type { QuotedText } from "../../citations/quotation.ts";
import { placed, quoteFor } from "./insertQuote.ts";
import type { Quotes } from "./quotes.ts";

const kind = vscode.DocumentDropOrPasteEditKind.Text.append("marginalia", "quote");
const plainText = "text/plain";
const title = "Insert Quote";

const draggedSchema = v.array(v.object({ paper: v.string(), note: v.optional(v.string()) }));
const mostDragged = 50;

export function provideQuotes(quotes: Quotes, ports: EntryPorts): vscode.Disposable {
  const own = new Disposables();
  own.add(
    vscode.languages.registerDocumentDropEditProvider(
      "*",
      {
        async provideDocumentDropEdits(document, position, data, token) {
          const text = await data.get(draggedNodes)?.asString();
          if (text === undefined || token.isCancellationRequested) return undefined;
          const quote = await draggedQuote(text, document, quotes, ports);
          const { insertText, additionalEdit } = inPlace(quote, document, position);
          const edit = new vscode.DocumentDropEdit(insertText, title, kind);
          if (additionalEdit !== undefined) edit.additionalEdit = additionalEdit;
          return edit;
        },
      },
      { dropMimeTypes: [draggedNodes], providedDropEditKinds: [kind] },
    ),
  );
  own.add(
    vscode.languages.registerDocumentPasteEditProvider(
      "*",
      {
        async provideDocumentPasteEdits(document, ranges, data, _context, token) {
          const text = await data.get(plainText)?.asString();
          const quoted = text === undefined ? undefined : await quotes.copiedAs(text);
          if (quoted === undefined || token.isCancellationRequested) return undefined;
          const position = ranges[0]?.start ?? new vscode.Position(0, 0);
          const quote = (await quoteFor(document, quoted, ports)).text;
          const { insertText, additionalEdit } = inPlace(quote, document, position);
          const edit = new vscode.DocumentPasteEdit(insertText, "Paste as Quote", kind);
          if (additionalEdit !== undefined) edit.additionalEdit = additionalEdit;
          // Pasting plainly stays what one key does; the quote is offered beside it.
          edit.yieldTo = [vscode.DocumentDropOrPasteEditKind.Text];
          return [edit];
        },
      },
      { pasteMimeTypes: [plainText], providedPasteEditKinds: [kind] },
    ),
  );
  return own;
}

async function draggedQuote(
  json: string,
  document: vscode.TextDocument,
  quotes: Quotes,
  ports: EntryPorts,
): Promise<QuotedText> {
  const lines: string[] = [];
  let isBlock = false;
  for (const { paper, note } of v.parse(draggedSchema, JSON.parse(json)).slice(0, mostDragged)) {
    const id = paper as PaperId;
    const passage = note === undefined ? { words: "" } : await quotes.ofNote(id, note);
    const { text } = await quoteFor(document, await quotes.quoted(id, passage), ports);
    lines.push(...(lines.length > 0 && text.isBlock ? [""] : []), ...text.lines);
    isBlock ||= text.isBlock;
  }
  return { lines, isBlock };
}

/** A block does not go into the middle of a line, where VS Code would put it: it gets lines of its own. */
function inPlace(
  quote: QuotedText,
  document: vscode.TextDocument,
  position: vscode.Position,
): { readonly insertText: string; readonly additionalEdit?: vscode.WorkspaceEdit } {
  const { at, text } = placed(document, position, quote);
  if (!quote.isBlock || document.lineAt(position.line).isEmptyOrWhitespace) return { insertText: text };
  const additionalEdit = new vscode.WorkspaceEdit();
  additionalEdit.insert(document.uri, at, text);
  return { insertText: "", additionalEdit };
}
