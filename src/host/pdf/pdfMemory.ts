/** Where each PDF was left, for this workspace; how pages are coloured, everywhere; passwords, until the window closes. */
import * as v from "valibot";
import type * as vscode from "vscode";
import { pdfViewSchema, tonesSchema, type PdfView, type Tones } from "../../protocol/pdf.ts";

const tonesKey = "pdf.tones";
const viewKey = (file: vscode.Uri): string => `pdf.view.${file.toString()}`;

export class PdfMemory {
  readonly #workspace: vscode.Memento;
  readonly #everywhere: vscode.Memento;
  readonly #passwords = new Map<string, string>();

  constructor(workspace: vscode.Memento, everywhere: vscode.Memento) {
    this.#workspace = workspace;
    this.#everywhere = everywhere;
  }

  view(file: vscode.Uri): PdfView | undefined {
    const kept = v.safeParse(pdfViewSchema, this.#workspace.get(viewKey(file)));
    return kept.success ? kept.output : undefined;
  }

  async keepView(file: vscode.Uri, view: PdfView): Promise<void> {
    await this.#workspace.update(viewKey(file), view);
  }

  get tones(): Tones {
    const kept = v.safeParse(tonesSchema, this.#everywhere.get(tonesKey));
    return kept.success ? kept.output : { light: "printed", dark: "printed" };
  }

  async keepTones(tones: Tones): Promise<void> {
    await this.#everywhere.update(tonesKey, tones);
  }

  password(file: vscode.Uri): string | undefined {
    return this.#passwords.get(file.toString());
  }

  keepPassword(file: vscode.Uri, password: string): void {
    this.#passwords.set(file.toString(), password);
  }
}
