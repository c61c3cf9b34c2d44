/**
 * Annotations as they are stored: W3C Web Annotations (https://www.w3.org/TR/annotation-model/), one JSON object each.
 *
 * Each stored line is the whole annotation as its writer left it, and one version of it. Ours beyond the model:
 *
 * - the class names of `target.styleClass`: a style of marking and a colour;
 * - `marginalia:deleted` says that the annotation was removed at `modified`;
 * - `marginalia:revision` names this version among those of the annotation, by a short random text;
 * - `marginalia:basedOn` lists the versions that its writer saw, by their revisions (of a line without one: its digest);
 * - `marginalia:editor` says who wrote this version, where it was not the creator;
 * - `marginalia:settles` lists fields whose conflict this version ends, also where the value stays the same.
 *
 * The last four are of format 2. Unknown fields are kept as they came.
 */
import * as v from "valibot";
import { fail, ok, type Result } from "../base/result.ts";
import { whyInvalid } from "./invalid.ts";
import { paperId, type PaperId } from "./paperId.ts";

declare const brand: unique symbol;
export type AnnotationId = string & { readonly [brand]: "AnnotationId" };

/**
 * The first part is the model's; the second names our terms and the version of their meaning, and says that the places on the
 * pages of a PDF are JSON, of which others keep the whole.
 */
export const annotationContext = [
  "http://www.w3.org/ns/anno.jsonld",
  {
    marginalia: "urn:marginalia:2:",
    "marginalia:region": { "@id": "marginalia:region", "@type": "@json" },
  },
] as const;

export const colors = ["yellow", "green", "blue", "pink", "purple"] as const;
export type Color = (typeof colors)[number];
/** How words are marked; the others mark a place, a part or lines of a page. */
export const wordStyles = ["highlight", "underline", "strike"] as const;
export const markStyles = [...wordStyles, "area", "point", "ink"] as const;
export type WordStyle = (typeof wordStyles)[number];
export type MarkStyle = (typeof markStyles)[number];

const text = v.string();
const dateTime = v.pipe(text, v.isoTimestamp("is not a date and time"));

/** The model lets one stand for a list of one. */
const listOf = <S extends v.GenericSchema>(item: S) =>
  v.pipe(
    v.optional(v.union([v.array(item), item]), []),
    v.transform((value) => [value].flat() as v.InferOutput<S>[]),
  );

const bodySchema = v.union([
  v.looseObject({
    type: v.optional(text),
    value: v.optional(text),
    format: v.optional(text),
    purpose: v.optional(text),
  }),
  text,
]);
const selectorSchema = v.looseObject({ type: text });
const targetSchema = v.union([
  text,
  v.looseObject({
    source: text,
    styleClass: v.optional(text),
    selector: listOf(v.union([selectorSchema, text])),
  }),
]);
export type Target = v.InferOutput<typeof targetSchema>;
export const agentSchema = v.looseObject({
  type: v.optional(text),
  id: v.optional(text),
  name: v.optional(text),
  email: v.optional(text),
});

const annotationSchema = v.looseObject({
  "@context": v.unknown(),
  id: v.pipe(
    text,
    v.nonEmpty(),
    v.transform((id) => id as AnnotationId),
  ),
  type: v.literal("Annotation"),
  motivation: v.optional(v.union([text, v.array(text)])),
  created: v.optional(dateTime),
  modified: dateTime,
  creator: v.optional(v.union([agentSchema, text])),
  body: listOf(bodySchema),
  target: v.pipe(
    v.union([v.pipe(v.array(targetSchema), v.nonEmpty("a target is missing")), targetSchema]),
    v.transform((target): Target | Target[] => {
      const [first, ...others] = [target].flat();
      return first !== undefined && others.length === 0 ? first : target;
    }),
  ),
  "marginalia:deleted": v.optional(v.boolean()),
  "marginalia:proposed": v.optional(v.boolean()),
  "marginalia:revision": v.optional(v.pipe(text, v.nonEmpty())),
  "marginalia:basedOn": v.optional(v.array(text)),
  "marginalia:editor": v.optional(agentSchema),
  "marginalia:settles": v.optional(v.array(text)),
});

export type AnnotationBody = v.InferOutput<typeof bodySchema>;
export type Selector = v.InferOutput<typeof selectorSchema>;
export type Agent = v.InferOutput<typeof agentSchema>;
export type Annotation = v.InferOutput<typeof annotationSchema>;

/** Reads an annotation from parsed JSON; single bodies and selectors become lists of one. */
export function readAnnotation(raw: unknown): Result<Annotation> {
  const parsed = v.safeParse(annotationSchema, raw);
  return parsed.success ? ok(parsed.output) : fail(whyInvalid(parsed.issues));
}

/** What a place points at, from parsed JSON of whatever kind. */
export function readTarget(raw: unknown): Target | undefined {
  const parsed = v.safeParse(targetSchema, raw);
  return parsed.success ? parsed.output : undefined;
}

/** The version of our terms that an annotation was written with; 1 where it names none. */
export function formatVersion(annotation: Pick<Annotation, "@context">): number {
  const contexts: unknown[] = [annotation["@context"]].flat();
  for (const context of contexts) {
    if (typeof context !== "object" || context === null || !("marginalia" in context)) continue;
    const version = /^urn:marginalia:(\d+):$/u.exec(String(context.marginalia))?.[1];
    if (version !== undefined) return Number(version);
  }
  return 1;
}

export const newestFormat = 2;

/** The context of a version written now over an older one, whose other terms are kept. */
export function currentContext(before: unknown): unknown {
  if (formatVersion({ "@context": before }) >= newestFormat) return before;
  const [model, ours] = annotationContext;
  const others: unknown[] = [before ?? model].flat().flatMap((context: unknown) => {
    if (typeof context !== "object" || context === null || !("marginalia" in context)) return [context];
    const { marginalia: _, ...rest } = context;
    return Object.keys(rest).length === 0 ? [] : [rest];
  });
  return [...others, ours];
}

/** Where an annotation points: a paper as a whole, one rendition of it, or another annotation. */
export type Source =
  | { readonly kind: "paper"; readonly paper: PaperId }
  | { readonly kind: "abstract"; readonly paper: PaperId }
  | { readonly kind: "pdf"; readonly paper: PaperId }
  | { readonly kind: "annotation"; readonly id: AnnotationId }
  | { readonly kind: "other"; readonly iri: string };

/** IRIs of papers: `marginalia-paper:/<id>`, of their abstracts: `…/abstract`, and of their PDFs: `…/pdf`. */
export const paperIri = (paper: PaperId): string => `marginalia-paper:/${paper}`;
export const abstractIri = (paper: PaperId): string => `${paperIri(paper)}/abstract`;
export const pdfIri = (paper: PaperId): string => `${paperIri(paper)}/pdf`;

/**
 * The places that an annotation was given, the newest first. That one counts; the older ones stay for the versions of the
 * text that they were made for.
 */
export const targetsOf = ({ target }: Annotation): readonly Target[] => [target].flat();

/** The model lets one target stand for a list of one, and so do most that read it. */
export const oneOrAll = ([newest, ...older]: readonly [Target, ...Target[]]): Annotation["target"] =>
  older.length === 0 ? newest : [newest, ...older];

const newestTarget = (annotation: Annotation): Target => targetsOf(annotation)[0] ?? "";

export const sourceOf = (annotation: Annotation): Source => sourceOfTarget(newestTarget(annotation));

export function sourceOfTarget(target: Target): Source {
  const iri = typeof target === "string" ? target : target.source;
  if (iri.startsWith("urn:uuid:")) return { kind: "annotation", id: iri as AnnotationId };
  const [, name, rendition] = /^marginalia-paper:\/([^/]+)(?:\/([^/]+))?$/u.exec(iri) ?? [];
  const paper = name === undefined ? undefined : paperId(name);
  if (paper === undefined) return { kind: "other", iri };
  if (rendition === undefined) return { kind: "paper", paper };
  return rendition === "abstract" || rendition === "pdf"
    ? { kind: rendition, paper }
    : { kind: "other", iri };
}

export const selectorsOf = (target: Target): readonly Selector[] =>
  typeof target === "string" ? [] : target.selector.filter((selector) => typeof selector !== "string");

export interface TextQuote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

const stringField = (value: unknown): string => (typeof value === "string" ? value : "");

export const quoteOf = (annotation: Annotation): TextQuote | undefined =>
  quoteOfTarget(newestTarget(annotation));

export function quoteOfTarget(target: Target): TextQuote | undefined {
  const selector = selectorsOf(target).find(({ type }) => type === "TextQuoteSelector");
  const exact = stringField(selector?.["exact"]);
  if (selector === undefined || exact === "") return undefined;
  return { exact, prefix: stringField(selector["prefix"]), suffix: stringField(selector["suffix"]) };
}

/** Positions count Unicode code points, as the model asks, not UTF-16 units. */
export function positionOfTarget(target: Target): { start: number; end: number } | undefined {
  const selector = selectorsOf(target).find(({ type }) => type === "TextPositionSelector");
  const { start, end } = { start: selector?.["start"], end: selector?.["end"] };
  return Number.isInteger(start) && Number.isInteger(end)
    ? { start: start as number, end: end as number }
    : undefined;
}

function classesOf(annotation: Annotation): readonly string[] {
  const target = newestTarget(annotation);
  return typeof target === "string" ? [] : (target.styleClass ?? "").split(/\s+/u);
}

export const colorOf = (annotation: Annotation): Color =>
  colors.find((color) => classesOf(annotation).includes(color)) ?? "yellow";

export const markStyleOf = (annotation: Annotation): MarkStyle =>
  markStyles.find((style) => classesOf(annotation).includes(style)) ?? "highlight";

const commentPurposes = ["commenting", "replying", "describing"];

/** What a body is to us: words of the comment, a tag, lines of a file, or something that we only keep. */
export function kindOfBody(item: AnnotationBody): "comment" | "tag" | "link" | "other" {
  if (typeof item === "string") return "other";
  if (item.type === "SpecificResource" && item.purpose === "linking") return "link";
  if (item.value === undefined) return "other";
  const { purpose = "commenting" } = item;
  return purpose === "tagging" ? "tag" : commentPurposes.includes(purpose) ? "comment" : "other";
}

const bodiesOf = ({ body }: Annotation, kind: "comment" | "tag"): readonly string[] =>
  body.flatMap((item) =>
    typeof item !== "string" && kindOfBody(item) === kind && item.value !== undefined ? [item.value] : [],
  );

/** The comment, in Markdown; empty when there is none. */
export const commentOf = (annotation: Annotation): string => bodiesOf(annotation, "comment").join("\n\n");

export const annotationTags = (annotation: Annotation): readonly string[] => bodiesOf(annotation, "tag");

/** Where the picture of an area lies, relative to the library's folder. */
export function pictureOf({ body }: Annotation): string | undefined {
  const image = body.find((item) => typeof item !== "string" && item.type === "Image");
  const id = typeof image === "object" ? image["id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

export const isDeleted = (annotation: Annotation): boolean => annotation["marginalia:deleted"] === true;

/** A program put it before the person, who has neither accepted nor dismissed it. */
export const isProposed = (annotation: Annotation): boolean => annotation["marginalia:proposed"] === true;

const agentName = (agent: Agent | string | undefined): string =>
  typeof agent === "object" ? (agent.name ?? agent.id ?? "") : (agent ?? "");

export const creatorName = ({ creator }: Annotation): string => agentName(creator);

/** Who wrote this version. */
export const editorName = (annotation: Annotation): string =>
  agentName(annotation["marginalia:editor"] ?? annotation.creator);

/** The model's word for whoever is no person. */
const isSoftware = (agent: Agent | string | undefined): boolean =>
  typeof agent === "object" && (agent.type === "Software" || agent.type === "SoftwareAgent");

export const isByAgent = ({ creator }: Annotation): boolean => isSoftware(creator);

/** Whether no person wrote this version. */
export const isEditedByAgent = (annotation: Annotation): boolean =>
  isSoftware(annotation["marginalia:editor"] ?? annotation.creator);
