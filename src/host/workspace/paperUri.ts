/** URIs of papers: `marginalia-paper:/<id>/<title>.md`. Only the id counts; the title is there to be read in tabs. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { paperId, type PaperId } from "../../domain/paperId.ts";
import { paperScheme } from "./names.ts";

const longestName = 60;

export function paperUri({ id, title }: Pick<Paper, "id" | "title">): vscode.Uri {
  const name = title
    .replace(/[\p{C}/\\:*?"<>|#%]+/gu, " ")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, longestName)
    .replace(/[\s.]+$/u, "");
  return vscode.Uri.from({ scheme: paperScheme, path: `/${id}/${name === "" ? "Paper" : name}.md` });
}

/** The paper a URI names, or `undefined` when it is not one of ours or not well formed. */
export function paperIdOf(uri: vscode.Uri): PaperId | undefined {
  if (uri.scheme !== paperScheme || uri.authority !== "") return undefined;
  const [, id, name, ...more] = uri.path.split("/");
  return id === undefined || name === undefined || more.length > 0 ? undefined : paperId(id);
}
