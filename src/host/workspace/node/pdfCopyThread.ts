import type { Uri } from "vscode";
import type { CopyAnswer, CopyWish, MakeCopy } from "../../../pdfCopy/makeCopy.ts";
import { JobThread } from "./jobThread.ts";

const longestMs = 180_000;

export function pdfCopyThread(extension: Uri): MakeCopy {
  const thread = new JobThread<CopyWish, CopyAnswer>(`${extension.fsPath}/dist/pdfCopyThread.mjs`);
  return (question, signal) => thread.ask({ question, longestMs, signal });
}
