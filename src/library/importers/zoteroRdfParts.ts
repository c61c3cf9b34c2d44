/** Zotero's RDF part by part, as it comes: a tree for each thing at the top, and no entities of its own. */
import { SaxesParser } from "saxes";
import { oneLine } from "./draftFrom.ts";

const vocabularies: Readonly<Record<string, string>> = {
  "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
  "http://www.zotero.org/namespaces/export#": "z",
  "http://purl.org/dc/terms/": "dcterms",
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://purl.org/net/biblio#": "bib",
  "http://xmlns.com/foaf/0.1/": "foaf",
  "http://purl.org/rss/1.0/modules/link/": "link",
  "http://prismstandard.org/namespaces/1.2/basic/": "prism",
};
/** More is no file of theirs. */
const deepest = 40;

export interface Part {
  readonly name: string;
  /** Its own address, or the one that it points to. */
  readonly about: string;
  readonly resource: string;
  readonly line: number;
  readonly parts: Part[];
  text: string;
}

export interface Failure {
  readonly line: number;
  readonly why: string;
}

/** @param take is given every part of the top as soon as it is whole */
export function partsReader(take: (part: Part) => void): {
  read(piece: string): void;
  end(): void;
  failure(): Failure | undefined;
} {
  const parser = new SaxesParser({ xmlns: true });
  const open: Part[] = [];
  let failure: Failure | undefined;
  const fail = (why: string): void => {
    failure ??= { line: parser.line, why };
  };
  parser.on("error", ({ message }) => fail(message.replace(/^\d+:\d+:\s*/u, "")));
  parser.on("opentag", ({ uri, local, attributes }) => {
    if (open.length > deepest) fail("it is nested too deeply");
    if (failure !== undefined) return;
    const rdf = (name: string): string =>
      Object.values(attributes).find((each) => each.local === name && vocabularies[each.uri] === "rdf")
        ?.value ?? "";
    const [about, resource] = [rdf("about"), rdf("resource")];
    const part = {
      name: `${vocabularies[uri] ?? "?"}:${local}`,
      about,
      resource,
      line: parser.line,
      parts: [],
      text: "",
    };
    open.at(-1)?.parts.push(part);
    open.push(part);
  });
  const write = (text: string): void => {
    const part = open.at(-1);
    if (part !== undefined && open.length > 1) part.text += text;
  };
  parser.on("text", write);
  parser.on("cdata", write);
  parser.on("closetag", () => {
    if (failure !== undefined) return;
    const part = open.pop();
    if (part === undefined || open.length !== 1) return;
    take(part);
    open[0]?.parts.pop(); // the whole of the file is not kept twice
  });
  return {
    read: (piece) => void parser.write(piece),
    end: () => void parser.close(),
    failure: () => failure,
  };
}

export const all = ({ parts }: Part, name: string): readonly Part[] =>
  parts.filter((part) => part.name === name);

export const first = (part: Part | undefined, ...path: readonly string[]): Part | undefined =>
  path.reduce<Part | undefined>((at, name) => at && all(at, name)[0], part);

export const textIn = (part: Part | undefined, ...path: readonly string[]): string =>
  oneLine(first(part, ...path)?.text ?? "");
