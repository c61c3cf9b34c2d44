/** What keys, buttons and VS Code's commands ask of the pages. */
import { tones, type Tones } from "../../src/protocol/pdf.ts";
import type { Annotator } from "./annotator.ts";
import { columnInSight } from "./columnInSight.ts";
import type { Pages } from "./engine/pages.ts";
import type { Finder } from "./finder.ts";
import type { SidePanels } from "./sidePanels.ts";
import type { PdfKey } from "./state/keys.ts";
import { labelOf } from "./state/labels.ts";
import type { PdfState } from "./state/model.ts";
import { toolNames, type Tool } from "./state/tools.ts";
import { selectField } from "../ui/controls.ts";
import { toneInForce, toneNames } from "./ui/commands.ts";

export interface ReadingPorts {
  readonly root: HTMLElement;
  readonly pages: Pages;
  readonly finder: Finder;
  readonly panels: SidePanels;
  readonly annotator: Annotator;
  readonly state: () => PdfState;
  readonly update: (change: Partial<PdfState>) => void;
  readonly drawNow: () => void;
  readonly say: (said: string) => void;
  /** What is remembered for the file has changed. */
  readonly changed: () => void;
  readonly keepTones: (chosen: Tones) => void;
}

export class ReadingCommands {
  readonly #ports: ReadingPorts;

  constructor(ports: ReadingPorts) {
    this.#ports = ports;
  }

  /** Answers whether there was anything to do. */
  perform(key: PdfKey): boolean {
    const { root, pages, finder, panels, annotator, state, say } = this.#ports;
    const { page, pageCount } = state();
    switch (key) {
      case "find":
        return finder.begin();
      case "findNext":
      case "findPrevious":
        return finder.next(key === "findNext" ? 1 : -1);
      case "leave":
        return finder.leave() || (state().isFocused && this.#toggleFocusMode());
      case "back":
        return pages.goBack();
      case "forward":
        return pages.goForward();
      case "goToPage":
        selectField(root.querySelector(".page-field") ?? root);
        return true;
      case "firstPage":
        this.jump(1);
        return true;
      case "lastPage":
        this.jump(pageCount);
        return true;
      case "nextPage":
      case "previousPage":
        pages.turnTo(page + (key === "nextPage" ? 1 : -1));
        return true;
      case "zoomIn":
      case "zoomOut":
        pages.zoomStep(key === "zoomIn" ? 1 : -1);
        say(`Zoom ${Math.round(pages.standing.scale * 100)} %`);
        return true;
      case "zoomAuto":
      case "fitWidth":
      case "fitPage":
        pages.zoomTo(key === "zoomAuto" ? "auto" : key === "fitWidth" ? "page-width" : "page-fit");
        return true;
      case "fitColumn":
        void this.#fitColumn();
        return true;
      case "rotate":
      case "rotateBack":
        pages.rotate(key === "rotate" ? 90 : -90);
        return true;
      case "twoUp":
        return this.#toggleTwoUp();
      case "tone":
        return this.#nextTone();
      case "focusMode":
        return this.#toggleFocusMode();
      case "outline":
      case "pages":
        panels.toggle(key);
        this.#ports.changed();
        return true;
      case "notes":
        return this.#toggleNotes();
      case "carryOver":
        return annotator.carryOver();
      default:
        return annotator.commands.perform(key);
    }
  }

  jump(page: number): void {
    const { pages, state, say } = this.#ports;
    pages.jumpTo(page);
    say(`Page ${labelOf(page, state().labels)} of ${state().pageCount}`);
  }

  openNotes(): void {
    const { state, update, drawNow } = this.#ports;
    if (!state().isNotesOpen) update({ isNotesOpen: true });
    drawNow();
  }

  useTool(tool: Tool): void {
    const { annotator, update, say, pages } = this.#ports;
    annotator.putDownTool();
    update({ tool });
    say(toolNames[tool]);
    pages.focus();
  }

  #toggleNotes(): true {
    const { state, update, pages } = this.#ports;
    if (state().isNotesOpen) {
      update({ isNotesOpen: false });
      pages.focus();
    } else this.openNotes();
    return true;
  }

  async #fitColumn(): Promise<void> {
    const { pages, annotator, say } = this.#ports;
    const column = await columnInSight(pages.element, annotator.sheets, annotator.texts);
    if (column === undefined) say("There is no column of text here");
    else pages.fitTo(column.page, column.rect);
  }

  #toggleTwoUp(): true {
    const { pages, changed, say } = this.#ports;
    pages.isTwoUp = !pages.isTwoUp;
    changed();
    say(pages.isTwoUp ? "Two pages side by side" : "One page below the other");
    return true;
  }

  /** Nothing but the pages, until Escape. */
  #toggleFocusMode(): true {
    const { state, update, drawNow, pages, say } = this.#ports;
    const isFocused = !state().isFocused;
    update({ isFocused, ...(isFocused ? { panel: undefined, isNotesOpen: false } : {}) });
    drawNow();
    pages.focus();
    say(isFocused ? "Only the pages; Escape brings the rest back" : "The bar is back");
    return true;
  }

  #nextTone(): true {
    const { state, update, keepTones, say } = this.#ports;
    const now = toneInForce(state());
    const next = tones[(tones.indexOf(now) + 1) % tones.length] ?? "printed";
    const chosen = { ...state().tones, [state().isDarkTheme ? "dark" : "light"]: next };
    update({ tones: chosen });
    keepTones(chosen);
    say(`Pages ${toneNames[next]}`);
    return true;
  }
}
