/** PDFs that an imported file names: those in the workspace are attached to their papers, others are left alone. */
import * as vscode from "vscode";
import type { Clock } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { ImportProblem, PaperFile } from "../../library/importers/importer.ts";
import type { Library } from "../../library/library.ts";
import { newPaper } from "../../library/merge.ts";
import { SamePaper } from "../../library/samePaper.ts";
import type { Attachments } from "../pdf/attachments.ts";

export interface ImportedFilesPorts {
  readonly library: Library;
  readonly attachments: Attachments;
  readonly clock: Clock;
}

export class ImportedFiles {
  readonly #ports: ImportedFilesPorts;

  constructor(ports: ImportedFilesPorts) {
    this.#ports = ports;
  }

  /** Nothing outside of the workspace is read: a bibliography from elsewhere could name any file of the computer. */
  async attach(
    files: readonly PaperFile[],
    source: vscode.Uri | string,
    signal?: AbortSignal,
  ): Promise<readonly ImportProblem[]> {
    const { library, attachments, clock } = this.#ports;
    if (files.length === 0) return [];
    const known = new SamePaper(await library.papers());
    const problems: ImportProblem[] = [];
    for (const { draft, path } of files) {
      if (signal?.aborted === true) break;
      const paper = known.find(newPaper(draft, clock.now()));
      const uri = await inWorkspace(path, source);
      if (paper === undefined || uri === undefined || this.#isAttached(paper, uri)) continue;
      try {
        await attachments.attachFile(paper, uri);
      } catch (thrown) {
        problems.push({ where: `"${draft.title.slice(0, 60)}"`, why: reasonOf(thrown) });
      }
    }
    return problems;
  }

  #isAttached(paper: PaperId, uri: vscode.Uri): boolean {
    const { pdfs = [] } = this.#ports.library.get(paper) ?? {};
    return pdfs.some(({ path }) => path !== undefined && uri.path.endsWith(`/${path}`));
  }
}

/** A path as the source writes it, below the folder of the workspace that it names or that the source lies in. */
async function inWorkspace(path: string, source: vscode.Uri | string): Promise<vscode.Uri | undefined> {
  const slashed = path.replace(/\\/gu, "/");
  if (slashed.split("/").includes("..") || slashed.includes("\0")) return undefined;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const isAbsolute = /^(?:\/|[A-Za-z]:\/)/u.test(slashed);
  const candidates = isAbsolute
    ? folders.flatMap(({ uri }) => {
        const full = slashed.replace(/^(?=[A-Za-z]:)/u, "/");
        return full.startsWith(`${uri.path}/`) ? [uri.with({ path: full })] : [];
      })
    : [
        ...(typeof source === "string" || vscode.workspace.getWorkspaceFolder(source) === undefined
          ? []
          : [vscode.Uri.joinPath(source, "..", slashed)]),
        ...folders.map(({ uri }) => vscode.Uri.joinPath(uri, slashed)),
      ];
  for (const uri of candidates) if (await isFile(uri)) return uri;
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) !== 0 && (type & vscode.FileType.SymbolicLink) === 0;
  } catch {
    return false;
  }
}
