/** What another program sees of an annotation or a collection: terms as the addresses that they stand for (JSON-LD 1.1). */
import assert from "node:assert/strict";
import jsonld from "jsonld";
import { modelContext, modelTerms } from "./terms.ts";

/** @throws where something would be dropped, or fetched */
export async function expanded(value: object): Promise<Record<string, unknown>> {
  const documentLoader = (url: string) =>
    url === modelContext
      ? Promise.resolve({ document: { "@context": modelTerms }, documentUrl: url })
      : Promise.reject(new Error(`${url} would be fetched`));
  const [found] = await jsonld.expand(value, {
    base: "file:///library/.marginalia/",
    safe: true,
    documentLoader,
  });
  assert.ok(typeof found === "object" && found !== null);
  return found as Record<string, unknown>;
}

/** Every name of a property and every type in the expanded form. */
export function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  // What is handed on as JSON is one value to others.
  if (entries.some(([name, inner]) => name === "@type" && inner === "@json")) return [];
  return entries.flatMap(([name, inner]) => [
    ...(name.startsWith("@") ? [] : [name]),
    ...(name === "@type" ? [inner].flat().map(String) : []),
    ...namesIn(inner),
  ]);
}

/** The addresses that the model gives names to. */
export const modelNames: ReadonlySet<unknown> = new Set(
  Object.values(modelTerms).map((term) =>
    typeof term === "object" && term !== null && "@id" in term ? term["@id"] : term,
  ),
);
