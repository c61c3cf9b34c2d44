/**
 * Carrying notes over to this version of the document: what has become of each, and what is done about it. Where a note lay
 * before stays stored behind its new place.
 */
import { counted } from "../../src/base/counted.ts";
import type { TemplateResult } from "lit";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { refused, undo } from "../state/marking.ts";
import { attendTo } from "../state/moving.ts";
import { reattach } from "../state/reattaching.ts";
import { noteElementId } from "../ui/note.ts";
import type { Annotations } from "./annotations.ts";
import type { NoteGuide } from "./noteGuide.ts";
import { entriesOf, isPlain, type CarryEntry } from "./state/carried.ts";
import { carryOffer, carryPanel, type CarryCommands } from "./ui/carryPanel.ts";

export interface CarryPorts {
  readonly annotations: Annotations;
  readonly guide: () => NoteGuide;
  readonly openNotes: () => void;
  readonly focusPages: () => void;
  readonly changed: () => void;
}

const atFirst = 30;
const step = 60;

export class CarryOver {
  readonly #ports: CarryPorts;
  readonly #skipped = new Set<AnnotationId>();
  #isOpen = false;
  #isPutAway = false;
  #limit = atFirst;
  #search: AbortController | undefined;
  #read: { readonly read: number; readonly of: number } | undefined;

  constructor(ports: CarryPorts) {
    this.#ports = ports;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The list takes the place of that of the notes. Answers what there was to say. */
  open(): void {
    const { annotations, openNotes } = this.#ports;
    if (refused(annotations.reader)) return;
    if (this.#foreign().length === 0)
      return annotations.reader.say("All notes were made on this version: there is nothing to carry over");
    this.#isOpen = true;
    this.#skipped.clear();
    openNotes();
    void this.#look();
    this.#ports.changed();
    requestAnimationFrame(() => this.#focus(this.#entries()[0]?.note.id));
  }

  /** What is shown in the place of the list of notes while it is open. */
  panel(labels: readonly string[] | undefined): TemplateResult {
    const { reader } = this.#ports.annotations;
    return carryPanel(
      {
        entries: this.#entries(),
        active: reader.state.active,
        labels,
        limit: this.#limit,
        reading: this.#read,
        isLooking: this.#search !== undefined,
      },
      this.#commands,
    );
  }

  /** A line above the notes, where some were made on another version. */
  offer(): TemplateResult | undefined {
    const foreign = this.#foreign();
    const [version, abstract] = [
      foreign.filter(({ about }) => about === "pdf").length,
      foreign.filter(({ about }) => about === "passage").length,
    ];
    if (version + abstract === 0 || this.#isPutAway) return undefined;
    return carryOffer({ version, abstract }, this.#commands);
  }

  #foreign(): readonly Note[] {
    const { annotations } = this.#ports;
    const { placer, stored } = annotations;
    if (placer === undefined || annotations.reader.state.writable !== true) return [];
    return [...stored.onPages, ...stored.onAbstract].filter(
      (note) => note.editable && placer.isOfAnother(note),
    );
  }

  #entries(): readonly CarryEntry[] {
    const { placer } = this.#ports.annotations;
    const notes = this.#foreign().filter(({ id }) => !this.#skipped.has(id));
    return entriesOf(notes, (note) => placer?.fate(note));
  }

  async #look(): Promise<void> {
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    await this.#ports.annotations.findAll({
      signal: search.signal,
      found: () => this.#ports.changed(),
      reading: (read, of) => {
        this.#read = { read, of };
        this.#ports.changed();
      },
    });
    if (this.#search !== search) return;
    this.#search = undefined;
    this.#read = undefined;
    this.#ports.changed();
  }

  readonly #commands: CarryCommands = {
    open: () => this.open(),
    putAway: () => {
      this.#isPutAway = true;
      this.#ports.changed();
    },
    close: () => this.#close(),
    look: () => void this.#look(),
    stop: () => {
      this.#search?.abort();
      this.#search = undefined;
      this.#read = undefined;
      this.#ports.changed();
    },
    attend: (id) => attendTo(this.#ports.annotations.reader, id),
    reveal: (id) => this.#reveal(id),
    step: (id, by) => {
      const entries = this.#entries();
      const at = entries.findIndex(({ note }) => note.id === id);
      const next = entries[at + by]?.note.id;
      if (at + by >= this.#limit) this.#more();
      this.#focus(next);
    },
    accept: (id) => void this.#accept([id], id),
    acceptPlain: () =>
      void this.#accept(
        this.#entries()
          .filter(isPlain)
          .map(({ note }) => note.id),
        undefined,
      ),
    skip: (id) => {
      const next = this.#after(id);
      this.#skipped.add(id);
      this.#ports.annotations.reader.say("Skipped: the note stays as it was");
      this.#focus(next);
    },
    reattach: (id) => {
      const entry = this.#entries().find(({ note }) => note.id === id);
      if (entry !== undefined) reattach(this.#ports.annotations.reader, entry.note);
    },
    more: () => this.#more(),
  };

  #more(): void {
    this.#limit += step;
    this.#ports.changed();
  }

  #close(): void {
    this.#commands.stop();
    this.#isOpen = false;
    void this.#ports.annotations.find();
    this.#ports.changed();
    this.#ports.focusPages();
  }

  async #accept(ids: readonly AnnotationId[], from: AnnotationId | undefined): Promise<void> {
    const { annotations } = this.#ports;
    const { reader } = annotations;
    if (ids.length === 0 || refused(reader)) return;
    const next = from === undefined ? undefined : this.#after(from);
    await reader.wish("carry the notes over", () => annotations.accept(ids));
    reader.say(`Carried over ${counted(ids.length, "note")}`, {
      label: "Undo",
      take: () => void undo(reader),
    });
    this.#focus(next ?? this.#entries()[0]?.note.id);
  }

  /** The entry that takes the place of one that goes. */
  #after(id: AnnotationId): AnnotationId | undefined {
    const entries = this.#entries();
    const at = entries.findIndex(({ note }) => note.id === id);
    return (entries[at + 1] ?? entries[at - 1])?.note.id;
  }

  /** After the next drawing. */
  #focus(id: AnnotationId | undefined): void {
    this.#ports.changed();
    requestAnimationFrame(() => {
      const entry = id === undefined ? null : document.getElementById(noteElementId(id));
      const fallback = document.querySelector<HTMLElement>(".carry-panel");
      (entry ?? fallback)?.focus({ preventScroll: true });
      entry?.scrollIntoView({ block: "nearest" });
      if (id !== undefined) this.#reveal(id);
    });
  }

  #reveal(id: AnnotationId): void {
    const entry = this.#entries().find(({ note }) => note.id === id);
    const part = entry?.fate?.region?.parts[0];
    if (part?.rects[0] !== undefined) this.#ports.guide().revealRect(part.page, part.rects[0]);
  }
}
