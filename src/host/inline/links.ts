/** Mentions as links that open the paper. */
import * as vscode from "vscode";
import { clip } from "../../library/markdownText.ts";
import { commands } from "../workspace/names.ts";
import { mentioningDocuments } from "./documents.ts";
import type { KnownPapers } from "./knownPapers.ts";
import { mentionsOn } from "./notedLines.ts";

const longestTitle = 80;

export const provideLinks = (known: KnownPapers): vscode.Disposable =>
  vscode.languages.registerDocumentLinkProvider(mentioningDocuments, {
    async provideDocumentLinks(document, token) {
      const lookup = await known.ready();
      const links: vscode.DocumentLink[] = [];
      for (let line = 0; line < document.lineCount && !token.isCancellationRequested; line++)
        for (const { span, paper } of mentionsOn(document, line, known, lookup)) {
          const args = encodeURIComponent(JSON.stringify([paper]));
          const link = new vscode.DocumentLink(
            new vscode.Range(line, span.start, line, span.end),
            vscode.Uri.parse(`command:${commands.open}?${args}`),
          );
          link.tooltip = `Open “${clip(known.paper(paper)?.title ?? "", longestTitle)}”`;
          links.push(link);
        }
      return links;
    },
  });
