/** XML as sites send it: no entities of its own, and no deeper than a feed is. */
import { parseXml, XmlElement } from "@rgrove/parse-xml";
import { oneLine } from "../../library/importers/draftFrom.ts";

const deepest = 200;

/** `undefined` for what is not well-formed, or names entities of its own, which are never followed. */
export function rootOf(answer: string): XmlElement | undefined {
  try {
    if (isDeep(answer)) return undefined;
    return parseXml(answer.replace(/^\uFEFF?\s+/u, "")).root ?? undefined;
  } catch {
    return undefined;
  }
}

/** The parser goes as deep as the text does. Tags in CDATA are only text. */
function isDeep(answer: string): boolean {
  let depth = 0;
  const tags = answer.replace(/<!\[CDATA\[[\s\S]*?(?:\]\]>|$)/gu, "");
  for (const [tag] of tags.matchAll(/<\/|<(?=[\w:])|\/>/gu)) {
    depth += tag === "<" ? 1 : -1;
    if (depth > deepest) return true;
  }
  return false;
}

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child): child is XmlElement => child instanceof XmlElement && child.name === name);

export const textOf = (element: XmlElement, name: string): string =>
  oneLine(childrenOf(element, name)[0]?.text ?? "");
