/**
 * Where the linked lines of one open text are: found by their words once, then followed edit by edit. So a line whose every
 * word is rewritten while one looks on is still the line that was linked.
 */
import { SearchedText } from "../anchoring/placeInText.ts";
import { isEmptySpan, textAt, type Span } from "../base/span.ts";
import type { FilePlace } from "../domain/fileLink.ts";
import type { Placement } from "../domain/note.ts";
import { changesWords, crossesEdge, movedSpan, type TextChange } from "./movedSpan.ts";
import { asLinked, placeLines } from "./placeLines.ts";

interface Followed {
  readonly place: FilePlace;
  placement: Placement;
  /** Its words were edited since they were found. */
  isRewritten: boolean;
}

export class FollowedPlaces {
  readonly #text: () => string;
  readonly #followed = new Map<string, Followed>();
  /** Made ready for as long as the text stays as it is. */
  #searched: SearchedText | undefined;

  constructor(text: () => string) {
    this.#text = text;
  }

  /** @param key names the link; the same one with another place is looked for anew */
  find(key: string, place: FilePlace): Placement {
    const known = this.#followed.get(key);
    if (known !== undefined && isSamePlace(known.place, place)) return known.placement;
    const followed: Followed = { place, placement: this.#found(place), isRewritten: false };
    this.#followed.set(key, followed);
    return followed.placement;
  }

  changed(changes: readonly TextChange[]): void {
    this.#searched = undefined;
    for (const followed of this.#followed.values()) {
      const { placement, place } = followed;
      if (placement.state === "unplaced") {
        // Its very words may have come back, by an undo or out of the clipboard.
        if (this.#text().includes(place.quote.exact)) this.#search(followed);
        continue;
      }
      const { span: before, state } = placement;
      const span = movedSpan(before, changes);
      const isLeft = !isEmptySpan(span) && 2 * (span.end - span.start) >= before.end - before.start;
      if (isEmptySpan(span) || crossesEdge(before, changes)) {
        this.#search(followed);
        if (followed.placement.state === "anchored" || !isLeft) continue;
      }
      if (changesWords(before, changes)) followed.isRewritten = true;
      followed.placement = { state, span };
    }
  }

  /** Looks once more, also by likeness, for what is not found. */
  lookAgain(): void {
    for (const followed of this.#followed.values())
      if (followed.placement.state === "unplaced") this.#search(followed);
  }

  /** Links whose words have become others, which would be found no more, or elsewhere, by those that are stored. */
  rewritten(): ReadonlyMap<string, Span> {
    const spans = new Map<string, Span>();
    for (const [key, { place, placement, isRewritten }] of this.#followed) {
      if (!isRewritten || placement.state !== "anchored") continue;
      if (textAt(this.#text(), placement.span) === place.quote.exact) continue;
      const found = this.#found(place);
      const isFound = found.state === "anchored" && found.span.start === placement.span.start;
      if (isFound) continue;
      spans.set(key, asLinked(this.#text(), placement.span, place));
    }
    return spans;
  }

  #search(followed: Followed): void {
    followed.placement = this.#found(followed.place);
    followed.isRewritten = false;
  }

  #found(place: FilePlace): Placement {
    const text = this.#text();
    return placeLines(text, (this.#searched ??= new SearchedText(text)), place);
  }
}

const isSamePlace = (a: FilePlace, b: FilePlace): boolean =>
  a === b ||
  (a.quote.exact === b.quote.exact &&
    a.quote.prefix === b.quote.prefix &&
    a.quote.suffix === b.quote.suffix &&
    a.position?.start === b.position?.start);
