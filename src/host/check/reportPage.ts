/** The report of a check as a document that is read and not saved; places in it are links. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Report, ReportPlace } from "../../check/report.ts";
import { reportScheme } from "../workspace/names.ts";
import { VscodeShelf } from "./vscodeShelf.ts";

const page = vscode.Uri.from({ scheme: reportScheme, path: "/Check Library.md" });

export class ReportPage implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  #report: Report = { text: "", places: [] };

  constructor() {
    this.#own.add(this.#changes);
    this.#own.add(
      vscode.workspace.registerTextDocumentContentProvider(reportScheme, {
        onDidChange: this.#changes.event,
        provideTextDocumentContent: () => this.#report.text,
      }),
    );
    this.#own.add(
      vscode.languages.registerDocumentLinkProvider(
        { scheme: reportScheme },
        { provideDocumentLinks: () => this.#report.places.map(linkTo) },
      ),
    );
  }

  /** Shows it; a page that is open already says something else now. */
  async show(report: Report): Promise<void> {
    this.renew(report);
    const document = await vscode.workspace.openTextDocument(page);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  renew(report: Report): void {
    this.#report = report;
    this.#changes.fire(page);
  }

  dispose(): void {
    this.#own.dispose();
  }
}

/** Links open at the line. */
function linkTo({ line, start, end, finding }: ReportPlace): vscode.DocumentLink {
  const { shelf, path } = finding;
  const fragment = finding.line === undefined ? "" : `L${finding.line}`;
  const target = shelf instanceof VscodeShelf ? shelf.uriOf(path).with({ fragment }) : undefined;
  return new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
}
