/** The ways between a note in the list and its passage on the page. */
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Span } from "../../src/base/span.ts";
import type { Note } from "../../src/domain/note.ts";
import { pageOfOffset } from "../../src/domain/region.ts";
import { placeOf } from "../state/order.ts";
import type { Goal } from "../state/reader.ts";
import { focusControl } from "../ui/controls.ts";
import { noteElementId } from "../ui/note.ts";
import type { Pages } from "./engine/pages.ts";
import type { Sheets } from "./engine/sheets.ts";

export interface GuidePorts {
  readonly root: HTMLElement;
  readonly pages: Pages;
  readonly sheets: Sheets;
  readonly notes: () => readonly Note[];
  /** The list is drawn when this returns. */
  readonly openNotes: () => void;
}

const nowhere = [0, 0, 0, 0] as const;

export class NoteGuide {
  readonly #ports: GuidePorts;
  #followed: Goal | undefined;

  constructor(ports: GuidePorts) {
    this.#ports = ports;
  }

  /** Goes to a goal once: to an editor at once, since the hand may be typing already, else after the next drawing. */
  follow(goal: Goal | undefined): void {
    if (goal === this.#followed) return;
    this.#followed = goal;
    if (goal?.kind === "editor") this.#go(goal);
    else if (goal !== undefined) requestAnimationFrame(() => this.#go(goal));
  }

  /** Takes the pages to the passage of a note. */
  reveal(id: AnnotationId): void {
    const note = this.#note(id);
    const part = note?.region?.parts[0];
    const span = note === undefined ? undefined : placeOf(note);
    if (part?.rects[0] !== undefined) this.#ports.pages.reveal(part.page, part.rects[0]);
    else if (span !== undefined) this.#revealSpan(span);
  }

  revealRect(page: number, rect: readonly [number, number, number, number]): void {
    this.#ports.pages.reveal(page, rect);
  }

  #go(goal: Goal): void {
    const { root, pages, openNotes } = this.#ports;
    switch (goal.kind) {
      case "note": {
        openNotes();
        const card = document.getElementById(noteElementId(goal.id));
        card?.focus({ preventScroll: true });
        card?.scrollIntoView({ block: "nearest" });
        if (!this.#isInSight(goal.id)) this.reveal(goal.id);
        return;
      }
      case "passage":
        return this.#revealSpan(goal.span);
      case "editor": {
        openNotes();
        const editor = root.querySelector<HTMLElement>(".editor");
        editor?.scrollIntoView({ block: "nearest" });
        if (editor !== null) focusControl(editor);
        return;
      }
      case "abstract":
        return pages.focus();
    }
  }

  #note(id: AnnotationId): Note | undefined {
    return this.#ports.notes().find((note) => note.id === id);
  }

  #isInSight(id: AnnotationId): boolean {
    const { sheets, pages } = this.#ports;
    const part = this.#note(id)?.region?.parts[0];
    if (part === undefined) return true;
    const box = sheets.rectOnScreen(part.page, part.rects[0] ?? nowhere);
    const room = pages.element.getBoundingClientRect();
    return box !== undefined && box.top >= room.top && box.bottom <= room.bottom;
  }

  #revealSpan({ start, end }: Span): void {
    const note = this.#ports.notes().find((each) => {
      const place = placeOf(each);
      return place?.start === start && place.end === end;
    });
    this.#ports.pages.reveal(pageOfOffset(start).page, note?.region?.parts[0]?.rects[0] ?? nowhere);
  }
}
