/** Notes that stand below an item of Zotero, in HTML, as notes on the paper. */
import { withoutTags } from "./withoutTags.ts";

export interface ZoteroNote {
  readonly id: string;
  readonly html: string;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
}

export const annotationOfNote = ({ id, html, created, modified }: ZoteroNote, source: string): object => ({
  "@context": "http://www.w3.org/ns/anno.jsonld",
  id,
  type: "Annotation",
  motivation: "commenting",
  ...(created ? { created } : {}),
  ...(modified ? { modified } : {}),
  body: [{ type: "TextualBody", value: withoutTags(html), format: "text/markdown", purpose: "commenting" }],
  target: { source },
});
