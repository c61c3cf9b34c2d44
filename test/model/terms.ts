/**
 * What the terms of the Web Annotation model that we write stand for, taken down from the model's vocabulary
 * (https://www.w3.org/TR/annotation-vocab/), so that nothing is fetched. A term that is not here is dropped by a processor of
 * JSON-LD, and so fails a test.
 */
export const modelContext = "http://www.w3.org/ns/anno.jsonld";

const oa = (name: string): string => `http://www.w3.org/ns/oa#${name}`;
const dc = (name: string): string => `http://purl.org/dc/elements/1.1/${name}`;
const dcterms = (name: string): string => `http://purl.org/dc/terms/${name}`;
const foaf = (name: string): string => `http://xmlns.com/foaf/0.1/${name}`;
const streams = (name: string): string => `http://www.w3.org/ns/activitystreams#${name}`;
const link = (iri: string) => ({ "@id": iri, "@type": "@id" });
const word = (iri: string) => ({ "@id": iri, "@type": "@vocab" });
const same = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, oa(name)]));

export const modelTerms: Readonly<Record<string, unknown>> = {
  id: "@id",
  type: "@type",
  ...same("Annotation", "TextualBody", "SpecificResource"),
  ...same("FragmentSelector", "TextQuoteSelector", "TextPositionSelector"),
  ...same("commenting", "highlighting", "replying", "tagging", "describing"),
  ...same("exact", "prefix", "suffix", "start", "end", "styleClass"),
  Image: "http://purl.org/dc/dcmitype/StillImage",
  Person: foaf("Person"),
  Software: streams("Application"),
  AnnotationCollection: streams("OrderedCollection"),
  AnnotationPage: streams("OrderedCollectionPage"),
  first: link(streams("first")),
  partOf: link(streams("partOf")),
  items: { ...link(streams("items")), "@container": "@list" },
  startIndex: streams("startIndex"),
  total: streams("totalItems"),
  label: "http://www.w3.org/2000/01/rdf-schema#label",
  body: link(oa("hasBody")),
  target: link(oa("hasTarget")),
  source: link(oa("hasSource")),
  selector: link(oa("hasSelector")),
  motivation: word(oa("motivatedBy")),
  purpose: word(oa("hasPurpose")),
  creator: link(dcterms("creator")),
  conformsTo: link(dcterms("conformsTo")),
  created: dcterms("created"),
  modified: dcterms("modified"),
  format: dc("format"),
  value: "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
  name: foaf("name"),
  email: foaf("mbox"),
};
