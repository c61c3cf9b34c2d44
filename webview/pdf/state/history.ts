/** Where one has been, as in a browser: every jump remembers the place it left. */
const longest = 200;

export class JumpHistory<Place> {
  #past: Place[] = [];
  #future: Place[] = [];

  get canGoBack(): boolean {
    return this.#past.length > 0;
  }

  get canGoForward(): boolean {
    return this.#future.length > 0;
  }

  /** Call before a jump, with the place that is left. */
  leave(place: Place): void {
    this.#past = [...this.#past, place].slice(-longest);
    this.#future = [];
  }

  /** Answers where to go, given where one is; `undefined` at the end of the way. */
  back(here: Place): Place | undefined {
    const to = this.#past.pop();
    if (to !== undefined) this.#future.push(here);
    return to;
  }

  forward(here: Place): Place | undefined {
    const to = this.#future.pop();
    if (to !== undefined) this.#past.push(here);
    return to;
  }

  /** After the document became a shorter one. */
  keepOnly(isThere: (place: Place) => boolean): void {
    this.#past = this.#past.filter(isThere);
    this.#future = this.#future.filter(isThere);
  }
}
