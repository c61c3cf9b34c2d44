/** Links above their lines, for those who asked for them: each opens its passage. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { FileLinks } from "../fileLinks/fileLinks.ts";
import { showsLinkLenses } from "../workspace/configuration.ts";
import { commands } from "../workspace/names.ts";
import type { KnownPapers } from "./knownPapers.ts";
import { linkedLinesIn } from "./linkedLines.ts";
import { besideLinks } from "./linkWording.ts";

export interface LinkLenses extends vscode.Disposable {
  /** Links may be others now. */
  check(): void;
}

export function provideLinkLenses(known: KnownPapers, links: FileLinks): LinkLenses {
  const own = new Disposables();
  const changes = own.add(new vscode.EventEmitter<void>());
  own.add(
    vscode.languages.registerCodeLensProvider("*", {
      onDidChangeCodeLenses: changes.event,
      async provideCodeLenses(document) {
        if (!showsLinkLenses()) return [];
        await known.ready();
        return linkedLinesIn(document, links).map(
          ({ range, link }) =>
            new vscode.CodeLens(range, {
              title: `$(link) ${besideLinks([link])}`,
              tooltip: "Open the passage",
              command: commands.openNote,
              arguments: [link.paper.id, link.id],
            }),
        );
      },
    }),
  );
  return { check: () => changes.fire(), dispose: () => own.dispose() };
}
