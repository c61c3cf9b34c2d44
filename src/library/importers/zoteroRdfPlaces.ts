/** What items of Zotero's RDF appeared in: journals, books and sites, beside them in the file or within them. */
import { all, textIn, type Part } from "./zoteroRdfParts.ts";

/** A section of a newspaper lies between, a series around. */
const between = new Set(["bib:Part", "bib:Series"]);
const furthest = 5;

/** Those that other programs write without saying which kind of item they are. */
const items = new Set(
  ["Article", "Book", "BookSection", "Document", "Manuscript", "Patent", "Report", "Thesis"].map(
    (name) => `bib:${name}`,
  ),
);

export class Places {
  readonly #byAddress = new Map<string, Part>();
  readonly #uses = new Map<string, number>();

  add(part: Part): void {
    if (textIn(part, "z:itemType") === "") this.#byAddress.set(part.about, part);
    for (const { resource } of linksIn(part)) this.#uses.set(resource, (this.#uses.get(resource) ?? 0) + 1);
  }

  /** It says no kind of its own, and nothing appeared in it. */
  isItem(part: Part): boolean {
    return items.has(part.name) && !this.#uses.has(part.about);
  }

  /** What several items appeared in has no identifier of any of them. */
  isShared(place: Part): boolean {
    return (this.#uses.get(place.about) ?? 0) > 1;
  }

  #placesOf(part: Part): readonly Part[] {
    return all(part, "dcterms:isPartOf").flatMap(
      ({ parts, resource }) => parts[0] ?? this.#byAddress.get(resource) ?? [],
    );
  }

  /** The nearest thing that has a name of its own. */
  of(item: Part): Part | undefined {
    const around = new Set<Part>();
    let level: readonly Part[] = [item];
    for (let depth = 0; depth < furthest && level.length > 0; depth++) {
      const next = new Set(level.flatMap((part) => this.#placesOf(part)));
      level = [...next].filter((part) => !around.has(part)); // a file may go round in circles
      for (const part of level) around.add(part);
    }
    const found = [...around];
    return found.find(({ name }) => !between.has(name)) ?? found.find(({ name }) => name === "bib:Series");
  }
}

/** Its own, and those of what lies within it. */
function linksIn(part: Part, depth = 0): readonly Part[] {
  if (depth > furthest) return [];
  return all(part, "dcterms:isPartOf").flatMap((link) => [
    ...(link.resource === "" ? [] : [link]),
    ...link.parts.flatMap((each) => linksIn(each, depth + 1)),
  ]);
}
