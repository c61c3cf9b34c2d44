/** Where PDFs lie, as a file names them that is written beside or away from them. */
import type * as vscode from "vscode";
import { relativePath } from "../../base/relativePath.ts";
import type { Paper, PaperPdf } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";

/** Where a PDF lies; `undefined` for one of which only the fingerprint is known. */
export type UriOfPdf = (paper: PaperId, pdf: PaperPdf) => vscode.Uri | undefined;

export const pathsFrom =
  (file: vscode.Uri, uriOf: UriOfPdf) =>
  (paper: Paper, pdf: PaperPdf): string | undefined => {
    const uri = uriOf(paper.id, pdf);
    if (uri === undefined) return undefined;
    const isOneRoot = uri.scheme === file.scheme && uri.authority === file.authority;
    return isOneRoot ? relativePath(file.path, uri.path) : uri.path;
  };
