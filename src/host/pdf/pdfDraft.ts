/** What a PDF says of its paper, as a draft for the library. */
import type * as vscode from "vscode";
import type { PaperDraft } from "../../domain/paper.ts";
import type { PdfSummary } from "../../extraction/summary.ts";

export function draftOf(summary: PdfSummary | undefined, file: vscode.Uri): PaperDraft {
  const { title, authors, abstract, arxiv, doi } = summary ?? {};
  return {
    title: title?.value ?? nameOf(file).replace(/\.pdf$/iu, ""),
    abstract: abstract?.value ?? "",
    ...(authors === undefined ? {} : { authors: authors.value }),
    identifiers: [
      ...(arxiv === undefined ? [] : [`arxiv:${arxiv.value.replace(/v\d+$/u, "")}`]),
      ...(doi === undefined ? [] : [`doi:${doi.value.toLowerCase()}`]),
    ],
    source: { kind: "pdf" },
  };
}

/** "1706.03762v5.pdf" says which paper it is. */
export const arxivInName = (file: vscode.Uri): string | undefined =>
  /(?:^|[^\d.])(\d{4}\.\d{4,5})(?:v\d+)?\.pdf$/iu.exec(nameOf(file))?.[1];

export const nameOf = (file: vscode.Uri): string => file.path.slice(file.path.lastIndexOf("/") + 1);
