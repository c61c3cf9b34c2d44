/**
 * An annotation as fields that are edited on their own: two people who change different ones have no conflict.
 *
 * Each tag is a field, so that tags merge as sets. What we do not know is a field for each name: `other:rights`.
 */
import { canonical } from "../base/canonical.ts";
import {
  annotationTags,
  colors,
  isDeleted,
  kindOfBody,
  markStyles,
  oneOrAll,
  targetsOf,
  type Annotation,
  type AnnotationBody,
  type Color,
  type MarkStyle,
} from "../domain/annotation.ts";

/** The value of each field as canonical JSON; a field without a value is not there. */
export type Fields = ReadonlyMap<string, string>;

/** What is not edited but says which version this is, and what is spread over the fields named below. */
const notAlone = new Set([
  ...["id", "type", "modified", "body", "target", "marginalia:deleted"],
  ...["marginalia:revision", "marginalia:basedOn", "marginalia:editor", "marginalia:settles"],
]);

/** Follow from other fields or say nothing of the note: the newest stands, and nobody is asked. */
const quiet = new Set([
  ...["links", "other:@context", "other:motivation", "other:generated", "other:generator"],
  "other:marginalia:proposed",
]);
export const isQuiet = (field: string): boolean => quiet.has(field);

const tagPrefix = "tag:";
const otherPrefix = "other:";
export const isTag = (field: string): boolean => field.startsWith(tagPrefix);
export const tagField = (tag: string): string => `${tagPrefix}${tag}`;
export const tagOf = (field: string): string => field.slice(tagPrefix.length);

export function fieldsOf(annotation: Annotation): Fields {
  const fields = new Map<string, string>();
  const put = (field: string, value: unknown): void => void fields.set(field, canonical(value));
  const [newest = "", ...older] = targetsOf(annotation);
  const comment = bodiesOf(annotation, "comment");
  const others = bodiesOf(annotation, "other");
  const links = bodiesOf(annotation, "link");
  if (comment.length > 0) put("comment", comment);
  for (const tag of annotationTags(annotation)) put(tagField(tag), true);
  if (others.length > 0) put("bodies", others);
  if (links.length > 0) put("links", links);
  const putTarget = (target: unknown): void =>
    put("target", older.length === 0 ? target : [target, ...older]);
  if (typeof newest === "string") putTarget(newest);
  else {
    const { styleClass, ...rest } = newest;
    const { style, color, others: classes } = classesIn(styleClass);
    putTarget(classes.length === 0 ? rest : { ...rest, styleClass: classes });
    if (style !== undefined) put("style", style);
    if (color !== undefined) put("color", color);
  }
  if (isDeleted(annotation)) put("deleted", true);
  for (const [name, value] of Object.entries(annotation))
    if (!notAlone.has(name) && value !== undefined) put(`${otherPrefix}${name}`, value);
  return fields;
}

/** The annotation with some fields as other versions of it have them. */
export function withFields(base: Annotation, from: ReadonlyMap<string, Annotation>): Annotation {
  const source = (field: string): Annotation => from.get(field) ?? base;
  const others = new Map([...from].filter(([field]) => field.startsWith(otherPrefix)));
  const { "marginalia:deleted": _, ...rest } = base;
  const kept = Object.entries(rest).filter(([name]) => !others.has(`${otherPrefix}${name}`));
  const taken = [...others].flatMap(([field, version]) => {
    const name = field.slice(otherPrefix.length);
    return Object.hasOwn(version, name) && version[name] !== undefined
      ? [[name, version[name]] as const]
      : [];
  });
  const merged: Annotation = {
    ...Object.fromEntries([...kept, ...taken]),
    // The names of the model have their types only by themselves.
    "@context": source(`${otherPrefix}@context`)["@context"],
    id: base.id,
    type: base.type,
    modified: base.modified,
    body: [
      ...bodiesOf(source("comment"), "comment"),
      ...tagsFrom(base, from),
      ...bodiesOf(source("links"), "link"),
      ...bodiesOf(source("bodies"), "other"),
    ],
    target: targetFrom(source),
    ...(isDeleted(source("deleted")) && { "marginalia:deleted": true }),
  };
  return from.has("comment") ? { ...merged, ...motivationOf(merged) } : merged;
}

/** It only says whether there is a comment. */
function motivationOf(annotation: Annotation): { motivation?: string } {
  const { motivation } = annotation;
  if (motivation !== "highlighting" && motivation !== "commenting") return {};
  return { motivation: bodiesOf(annotation, "comment").length === 0 ? "highlighting" : "commenting" };
}

function tagsFrom(base: Annotation, from: ReadonlyMap<string, Annotation>): readonly AnnotationBody[] {
  const tags = tagBodies(base);
  for (const [field, version] of from) {
    if (!isTag(field)) continue;
    const tag = tagOf(field);
    const body = tagBodies(version).get(tag);
    if (body === undefined) tags.delete(tag);
    else if (!tags.has(tag)) tags.set(tag, body);
  }
  return [...tags.values()];
}

export const tagBodies = (annotation: Annotation): Map<string, AnnotationBody> =>
  new Map(
    bodiesOf(annotation, "tag").map((body) => [typeof body === "string" ? body : (body.value ?? ""), body]),
  );

function targetFrom(source: (field: string) => Annotation): Annotation["target"] {
  const [newest = "", ...older] = targetsOf(source("target"));
  if (typeof newest === "string") return oneOrAll([newest, ...older]);
  const classesFrom = (field: string) => classesIn(styleClassOf(source(field)));
  const { styleClass, ...rest } = newest;
  const { style } = classesFrom("style");
  const { color } = classesFrom("color");
  const classes = [style, color, ...classesIn(styleClass).others].filter((name) => name !== undefined);
  const styled = classes.length === 0 ? rest : { ...rest, styleClass: classes.join(" ") };
  return oneOrAll([styled, ...older]);
}

function styleClassOf(annotation: Annotation): string | undefined {
  const [newest = ""] = targetsOf(annotation);
  return typeof newest === "string" ? undefined : newest.styleClass;
}

/** The class names with another style and colour; those of others stay. */
export const classesWith = (annotation: Annotation, style: MarkStyle, color: Color): string =>
  [style, color, ...classesIn(styleClassOf(annotation)).others].join(" ");

export const bodiesOf = ({ body }: Annotation, kind: ReturnType<typeof kindOfBody>): AnnotationBody[] =>
  body.filter((item) => kindOfBody(item) === kind);

function classesIn(styleClass = "") {
  const names = styleClass.split(/\s+/u).filter(Boolean);
  const style = markStyles.find((name) => names.includes(name));
  const color = colors.find((name) => names.includes(name));
  return { style, color, others: names.filter((name) => name !== style && name !== color) };
}
