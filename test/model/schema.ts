/**
 * What the Web Annotation model requires of an annotation, of its bodies, targets, selectors and agents, as a JSON schema,
 * written from https://www.w3.org/TR/annotation-model/. Other terms may stand beside these.
 */
import { modelContext } from "./terms.ts";

const iri = { type: "string", pattern: "^[A-Za-z][A-Za-z0-9+.-]*:\\S*$" };
/** In files an address may be relative to the library. */
const iriReference = { type: "string", pattern: "^\\S+$" };
const text = { type: "string" };
const instant = {
  type: "string",
  pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)$",
};
const index = { type: "integer", minimum: 0 };
const oneOrMore = (item: object) => ({ oneOf: [item, { type: "array", items: item }] });
const object = (properties: object, required: readonly string[]) => ({
  type: "object",
  properties,
  required,
});
const typed = (type: string, properties: object, required: readonly string[]) => ({
  if: object({ type: { const: type } }, ["type"]),
  // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON schemas
  then: object(properties, required),
});

const motivation = {
  enum: [
    ...["assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting"],
    ...["identifying", "linking", "moderating", "questioning", "replying", "tagging"],
  ],
};

const selector = {
  ...object({ type: text, refinedBy: {} }, ["type"]),
  allOf: [
    typed("TextQuoteSelector", { exact: text, prefix: text, suffix: text }, ["exact"]),
    typed("TextPositionSelector", { start: index, end: index }, ["start", "end"]),
    typed("FragmentSelector", { value: text, conformsTo: iri }, ["value"]),
  ],
};

const body = {
  oneOf: [
    iri,
    {
      type: "object",
      properties: {
        id: iriReference,
        type: text,
        format: text,
        language: text,
        purpose: motivation,
        value: text,
      },
      // Words are embedded, or there is an address where the body is found.
      anyOf: [{ required: ["value"] }, { required: ["id"] }, { required: ["source"] }],
      allOf: [typed("TextualBody", { value: text }, ["value"])],
    },
  ],
};

const target = {
  oneOf: [iri, object({ source: iri, styleClass: text, selector: oneOrMore(selector) }, ["source"])],
};

const agent = {
  oneOf: [
    iri,
    object(
      {
        id: iri,
        type: { enum: ["Person", "Organization", "Software"] },
        name: text,
        email: { type: "string", pattern: "^mailto:" },
      },
      ["type", "name"],
    ),
  ],
};

export const annotationSchema = {
  type: "object",
  properties: {
    "@context": {
      oneOf: [
        { const: modelContext },
        { type: "array", contains: { const: modelContext }, items: { type: ["string", "object"] } },
      ],
    },
    id: iri,
    type: { const: "Annotation" },
    created: instant,
    modified: instant,
    motivation: oneOrMore(motivation),
    creator: oneOrMore(agent),
    body: oneOrMore(body),
    target: { oneOf: [target, { type: "array", items: target, minItems: 1 }] },
  },
  required: ["@context", "id", "type", "target"],
};
