/**
 * Recognises annotations in the shape in which we write them, which need no reading: a hundred thousand are looked through
 * at once. What is not recognised is read as carefully as ever, so this may refuse, and must never accept too much.
 */
import type { Annotation } from "./annotation.ts";

const time =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/u;

type Json = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === "string";
const isTime: Check = (value) => typeof value === "string" && time.test(value);
const isBoolean: Check = (value) => typeof value === "boolean";
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const textsIn =
  (...names: readonly string[]): Check =>
  (value) =>
    isObject(value) && names.every((name) => value[name] === undefined || isText(value[name]));

const isAgent = textsIn("type", "id", "name", "email");
const isBody = textsIn("type", "value", "format", "purpose");
const isSelector: Check = (value) => isObject(value) && isText(value["type"]);
const isTarget: Check = (value) =>
  isText(value) ||
  (isObject(value) &&
    isText(value["source"]) &&
    maybe(isText)(value["styleClass"]) &&
    listOf(isSelector)(value["selector"]));

const checks: readonly (readonly [name: string, check: Check])[] = [
  ["@context", (value) => value !== undefined],
  ["id", (value) => isText(value) && value !== ""],
  ["type", (value) => value === "Annotation"],
  ["motivation", maybe(isText)],
  ["created", maybe(isTime)],
  ["modified", isTime],
  ["creator", maybe(isAgent)],
  ["body", listOf(isBody)],
  [
    "target",
    (value) => isTarget(value) || (listOf(isTarget)(value) && Array.isArray(value) && value.length > 1),
  ],
  ["marginalia:deleted", maybe(isBoolean)],
  ["marginalia:revision", maybe((value) => isText(value) && value !== "")],
  ["marginalia:basedOn", maybe(listOf(isText))],
  ["marginalia:editor", maybe(isAgent)],
  ["marginalia:settles", maybe(listOf(isText))],
];

export const isPlainAnnotation = (raw: unknown): raw is Annotation =>
  isObject(raw) && checks.every(([name, check]) => check(raw[name])) && !Object.hasOwn(raw, "__proto__");
