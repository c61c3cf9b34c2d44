/** *Export PDF with Notes…*: a copy of a paper's PDF with the notes in it, for readers that know nothing of us. */
import * as vscode from "vscode";
import { isSameBytes } from "../../base/bytes.ts";
import { counted } from "../../base/counted.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Notes } from "../../notes/notes.ts";
import type { CopyAnswer, LeftOut, MakeCopy } from "../../pdfCopy/makeCopy.ts";
import type { CommandBody } from "../commands/registered.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { commands } from "../workspace/names.ts";

export interface ExportPdfPorts {
  /** The papers that a command was called for. */
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
  readonly notes: Pick<Notes, "open" | "of">;
  /** The PDF of a paper that is opened first; `undefined` where it is gone. @throws when it has none. */
  readonly fileOf: (paper: Paper) => Promise<vscode.Uri | undefined>;
  /** All PDFs of a paper, which are never written. */
  readonly filesOf: (paper: Paper) => readonly vscode.Uri[];
  /** Absent where there are no threads to make copies on. */
  readonly makeCopy: MakeCopy | undefined;
}

export interface ExportedPdf {
  readonly file: vscode.Uri;
  readonly notes: number;
  readonly leftOut: LeftOut;
}

/** Called with a paper and a file it asks for neither. */
export const exportPdfCommands = (ports: ExportPdfPorts): Record<string, CommandBody> => ({
  [commands.exportPdf]: async (...args) => {
    const [paper] = await ports.chosen(args);
    if (paper === undefined) return undefined;
    return exportPdf(ports, paper, args[1] instanceof vscode.Uri ? args[1] : undefined);
  },
});

async function exportPdf(
  ports: ExportPdfPorts,
  paper: Paper,
  given: vscode.Uri | undefined,
): Promise<ExportedPdf | undefined> {
  if (ports.makeCopy === undefined)
    throw new Error("Copies of PDFs are made in VS Code on the desktop, and not in a browser");
  const source = await ports.fileOf(paper);
  if (source === undefined) throw new Error("The PDF of this paper is no longer where it was");
  const target = given ?? (await askTarget(source));
  if (target === undefined) return undefined;
  if ([source, ...ports.filesOf(paper)].some((file) => isSame(file, target)))
    throw new Error(`${nameOf(target)} is the paper's own PDF, which is never changed: choose another name`);
  await ports.notes.open(paper.id);
  const bytes = await vscode.workspace.fs.readFile(source);
  const answer = await made(ports, ports.makeCopy, paper, bytes);
  if (answer === undefined) return undefined;
  await vscode.workspace.fs.writeFile(target, answer.bytes);
  if (!isSameBytes(await vscode.workspace.fs.readFile(target), answer.bytes))
    throw new Error(`${nameOf(target)} is not on the disk as it was written: export it again`);
  if (given === undefined) void offerToOpen(target, answer);
  return { file: target, notes: answer.notes, leftOut: answer.leftOut };
}

type Copy = Extract<CopyAnswer, { kind: "copy" }>;

/** Asks for what the file wants to know, until there is a copy; `undefined` when the person turns back. */
async function made(
  { notes }: ExportPdfPorts,
  makeCopy: MakeCopy,
  paper: Paper,
  bytes: Uint8Array,
): Promise<Copy | undefined> {
  let password: string | undefined;
  let evenIfSigned = false;
  for (;;) {
    const wish = { bytes, notes: notes.of(paper), password, evenIfSigned };
    const answer = await withProgress(paper, (signal) => makeCopy(wish, signal));
    switch (answer?.kind) {
      case undefined:
        return undefined;
      case "copy":
        return answer;
      case "failed":
        throw new Error(`The PDF of “${paper.title}” could not be copied: ${answer.why}`);
      case "nothing":
        throw new Error(whyNothing(answer.leftOut));
      case "signed":
        if (!(await asksForSigned())) return undefined;
        evenIfSigned = true;
        break;
      case "password":
        password = await askPassword(answer.isWrong);
        if (password === undefined) return undefined;
    }
  }
}

/** `undefined` when it was cancelled. */
const withProgress = (
  { title }: Paper,
  work: (signal: AbortSignal) => Promise<CopyAnswer>,
): Thenable<CopyAnswer | undefined> =>
  vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Writing notes into a copy of “${title}”`,
      cancellable: true,
    },
    async (_, token) => {
      const cancelled = abortedBy(token);
      try {
        return await work(cancelled.signal);
      } catch (thrown) {
        if (cancelled.signal.aborted) return undefined;
        throw thrown;
      } finally {
        cancelled.dispose();
      }
    },
  );

function whyNothing({ alreadyThere, onOtherVersion, onAbstract }: LeftOut): string {
  if (alreadyThere > 0) return "This PDF has all of these notes in it already";
  if (onOtherVersion > 0)
    return "The notes of this paper were made on another version of its PDF: open it and carry them over first";
  if (onAbstract > 0) return "The notes of this paper are on its abstract, and none is on its PDF";
  return "There are no notes on this paper yet";
}

async function asksForSigned(): Promise<boolean> {
  const go = "Write a Copy";
  const detail =
    "The copy is no longer what was signed, and readers will say so. The PDF itself stays as it is.";
  return (await vscode.window.showWarningMessage("This PDF is signed", { modal: true, detail }, go)) === go;
}

const askPassword = (isWrong: boolean): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: "Export PDF with Notes",
    prompt: isWrong
      ? "This is not its password. Try another"
      : "This PDF wants a password, and so will the copy",
    password: true,
    ignoreFocusOut: true,
  });

function askTarget(source: vscode.Uri): Thenable<vscode.Uri | undefined> {
  const name = nameOf(source).replace(/\.pdf$/iu, "");
  return vscode.window.showSaveDialog({
    title: "Export PDF with Notes",
    saveLabel: "Export",
    defaultUri: vscode.Uri.joinPath(source, "..", `${name} (with notes).pdf`),
    filters: { PDF: ["pdf"] },
  });
}

async function offerToOpen(file: vscode.Uri, { notes, leftOut, isEncrypted }: Copy): Promise<void> {
  const open = "Open in Other Program";
  const others = [
    leftOut.onAbstract > 0 ? `${counted(leftOut.onAbstract, "note")} on the abstract` : "",
    leftOut.onOtherVersion > 0 ? `${counted(leftOut.onOtherVersion, "note")} on another version` : "",
    leftOut.alreadyThere > 0 ? `${counted(leftOut.alreadyThere, "note")} that it had` : "",
  ].filter((part) => part !== "");
  const without = others.length === 0 ? "" : `, without ${others.join(", ")}`;
  const drawn = isEncrypted ? ". As it is encrypted, lines and areas are drawn as ink" : "";
  const said = `${counted(notes, "note")} written into ${nameOf(file)}${without}${drawn}.`;
  if ((await vscode.window.showInformationMessage(said, open)) === open) await vscode.env.openExternal(file);
}

const nameOf = ({ path }: vscode.Uri): string => path.split("/").at(-1) ?? path;

/** Windows and macOS know no difference between capitals and small letters in names. */
const isSame = (a: vscode.Uri, b: vscode.Uri): boolean =>
  a.scheme === b.scheme && a.authority === b.authority && a.path.toLowerCase() === b.path.toLowerCase();
