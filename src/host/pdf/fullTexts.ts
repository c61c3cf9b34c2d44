/** The full texts of the library's PDFs, read in the background of this window. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import type { Library } from "../../library/library.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";
import { affects, indexesPdfs } from "../workspace/configuration.ts";
import { commands, settings } from "../workspace/names.ts";
import { BackgroundTexts } from "./backgroundTexts.ts";
import type { Quietness } from "./quietness.ts";
import { showReading } from "./readingStatus.ts";
import type { TextReading } from "./textReading.ts";
import { showPapersWithoutText } from "./withoutText.ts";

export interface FullTextsPorts {
  readonly library: Library;
  readonly texts: PaperTexts;
  readonly reading: TextReading;
  readonly quiet: Quietness;
  /** Absent where nothing can tell. */
  readonly isOnBattery: (() => Promise<boolean>) | undefined;
  readonly log: Log;
}

export interface FullTexts extends vscode.Disposable {
  readonly commands: Readonly<Record<string, () => unknown>>;
}

const batteryAgainMs = 60_000;

export function readFullTexts({
  library,
  texts,
  reading,
  quiet,
  isOnBattery,
  log,
}: FullTextsPorts): FullTexts {
  const own = new Disposables();
  const whenFree = async (): Promise<void> => {
    await quiet.whenQuiet();
    while (!own.disposed && (await isOnBattery?.()) === true) {
      await new Promise((resolve) => setTimeout(resolve, batteryAgainMs));
      await quiet.whenQuiet();
    }
  };
  const background = own.add(
    new BackgroundTexts({
      ...{ library, texts, whenFree, log },
      read: (paper) => reading.read(paper),
      // Nothing is opened unasked in a folder that the person does not trust.
      isWanted: () => reading.hasThread && vscode.workspace.isTrusted && indexesPdfs(),
    }),
  );
  const start = (): void => {
    if (reading.hasThread && indexesPdfs()) void background.start();
  };
  own.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme !== "output") quiet.touch(); // not the logs of programs
    }),
  );
  own.add(vscode.window.tabGroups.onDidChangeTabs(() => quiet.touch())); // something is being opened
  own.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, settings.indexPdfs)) start();
    }),
  );
  own.add(vscode.workspace.onDidGrantWorkspaceTrust(start));
  own.add(showReading(background));
  start();
  return {
    commands: {
      [commands.pauseReading]: () => background.pause(),
      [commands.resumeReading]: () => background.resume(),
      [commands.showWithoutText]: () => showPapersWithoutText(library, texts),
    },
    dispose: () => own.dispose(),
  };
}
