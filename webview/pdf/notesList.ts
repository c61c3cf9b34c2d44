/** The list of notes: what of it is shown, what is picked, and what is done with all that is picked. */
import { counted } from "../../src/base/counted.ts";
import type { TemplateResult } from "lit";
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { Channel } from "../../src/protocol/channel.ts";
import type { pdfAsks } from "../../src/protocol/pdf.ts";
import { refused, undo } from "../state/marking.ts";
import type { NoteChange } from "../state/actions.ts";
import { groupsOf, inReadingOrder } from "../state/order.ts";
import type { Reader } from "../state/reader.ts";
import { noFilter, passes, type NoteFilter } from "./state/noteFilter.ts";
import { notesPanel, type PanelCommands } from "./ui/notesPanel.ts";

const atFirst = 30;
const step = 60;

export class NotesList {
  readonly #reader: Reader;
  readonly #host: Channel<typeof pdfAsks>;
  readonly #changed: () => void;
  #filter: NoteFilter = noFilter;
  #picked: ReadonlySet<AnnotationId> = new Set();
  #limit = atFirst;

  constructor(reader: Reader, host: Channel<typeof pdfAsks>, changed: () => void) {
    this.#reader = reader;
    this.#host = host;
    this.#changed = changed;
  }

  /** @param above what is said above the notes */
  view(labels: readonly string[] | undefined, above: TemplateResult | undefined): TemplateResult {
    const picked = new Set(this.#pickedNotes().map(({ id }) => id));
    this.#reachActive();
    const limit = this.#limit;
    return notesPanel(this.#reader, { filter: this.#filter, picked, labels, limit, above }, this.#commands);
  }

  /** The note in focus is always among those that are drawn. */
  #reachActive(): void {
    const { active, notes } = this.#reader.state;
    if (active === undefined) return;
    const at = groupsOf(notes)
      .placed.filter((note) => passes(note, this.#filter))
      .findIndex(({ id }) => id === active);
    this.#limit = Math.max(this.#limit, at + 10);
  }

  readonly #commands: PanelCommands = {
    showMore: () => {
      this.#limit += step;
      this.#changed();
    },
    setFilter: (filter) => {
      this.#filter = filter;
      this.#changed();
    },
    pick: (id, isPicked) => {
      const others = [...this.#picked].filter((each) => each !== id);
      this.#pick(isPicked ? [...others, id] : others);
    },
    unpickAll: () => this.#pick([]),
    recolor: (color) => this.#editAll("Recoloured", ({ id }) => ({ id, color })),
    tag: (tag) => {
      const name = tag.trim();
      if (name === "") return;
      this.#editAll(`Tagged "${name}":`, ({ id, tags }) => ({ id, tags: [...new Set([...tags, name])] }));
    },
    copy: () => void this.#copy(),
    remove: () =>
      void this.#changeAll("Removed", (notes) =>
        this.#host.ask("removeAll", { ids: notes.map(({ id }) => id) }),
      ),
  };

  #pick(ids: readonly AnnotationId[]): void {
    this.#picked = new Set(ids);
    this.#changed();
  }

  /** Those that are still there, in reading order. */
  #pickedNotes(): readonly Note[] {
    return inReadingOrder(this.#reader.state.notes).filter(({ id }) => this.#picked.has(id));
  }

  #editAll(did: string, edit: (note: Note) => NoteChange): void {
    void this.#changeAll(did, (notes) => this.#host.ask("editAll", { edits: notes.map(edit) }));
  }

  async #changeAll(did: string, change: (notes: readonly Note[]) => Promise<unknown>): Promise<void> {
    if (refused(this.#reader)) return;
    const notes = this.#pickedNotes().filter(({ editable }) => editable);
    await this.#reader.wish("change the notes", () => change(notes));
    this.#reader.say(`${did} ${counted(notes.length, "note")}`, {
      label: "Undo",
      take: () => void undo(this.#reader),
    });
  }

  async #copy(): Promise<void> {
    const notes = this.#pickedNotes();
    const text = notes.map(asMarkdown).join("\n\n");
    await this.#reader.wish("copy the notes", () => this.#host.ask("copy", { text, cite: false }));
    this.#reader.say(`Copied ${counted(notes.length, "note")}`);
  }
}

const asMarkdown = ({ quote, comment, tags }: Note): string =>
  [
    quote === "" ? "" : `> ${quote.replaceAll("\n", "\n> ")}`,
    comment,
    tags.map((tag) => `#${tag.replaceAll(" ", "-")}`).join(" "),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
