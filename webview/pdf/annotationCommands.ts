/** What keys and VS Code's commands ask of notes and of selected words. Each call answers whether there was something to do. */
import { perform as performCommand, type Command } from "../state/commands.ts";
import { redo, undo } from "../state/marking.ts";
import { attendTo } from "../state/moving.ts";
import { activeNote, type Reader } from "../state/reader.ts";
import { attachHere, stopReattaching } from "../state/reattaching.ts";
import { replyTo } from "../state/writing.ts";
import { keyIn } from "../ui/keys.ts";
import type { Pages } from "./engine/pages.ts";
import type { NoteGuide } from "./noteGuide.ts";
import type { SelectedWords } from "./selectedWords.ts";
import type { PdfSelection } from "./selection.ts";
import type { SelectionWalk } from "./selectionWalk.ts";
import type { AnnotationKey } from "./state/annotationKeys.ts";
import type { Tool } from "./state/tools.ts";

export interface CommandPorts {
  readonly reader: Reader;
  readonly pages: Pages;
  readonly selection: PdfSelection;
  readonly words: SelectedWords;
  readonly walk: SelectionWalk;
  readonly guide: NoteGuide;
  readonly tool: () => Tool;
  readonly setTool: (tool: Tool) => void;
  readonly openNotes: () => void;
}

const needNoNote: readonly string[] = [
  "commentOnPaper",
  "linkToCode",
  "insertQuote",
  "nextNote",
  "previousNote",
];

export class AnnotationCommands {
  readonly #ports: CommandPorts;

  constructor(ports: CommandPorts) {
    this.#ports = ports;
  }

  /** A command of VS Code or of a key. */
  perform(command: Command | "strike" | "copyWithCitation"): boolean {
    const { reader, words, openNotes } = this.#ports;
    if (command === "copyWithCitation") return words.copy(true);
    if (command === "strike") return words.mark("strike");
    const hasWords = reader.state.selection !== undefined;
    const note = activeNote(reader.state);
    if (!hasWords && !needNoNote.includes(command)) {
      if (note === undefined) return false;
      if (note.inFile === true) return this.#sayFixed();
    }
    if (command === "commentOnPaper") openNotes();
    if (command.startsWith("highlight.")) words.style = "highlight";
    if (command === "underline") words.style = "underline";
    performCommand(reader, command);
    if (command === "insertQuote") return true; // the words stay selected
    if (hasWords && command === "comment") words.forget();
    else if (hasWords) words.letGo();
    return true;
  }

  /** Keys about words and tools. */
  key(key: AnnotationKey): boolean {
    const { words, walk, tool, setTool, openNotes } = this.#ports;
    switch (key.kind) {
      case "step":
        void walk.step(key);
        return true;
      case "unit":
        void walk.unit(key);
        return true;
      case "tool":
        setTool(key.tool === tool() ? "select" : key.tool);
        return true;
      case "caret":
        walk.toggleCaret();
        return true;
      case "strike":
        return words.mark("strike");
      case "again":
        return words.mark(words.style);
      case "copy":
      case "copyWithCitation":
        return words.copy(key.kind === "copyWithCitation");
      case "notes":
        openNotes();
        return true;
    }
  }

  /** The keys that notes have everywhere. */
  noteKey(event: KeyboardEvent): boolean {
    const { reader, guide } = this.#ports;
    const isOnNote = event.target instanceof Element && event.target.matches("[data-note]");
    const key = keyIn(isOnNote ? "note" : "abstract", event);
    const note = activeNote(reader.state);
    switch (key) {
      case undefined:
        return false;
      case "undo":
        void undo(reader);
        return true;
      case "redo":
        void redo(reader);
        return true;
      case "reply":
        if (note?.inFile === true) return this.#sayFixed();
        if (note !== undefined) replyTo(reader, note);
        return note !== undefined;
      case "showPassage":
        if (note !== undefined) guide.reveal(note.id);
        return note !== undefined;
      case "leave":
        return stopReattaching(reader) || this.#leave(isOnNote);
      case "comment":
        if (event.key === "Enter" && attachHere(reader)) return true;
        if (event.key === "Enter" && reader.state.selection === undefined) return false;
        return this.perform("comment");
      default:
        return this.perform(key);
    }
  }

  #sayFixed(): true {
    this.#ports.reader.say("This mark is part of the PDF file: it can be read here, not changed");
    return true;
  }

  /** Escape: first the toolbar and the selection go, then the tool, then the note in focus. */
  #leave(isOnNote: boolean): boolean {
    const { reader, pages, selection, words, walk, guide, tool, setTool } = this.#ports;
    const { active } = reader.state;
    if (isOnNote) {
      if (active !== undefined) guide.reveal(active);
      pages.focus();
      return true;
    }
    if (reader.state.selection !== undefined || selection.range !== undefined) words.letGo();
    else if (tool() !== "select") setTool("select");
    else if (walk.hasCaret) walk.toggleCaret();
    else if (active !== undefined) attendTo(reader, undefined);
    else return false;
    return true;
  }
}
