/**
 * Notes at home in the editor: papers as text, hovers and links where papers are mentioned, and notes beside the lines they
 * belong to, drawn or as comment threads. Nothing is read before a document that can show notes is in view.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Event } from "../../base/emitter.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Library } from "../../library/library.ts";
import type { Notes } from "../../notes/notes.ts";
import { affects, inlineNotesMode } from "../workspace/configuration.ts";
import { commands, extensionId, settings } from "../workspace/names.ts";
import type { FileLinks } from "../fileLinks/fileLinks.ts";
import { Decorations, type InlineIcons } from "./decorations.ts";
import { mayShowNotes } from "./documents.ts";
import { provideHovers } from "./hovers.ts";
import type { KnownPapers } from "./knownPapers.ts";
import { linkedLinesIn, notedByLinks } from "./linkedLines.ts";
import { provideLinkLenses } from "./linkLenses.ts";
import { provideLinks } from "./links.ts";
import { notedLinesIn, rangesToShow } from "./notedLines.ts";
import { NoteThreads } from "./noteThreads.ts";
import { openAsText, providePaperTexts } from "./paperText.ts";
import { threadCommands, type CommandBody } from "./threadCommands.ts";
import { VisibleEditors } from "./visibleEditors.ts";

export interface InlineNotes extends vscode.Disposable {
  /** To be registered where commands meet the person. */
  readonly commands: Readonly<Record<string, CommandBody>>;
}

export interface InlinePorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly known: KnownPapers;
  readonly links: FileLinks;
  /** Names may mean other papers now. */
  readonly onDidChangeMeaning: Event<void>;
  readonly log: Log;
}

export function showNotesInline({
  library,
  notes,
  known,
  links,
  onDidChangeMeaning,
  log,
}: InlinePorts): InlineNotes {
  const own = new Disposables();
  const threads = own.add(new NoteThreads(log));
  const decorations = own.add(new Decorations(known, icons()));
  const visible = own.add(new VisibleEditors(mayShow, (editors) => void refresh(editors)));
  const lenses = own.add(provideLinkLenses(known, links));
  const check = (): void => {
    visible.check();
    lenses.check();
  };

  own.add(providePaperTexts(library, known, log));
  own.add(provideHovers(known, links, () => inlineNotesMode() === "decorations"));
  own.add(provideLinks(known));
  own.add(library.onDidChange(check));
  own.add(notes.onDidChange(check));
  own.add(known.onDidOpen(check));
  own.add(links.onDidFind(check));
  own.add(onDidChangeMeaning(check));
  own.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, settings.inlineNotes)) threads.closeAll();
      else if (!affects(event, settings.linkLenses)) return;
      check();
    }),
  );

  async function refresh(editors: readonly vscode.TextEditor[]): Promise<void> {
    try {
      const mode = inlineNotesMode();
      if (mode === "off") return decorations.clear(editors);
      const lookup = await known.ready();
      for (const editor of editors) {
        const ranges = rangesToShow(editor);
        const lines = notedLinesIn(editor.document, ranges, known, lookup);
        if (lines === undefined) continue; // its text is about to change, and that is told
        const linked = linkedLinesIn(editor.document, links);
        decorations.paint(editor, lines, linked, mode === "decorations" ? "beside" : "none");
        const noted = [...lines, ...notedByLinks(linked, ranges)];
        threads.show(editor.document, ranges, noted, { create: mode === "comments" });
      }
    } catch (thrown) {
      log.error(`Notes could not be shown inline: ${reasonOf(thrown)}`);
    }
  }

  return {
    commands: {
      ...threadCommands({ notes, known, links, threads, check }),
      [commands.openAsText]: async (...args) => openAsText(await library.papers(), args),
    },
    dispose: () => own.dispose(),
  };
}

/** Any file of the workspace may be linked to a paper. */
const mayShow = (document: vscode.TextDocument): boolean =>
  mayShowNotes(document) || vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;

const icons = (): InlineIcons => {
  const extension = vscode.extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error(`${extensionId} is not installed`);
  const icon = (name: string): vscode.Uri =>
    vscode.Uri.joinPath(extension.extensionUri, `media/inline/${name}.svg`);
  return { note: icon("note"), link: { light: icon("link-light"), dark: icon("link-dark") } };
};
