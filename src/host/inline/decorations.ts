/** Notes drawn into text editors: a mark in the gutter, some words beside the line, and passages in their colours. */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import type { Note } from "../../domain/note.ts";
import { inAbstract } from "../../domain/renditions.ts";
import { showsLinkLenses } from "../workspace/configuration.ts";
import { colorId } from "../workspace/names.ts";
import type { KnownPapers } from "./knownPapers.ts";
import { asRange, type NotedLine } from "./notedLines.ts";
import { passageOptions, type PassageLook } from "./passageStyles.ts";
import type { LinkedLine } from "./linkedLines.ts";
import { besideLinks } from "./linkWording.ts";
import { besideLine } from "./wording.ts";

export interface InlineIcons {
  readonly note: vscode.Uri;
  readonly link: { readonly light: vscode.Uri; readonly dark: vscode.Uri };
}

const besideLook: vscode.DecorationRenderOptions = {
  gutterIconSize: "contain",
  rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  after: {
    color: new vscode.ThemeColor("editorCodeLens.foreground"),
    fontStyle: "normal",
    margin: "0 0 0 2.5em",
  },
};

export class Decorations implements vscode.Disposable {
  readonly #known: KnownPapers;
  readonly #own = new Disposables();
  readonly #lines: vscode.TextEditorDecorationType;
  readonly #links: vscode.TextEditorDecorationType;
  /** By look; made when first needed, and anew for another kind of theme. */
  #passages = new Map<string, vscode.TextEditorDecorationType>();

  constructor(known: KnownPapers, icons: InlineIcons) {
    this.#known = known;
    this.#lines = this.#own.add(
      vscode.window.createTextEditorDecorationType({ ...besideLook, gutterIconPath: icons.note }),
    );
    this.#links = this.#own.add(
      vscode.window.createTextEditorDecorationType({
        ...besideLook,
        light: { gutterIconPath: icons.link.light },
        dark: { gutterIconPath: icons.link.dark },
        overviewRulerColor: new vscode.ThemeColor(colorId("blue")),
        overviewRulerLane: vscode.OverviewRulerLane.Left,
      }),
    );
    this.#own.add(vscode.window.onDidChangeActiveColorTheme(() => this.#forgetPassages()));
    this.#own.add({ dispose: () => this.#forgetPassages() });
  }

  /** Shows these lines and no others. Without words beside them where threads stand at the lines already. */
  paint(
    editor: vscode.TextEditor,
    lines: readonly NotedLine[],
    linked: readonly LinkedLine[],
    words: "beside" | "none",
  ): void {
    this.#paintPassages(editor);
    editor.setDecorations(this.#lines, words === "none" ? [] : marksFor(editor.document, lines));
    editor.setDecorations(this.#links, words === "none" ? [] : linkMarksFor(editor.document, linked));
  }

  clear(editors: readonly vscode.TextEditor[]): void {
    for (const editor of editors)
      for (const type of [this.#lines, this.#links, ...this.#passages.values()])
        editor.setDecorations(type, []);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #paintPassages(editor: vscode.TextEditor): void {
    const rendered = this.#known.renderedIn(editor.document);
    const ranges = new Map<string, { look: PassageLook; at: vscode.Range[] }>();
    if (rendered !== undefined)
      for (const { color, style, placement } of this.#known
        .notesOf(rendered.paper)
        .flatMap((note) => inAbstract(note) ?? [])) {
        if (placement.state === "unplaced") continue;
        const look = { color, style, uncertain: placement.state === "uncertain" };
        const key = JSON.stringify(look);
        const { at } = ranges.get(key) ?? { at: [] };
        ranges.set(key, { look, at: [...at, asRange(rendered.rendition.toDocument(placement.span))] });
      }
    for (const [key, { look }] of ranges)
      if (!this.#passages.has(key))
        this.#passages.set(
          key,
          vscode.window.createTextEditorDecorationType(passageOptions(look, isHighContrast())),
        );
    for (const [key, type] of this.#passages) editor.setDecorations(type, ranges.get(key)?.at ?? []);
  }

  #forgetPassages(): void {
    for (const type of this.#passages.values()) type.dispose();
    this.#passages = new Map();
  }
}

/** One mark a line, whatever stands on it: notes on several papers are counted together. */
function marksFor(document: vscode.TextDocument, lines: readonly NotedLine[]): vscode.DecorationOptions[] {
  const notesOn = new Map<number, Set<Note>>();
  for (const { line, notes } of lines) notesOn.set(line, new Set([...(notesOn.get(line) ?? []), ...notes]));
  return [...notesOn].map(([line, notes]) => ({
    range: endOfLine(document, line),
    renderOptions: { after: { contentText: besideLine([...notes]) } },
  }));
}

function linkMarksFor(
  document: vscode.TextDocument,
  lines: readonly LinkedLine[],
): vscode.DecorationOptions[] {
  const linksOn = new Map<number, LinkedLine["link"][]>();
  for (const { line, link } of lines) linksOn.set(line, [...(linksOn.get(line) ?? []), link]);
  return [...linksOn].map(([line, links]) => ({
    range: endOfLine(document, line),
    // Above the line they are said already.
    renderOptions: showsLinkLenses() ? {} : { after: { contentText: besideLinks(links) } },
  }));
}

function endOfLine(document: vscode.TextDocument, line: number): vscode.Range {
  const { end } = document.lineAt(line).range;
  return new vscode.Range(end, end);
}

const isHighContrast = (): boolean =>
  [vscode.ColorThemeKind.HighContrast, vscode.ColorThemeKind.HighContrastLight].includes(
    vscode.window.activeColorTheme.kind,
  );
