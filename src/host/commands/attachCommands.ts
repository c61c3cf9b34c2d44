/** PDFs of papers as commands: open, attach, download, remove, and going between a paper's abstract and its PDF. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import { identifierOf } from "../../library/citation.ts";
import type { Attachments } from "../pdf/attachments.ts";
import { downloadPdf } from "../pdf/download.ts";
import type { Renditions } from "../pdf/renditions.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { offerUndo } from "../workspace/offerUndo.ts";
import { largestDownloadBytes } from "../workspace/configuration.ts";
import { commands } from "../workspace/names.ts";
import { addressOf as linkTo } from "./paperLinks.ts";
import type { CommandBody } from "./registered.ts";

export interface AttachCommandPorts {
  /** The papers that a command was called for. */
  readonly chosen: (args: readonly unknown[]) => Promise<readonly Paper[]>;
  readonly attachments: Attachments;
  readonly renditions: Renditions;
  /** Which of the two is in front, and of which paper. */
  readonly inFront: () => Promise<
    { readonly paper: Paper; readonly rendition: "abstract" | "pdf"; readonly page?: number } | undefined
  >;
}

export function attachCommands(ports: AttachCommandPorts): Record<string, CommandBody> {
  const { attachments, renditions } = ports;
  const one = async (args: readonly unknown[]): Promise<Paper | undefined> => (await ports.chosen(args))[0];
  return {
    [commands.openPdf]: async (...args) => {
      const paper = await one(args);
      if (paper === undefined) return;
      if (paper.pdfs.length === 0) return void offerPdf(paper);
      await renditions.openPdf(paper, goalIn(args[1]));
    },
    [commands.attachPdf]: async (...args) => {
      const paper = await one(args);
      const file =
        paper === undefined ? undefined : args[1] instanceof vscode.Uri ? args[1] : await pickFile(paper);
      if (paper === undefined || file === undefined) return;
      const kept = await attachments.attachFile(paper.id, file);
      void offerToOpen(paper);
      return kept;
    },
    [commands.downloadPdf]: async (...args) => {
      const paper = await one(args);
      const given = typeof args[1] === "string" ? args[1] : undefined;
      const url = paper === undefined ? undefined : (given ?? addressOf(paper) ?? (await askAddress()));
      if (paper === undefined || url === undefined) return;
      const bytes = await downloadWithProgress(paper, url);
      if (bytes === undefined) return;
      const kept = await attachments.attachBytes(paper.id, bytes, url);
      void offerToOpen(paper);
      return kept;
    },
    [commands.removePdf]: async (...args) => {
      const paper = await one(args);
      if (paper === undefined || paper.pdfs.length === 0) return;
      const putBack = await attachments.detach(paper.id);
      void offerUndo("The PDF was removed from the paper. The file and the notes stay.", putBack);
    },
    [commands.copyLinkToPage]: async () => {
      const front = await ports.inFront();
      if (front?.rendition !== "pdf") throw new Error("Open the PDF of a paper first");
      const address = linkTo({ paper: front.paper.id, page: front.page ?? 1 });
      await vscode.env.clipboard.writeText(address);
      vscode.window.setStatusBarMessage("Copied: link to the page", 3000);
      return address;
    },
    [commands.switchRendition]: async () => {
      const front = await ports.inFront();
      if (front === undefined) throw new Error("Open a paper or its PDF first");
      const { paper, rendition } = front;
      if (rendition === "pdf") return renditions.switchTo("abstract", paper);
      if (paper.pdfs.length === 0) return void offerPdf(paper);
      await renditions.switchTo("pdf", paper);
    },
  };
}

/** Where arguments come from another extension or a link. */
function goalIn(raw: unknown): { page?: number; quote?: string; destination?: string } | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  return {
    ...("page" in raw && Number.isInteger(raw.page) && Number(raw.page) > 0
      ? { page: Number(raw.page) }
      : {}),
    ...("quote" in raw && typeof raw.quote === "string" ? { quote: raw.quote } : {}),
    ...("destination" in raw && typeof raw.destination === "string" ? { destination: raw.destination } : {}),
  };
}

/** Where a paper's PDF can be had without asking. */
export function addressOf(paper: Paper): string | undefined {
  const arxiv = identifierOf(paper, "arxiv");
  return arxiv === undefined
    ? paper.resources.find(({ kind }) => kind === "pdf")?.url
    : `https://arxiv.org/pdf/${arxiv}`;
}

async function pickFile(paper: Paper): Promise<vscode.Uri | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: `PDF of “${paper.title.slice(0, 80)}”`,
      openLabel: "Attach",
      filters: { PDF: ["pdf"] },
    })) ?? [];
  return file;
}

const askAddress = (): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: "Download PDF",
    prompt: "Where is the PDF?",
    placeHolder: "https://…",
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^https?:\/\/\S+$/iu.test(text.trim()) ? undefined : "An address that begins with https://",
  });

/** `undefined` when the person cancelled. */
async function downloadWithProgress(paper: Paper, url: string): Promise<Uint8Array | undefined> {
  const title = `Downloading “${paper.title.slice(0, 60)}”`;
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const stop = abortedBy(token);
      let shown = 0;
      try {
        return await downloadPdf(url, {
          largestBytes: largestDownloadBytes(),
          signal: stop.signal,
          progress: (read, total) => {
            const percent = total === undefined ? 0 : (100 * read) / total;
            progress.report({ message: `${(read / 1e6).toFixed(1)} MB`, increment: percent - shown });
            shown = percent;
          },
        });
      } catch (thrown) {
        if (stop.signal.aborted) return undefined;
        throw thrown;
      }
    },
  );
}

async function offerToOpen(paper: Paper): Promise<void> {
  const open = "Open";
  const answer = await vscode.window.showInformationMessage("The PDF is attached to the paper.", open);
  if (answer === open) await vscode.commands.executeCommand(commands.openPdf, paper.id);
}

async function offerPdf(paper: Paper): Promise<void> {
  const [attach, download] = ["Attach PDF…", "Download PDF"];
  const answer = await vscode.window.showInformationMessage(
    "No PDF is attached to this paper.",
    attach,
    download,
  );
  if (answer === attach) await vscode.commands.executeCommand(commands.attachPdf, paper.id);
  if (answer === download) await vscode.commands.executeCommand(commands.downloadPdf, paper.id);
}
