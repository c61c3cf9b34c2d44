/** The references of the documents that were looked at, kept in step as they are edited. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { nothingOpen, referencesIn, type Reference, type ScanState } from "../../citations/references.ts";
import { ScannedText, type LocatedReference } from "../../citations/scannedText.ts";
import { kindOf } from "./documents.ts";

/** Larger documents are read a line at a time, where someone looks. */
const mostLines = 100_000;

export class DocumentScans implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #scans = new Map<
    vscode.TextDocument,
    { readonly scanned: ScannedText; readonly languageId: string }
  >();

  constructor() {
    this.#own.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const scanned = this.#scans.get(document)?.scanned;
        for (const { range, text } of contentChanges)
          scanned?.change({
            start: range.start.line,
            removed: range.end.line - range.start.line + 1,
            added: text.split(/\r\n|\n|\r/u).length,
          });
      }),
    );
    this.#own.add(vscode.workspace.onDidCloseTextDocument((document) => void this.#scans.delete(document)));
  }

  on(document: vscode.TextDocument, line: number): readonly Reference[] {
    const kind = kindOf(document);
    if (kind === undefined) return [];
    if (document.lineCount > mostLines) return referencesIn(document.lineAt(line).text, kind);
    return this.#scan(document)?.on(line) ?? [];
  }

  all(document: vscode.TextDocument): Iterable<LocatedReference> {
    if (document.lineCount > mostLines) return [];
    return this.#scan(document)?.all() ?? [];
  }

  /** What the lines above leave open to this one. */
  openAt(document: vscode.TextDocument, line: number): ScanState {
    if (document.lineCount > mostLines) return nothingOpen;
    return this.#scan(document)?.openAt(line) ?? nothingOpen;
  }

  /** The reference under a place, its end included, and where it stands. */
  at(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { readonly reference: Reference; readonly range: vscode.Range } | undefined {
    for (const reference of this.on(document, position.line)) {
      const { start, end } = reference.span;
      const range = new vscode.Range(position.line, start, position.line, end);
      if (range.contains(position)) return { reference, range };
    }
    return undefined;
  }

  dispose(): void {
    this.#own.dispose();
  }

  #scan(document: vscode.TextDocument): ScannedText | undefined {
    const kind = kindOf(document);
    if (kind === undefined) return undefined;
    let known = this.#scans.get(document);
    // The language may have been changed, and edits may have been told in an order that does not add up.
    if (known?.languageId !== document.languageId || known.scanned.lineCount !== document.lineCount) {
      known = { scanned: new ScannedText(kind, document.lineCount), languageId: document.languageId };
      if (!document.isClosed) this.#scans.set(document, known);
    }
    known.scanned.scan((line) => document.lineAt(line).text);
    return known.scanned;
  }
}
