/**
 * Annotations as Hypothesis keeps them: what its client exports and its API answers (h.readthedocs.io, “api-reference”), as
 * annotations of the model and back.
 */
import * as v from "valibot";
import { counted } from "../base/counted.ts";
import { commentOf, annotationTags, sourceOf, type Annotation } from "../domain/annotation.ts";
import type { Note } from "../domain/note.ts";
import { pageOfNote } from "../domain/note.ts";
import type { Paper } from "../domain/paper.ts";
import { pageSelector } from "../domain/region.ts";
import { linkOf } from "../library/citation.ts";
import type { ReadCollection } from "./collection.ts";
import { ourIdOf } from "./understood.ts";

const strings = v.optional(v.array(v.string()), []);
const rowSchema = v.looseObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  created: v.optional(v.string()),
  updated: v.optional(v.string()),
  user: v.optional(v.string(), ""),
  user_info: v.optional(v.looseObject({ display_name: v.nullish(v.string()) })),
  uri: v.string(),
  text: v.optional(v.string(), ""),
  tags: strings,
  references: strings,
  group: v.optional(v.string(), "__world__"),
  target: v.optional(
    v.array(v.looseObject({ selector: v.optional(v.array(v.looseObject({ type: v.string() })), []) })),
    [],
  ),
  document: v.optional(v.looseObject({ title: v.optional(v.union([v.array(v.string()), v.string()]), []) })),
});
type Row = v.InferOutput<typeof rowSchema>;

const fileSchema = v.union([
  v.looseObject({ export_date: v.string(), annotations: v.array(v.unknown()) }),
  v.looseObject({ total: v.number(), rows: v.array(v.unknown()) }),
]);

/** `undefined` for what is no file of theirs. */
export function hypothesisIn(
  raw: unknown,
): (ReadCollection & { readonly lost: readonly string[] }) | undefined {
  const file = v.safeParse(fileSchema, raw);
  if (!file.success) return undefined;
  const given = ("rows" in file.output ? file.output.rows : file.output.annotations) as readonly unknown[];
  const titles = new Map<string, string>();
  let grouped = 0;
  const items = given.map((each) => {
    const row = v.safeParse(rowSchema, each);
    if (!row.success) return each; // what is wrong with it is said when it is taken in
    const { uri, document, group } = row.output;
    const [title = ""] = [document?.title ?? []].flat();
    if (title !== "") titles.set(uri, title);
    if (group !== "__world__") grouped++;
    return annotationOf(row.output);
  });
  return {
    items,
    papers: [...titles].map(([id, title]) => ({ id, title, identifiers: [] })),
    further: undefined,
    lost: grouped === 0 ? [] : [`the groups that ${counted(grouped, "annotation")} had been shared with`],
  };
}

const address = (id: string): string => `https://hypothes.is/a/${id}`;

function annotationOf(row: Row): object {
  const { id, created, updated, user, user_info: info, uri, text, tags, references, target } = row;
  const parent = references.at(-1);
  const selectors = target[0]?.selector ?? [];
  const index = selectors.find(({ type }) => type === "PageSelector")?.["index"];
  const page = typeof index === "number" && index >= 0 ? [pageSelector(Math.trunc(index) + 1)] : [];
  const name = info?.display_name ?? user.replace(/^acct:|@.*$/gu, "");
  const purpose = parent === undefined ? "commenting" : "replying";
  return {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: address(id),
    type: "Annotation",
    motivation: text === "" ? "highlighting" : purpose,
    ...(created === undefined ? {} : { created }),
    ...(updated === undefined ? {} : { modified: updated }),
    creator: { type: "Person", name, ...(user === "" ? {} : { id: user }) },
    body: [
      ...(text === "" ? [] : [{ type: "TextualBody", value: text, format: "text/markdown", purpose }]),
      ...tags.map((value) => ({ type: "TextualBody", value, purpose: "tagging" })),
    ],
    target:
      parent === undefined
        ? { source: uri, selector: [...selectors, ...page] }
        : ourIdOf({ id: address(parent) }),
  };
}

export interface ForHypothesis {
  readonly paper: Paper;
  readonly annotations: readonly Annotation[];
  readonly notes: readonly Note[];
}

/** What their client imports, and what of the notes has no counterpart there. */
export function writeHypothesis(
  papers: readonly ForHypothesis[],
  now: string,
): { readonly text: string; readonly written: number; readonly lost: readonly string[] } {
  let [colours, places, homeless] = [0, 0, 0];
  const rows = papers.flatMap(({ paper, annotations, notes }) => {
    const uri = linkOf(paper);
    if (uri === undefined) {
      homeless += annotations.length;
      return [];
    }
    const byId = new Map(notes.map((note) => [note.id, note]));
    return annotations.map((annotation) => {
      const source = sourceOf(annotation);
      const note = byId.get(annotation.id);
      if (note !== undefined && (note.color !== "yellow" || note.style !== "highlight")) colours++;
      if (note?.region !== undefined && note.quote === "") places++;
      const creator = typeof annotation.creator === "object" ? (annotation.creator.name ?? "") : "";
      const page = note === undefined ? undefined : pageOfNote(note);
      const quote =
        note === undefined || note.quote === ""
          ? []
          : [{ type: "TextQuoteSelector", exact: note.quote, ...note.context }];
      return {
        id: annotation.id,
        created: annotation.created ?? annotation.modified,
        updated: annotation.modified,
        user: `acct:${creator.replace(/[^\w.]+/gu, "_") || "nobody"}@marginalia`,
        user_info: { display_name: creator },
        uri,
        text: commentOf(annotation),
        tags: annotationTags(annotation),
        group: "__world__",
        ...(source.kind === "annotation" ? { references: [source.id] } : {}),
        target: [
          {
            source: uri,
            ...(quote.length === 0 && page === undefined
              ? {}
              : {
                  selector: [
                    ...quote,
                    ...(page === undefined ? [] : [{ type: "PageSelector", index: page - 1 }]),
                  ],
                }),
          },
        ],
        document: { title: [paper.title] },
      };
    });
  });
  const lost = [
    colours === 0 ? "" : `the colour or style of ${counted(colours, "note")}`,
    places === 0 ? "" : `the place on the page of ${counted(places, "note")} without words`,
    homeless === 0 ? "" : `${counted(homeless, "note")} on papers without an address`,
  ].filter(Boolean);
  const file = { export_date: now, export_userid: "", client_version: "1.0.0", annotations: rows };
  return { text: `${JSON.stringify(file, undefined, 2)}\n`, written: rows.length, lost };
}
