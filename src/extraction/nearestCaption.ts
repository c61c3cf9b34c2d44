/** The caption that belongs to the place of a figure or table, which is the float's top, its caption's, or in between. */
import { destinationKind } from "./destinations.ts";
import type { Caption, Destination } from "./extractedPaper.ts";

export function captionAt(captions: readonly Caption[], destination: Destination): Caption | undefined {
  const kind = destinationKind(destination.name);
  const near = captions.filter((each) => each.kind === kind && each.place.page === destination.page);
  return near.sort((a, b) => distance(a, destination) - distance(b, destination))[0];
}

/** A caption above its place is less likely, and so is one in another column. */
function distance({ place }: Caption, { x, y }: Destination): number {
  const drop = y + 25 - place.y;
  const aside = Math.abs(place.x - x) > 150 ? 200 : 0;
  return (drop >= 0 ? drop : -3 * drop) + aside;
}
