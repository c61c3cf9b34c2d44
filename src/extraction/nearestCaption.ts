/** The caption that belongs to the place of a figure or table, which is the float's top, its caption's, or in between. */
import { destinationKind } from "./destinations.ts";
import type { Caption, Destination } from "./extractedPaper.ts";

/** A float may go on over some pages, and then the last has the caption. */
const mostPages = 4;

export function captionAt(captions: readonly Caption[], destination: Destination): Caption | undefined {
  const kind = destinationKind(destination.name);
  const near = captions.filter((each) => each.kind === kind && isWithinReach(each, destination));
  const sorted = near.sort((a, b) => distance(a, destination) - distance(b, destination));
  return sorted[0];
}

const isWithinReach = ({ place }: Caption, { page }: Destination): boolean =>
  place.page >= page && place.page - page <= mostPages;

/** A caption above its place is less likely, and so is one in another column. */
function distance({ place }: Caption, { page, x, y }: Destination): number {
  const drop = y + 25 - place.y;
  const aside = Math.abs(place.x - x) > 150 ? 200 : 0;
  return 10_000 * (place.page - page) + (drop >= 0 ? drop : 400 - drop) + aside;
}
