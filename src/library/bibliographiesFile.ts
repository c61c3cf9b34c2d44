/** Which bibliographies of the workspace the library follows, and which it keeps: `.marginalia/bibliographies.json`. */
import * as v from "valibot";
import type { ListFormat } from "./listFile.ts";

export interface ListedBibliography {
  /** From the folder of the workspace that the library is in, with forward slashes. */
  readonly path: string;
  /** The file is kept in step with this collection. Without one it is the library that follows the file. */
  readonly collection?: string | undefined;
  /** The dialect in which it is kept. */
  readonly dialect?: "bibtex" | "biblatex" | undefined;
}

export interface KeptBibliography extends ListedBibliography {
  readonly collection: string;
}

export const isKept = (listed: ListedBibliography): listed is KeptBibliography =>
  listed.collection !== undefined;

export const bibliographiesFormat: ListFormat<ListedBibliography> = {
  path: "bibliographies.json",
  field: "bibliographies",
  noun: "bibliographies",
  newest: 1,
  item: v.looseObject({
    path: v.pipe(
      v.string(),
      v.maxLength(1_000),
      v.check((path) => isInside(path) && /\.bib$/iu.test(path), "is no .bib file of the workspace"),
    ),
    collection: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(1_000))),
    dialect: v.optional(v.picklist(["bibtex", "biblatex"])),
  }),
  arranged: (all) =>
    [...new Map(all.map((each) => [each.path, each])).values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
};

/** The file may have been written by anyone: no path leads out of the workspace. */
const isInside = (path: string): boolean =>
  !/^(?:[/\\]|[A-Za-z]:)/u.test(path) &&
  !/\\|\0/u.test(path) &&
  !path.split("/").some((part) => part === ".." || part === "");
