/** Above the highlights in a note: whether they are up to date, and a way to renew them. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Event } from "../../base/emitter.ts";
import { sectionsIn } from "../../literature/generatedSection.ts";
import { commands } from "../workspace/names.ts";
import { isUpToDate } from "./literatureNotes.ts";
import type { LiteraturePorts } from "./noteContent.ts";

export function provideHighlightLenses(
  ports: LiteraturePorts,
  onDidChangeNotes: Event<unknown>,
): vscode.Disposable {
  const own = new Disposables();
  const changes = own.add(new vscode.EventEmitter<void>());
  own.add(onDidChangeNotes(() => changes.fire()));
  own.add(
    vscode.languages.registerCodeLensProvider(["markdown", "quarto"], {
      onDidChangeCodeLenses: changes.event,
      async provideCodeLenses(document) {
        const text = document.getText();
        if (!text.includes("<!-- marginalia:highlights ")) return [];
        await ports.known.ready();
        const sections = sectionsIn(text);
        if (!sections.ok) return [];
        const lenses = sections.value.map(async (section) => {
          const range = document.lineAt(document.positionAt(section.span.start).line).range;
          return (await isUpToDate(document, section, ports))
            ? new vscode.CodeLens(range, { title: "Highlights are up to date", command: "" })
            : new vscode.CodeLens(range, { title: "Renew highlights", command: commands.renewHighlights });
        });
        return Promise.all(lenses);
      },
    }),
  );
  return own;
}
