/** Tells the host what must survive this page, a little after it changed, and at once when the page is about to go. */
const quietMs = 300;

export class ViewKeeper<View> {
  readonly #keep: (view: View) => Promise<void>;
  readonly #look: () => View;
  #told = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #telling: Promise<void> = Promise.resolve();

  /** `look` answers how the view stands now. */
  constructor(keep: (view: View) => Promise<void>, look: () => View) {
    this.#keep = keep;
    this.#look = look;
    this.#told = JSON.stringify(look());
  }

  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.tellNow(), quietMs);
  }

  /** Resolves when the host has it. */
  tellNow(): Promise<void> {
    clearTimeout(this.#timer);
    const view = this.#look();
    const now = JSON.stringify(view);
    if (now === this.#told) return this.#telling;
    this.#told = now;
    this.#telling = this.#keep(view).catch(() => {
      this.#told = ""; // nothing is lost yet: the page still has it, and tells it again with the next change
    });
    return this.#telling;
  }
}
