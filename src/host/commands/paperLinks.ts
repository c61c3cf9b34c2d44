/** Links from outside to papers, their pages and notes: followed, and made. A link opens something, and does no more. */
import * as vscode from "vscode";
import type { AnnotationId } from "../../domain/annotation.ts";
import type { QuotedPassage } from "../../domain/quotedPassage.ts";
import type { Paper } from "../../domain/paper.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import {
  addressOfLink,
  addressOfPassage as passageAddress,
  readPaperLink,
  type PaperLink,
} from "../../library/paperLink.ts";
import { findPaper } from "../../library/findPaper.ts";
import type { Library } from "../../library/library.ts";
import { commands } from "../workspace/names.ts";

const noteScheme = "urn:uuid:";

export interface PaperLinkPorts {
  readonly library: Library;
  readonly openAt: (paper: Paper, annotation: AnnotationId) => Promise<void>;
  readonly openQuote: (paper: Paper, quote: string) => Promise<void>;
  /** Shows a paper that is not in the library, but in a feed; false where it is in none. */
  readonly showListed: (paper: string) => Promise<boolean>;
  readonly log: Log;
}

export function followPaperLinks(ports: PaperLinkPorts): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async ({ path, query }) => {
      try {
        await follow(ports, path, query);
      } catch (thrown) {
        ports.log.warn(`A link could not be followed: ${reasonOf(thrown)}`);
        void vscode.window.showErrorMessage(`Marginalia: ${reasonOf(thrown)}`);
      }
    },
  });
}

/** A link that opens the same in this kind of editor. */
export const addressOf = (link: PaperLink): string => addressOfLink(vscode.env.uriScheme, link);

export const addressOfNote = (paper: Paper, note: AnnotationId): string =>
  addressOfPassage(paper, { words: "", note });

export const addressOfPassage = (paper: Paper, passage: QuotedPassage): string =>
  passageAddress(vscode.env.uriScheme, paper, passage);

async function follow(
  { library, openAt, openQuote, showListed }: PaperLinkPorts,
  path: string,
  query: string,
) {
  const link = readPaperLink(path, query);
  if (!link.ok) throw new Error(link.why);
  const { paper: name, page, annotation, quote } = link.value;
  const paper = findPaper(await library.papers(), name);
  if (paper === undefined && (await showListed(name))) return undefined;
  if (paper === undefined)
    throw new Error(
      `"${name.slice(0, 100)}" is not in the library of this window. Open the folder it is kept in, and follow the link again.`,
    );
  if (annotation !== undefined) return openAt(paper, `${noteScheme}${annotation}` as AnnotationId);
  if (page !== undefined)
    return vscode.commands.executeCommand<void>(commands.openPdf, paper.id, { page, quote });
  if (quote !== undefined) return openQuote(paper, quote);
  return vscode.commands.executeCommand<void>(commands.open, paper.id, { preview: false });
}
