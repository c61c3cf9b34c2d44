/** Which tags have a colour, `.marginalia/tags.json`: one tag a line, in the order of their names. */
import * as v from "valibot";
import type { Log } from "../base/ports.ts";
import type { Shelves } from "../base/shelves.ts";
import { colors, type Color } from "../domain/annotation.ts";
import type { ListFormat } from "./listFile.ts";
import { ListStore } from "./listStore.ts";

interface TagLook {
  readonly name: string;
  /** One that a later version may know and we do not is kept, and not drawn. */
  readonly color?: string | undefined;
}

export const tagsFormat: ListFormat<TagLook> = {
  path: "tags.json",
  field: "tags",
  noun: "colours of tags",
  newest: 1,
  item: v.looseObject({
    name: v.pipe(v.string(), v.nonEmpty("a name is missing"), v.maxLength(500)),
    color: v.optional(v.pipe(v.string(), v.maxLength(100))),
  }),
  arranged: eachOnce,
};

/** Of two colours of one tag, the same one is taken everywhere. */
function eachOnce(tags: readonly TagLook[]): readonly TagLook[] {
  const byName = new Map<string, TagLook>();
  for (const tag of tags) {
    const known = byName.get(tag.name);
    byName.set(tag.name, known !== undefined && (known.color ?? "") > (tag.color ?? "") ? known : tag);
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

export class TagColors {
  readonly #store: ListStore<TagLook>;
  #known: ReadonlyMap<string, Color> = new Map();

  constructor(shelves: Shelves, log: Log) {
    this.#store = new ListStore(tagsFormat, shelves, log);
  }

  get onDidChange(): ListStore<TagLook>["onDidChange"] {
    return this.#store.onDidChange;
  }

  /** Files that cannot be read, or only with their merge conflict. */
  get problems(): ListStore<TagLook>["problems"] {
    return this.#store.problems;
  }

  /** The colours as last read; of a tag that has one on two shelves, that of the first. */
  async load(): Promise<ReadonlyMap<string, Color>> {
    const known = new Map<string, Color>();
    for (const { item } of await this.#store.list()) {
      const color = colors.find((each) => each === item.color);
      if (color !== undefined && !known.has(item.name)) known.set(item.name, color);
    }
    this.#known = known;
    return known;
  }

  /** Known after `load`. */
  of(tag: string): Color | undefined {
    return this.#known.get(tag);
  }

  /** @param color absent to take its colour away @throws when the file cannot be read or written. */
  async set(tag: string, color: Color | undefined): Promise<void> {
    const placed = (await this.#store.list()).find(({ item }) => item.name === tag);
    await this.#store.change(placed?.shelf, (tags) => {
      const others = tags.filter(({ name }) => name !== tag);
      const before = tags.find(({ name }) => name === tag) ?? { name: tag };
      const { color: _, ...rest } = before;
      if (color !== undefined) return [...others, { ...rest, color }];
      return Object.keys(rest).length === 1 ? others : [...others, rest];
    });
    await this.load();
  }

  dispose(): void {
    this.#store.dispose();
  }
}
