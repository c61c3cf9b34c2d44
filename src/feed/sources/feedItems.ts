/** The items of a feed, whichever of its forms it has: RSS 2.0, RSS 1.0 (RDF) or Atom (RFC 4287). */
import type { XmlElement } from "@rgrove/parse-xml";
import { fail, ok, type Result } from "../../base/result.ts";
import { oneLine } from "../../library/importers/draftFrom.ts";
import { plainMarkup } from "../../library/importers/markup.ts";
import { childrenOf, rootOf, textOf } from "../../sources/live/xml.ts";

export interface FeedItem {
  readonly title: string;
  readonly link: string;
  /** Without markup. */
  readonly summary: string;
  readonly authors: readonly string[];
  /** As YYYY-MM-DD; `undefined` where the item names none that can be understood. */
  readonly date: string | undefined;
  readonly element: XmlElement;
}

export interface FeedPage {
  readonly title: string;
  readonly date: string | undefined;
  readonly items: readonly FeedItem[];
}

const mostItems = 2_000;

export function readFeedPage(answer: string): Result<FeedPage> {
  const root = rootOf(answer);
  if (root === undefined) return fail("sent what is no feed: it is not well-formed XML");
  const head = root.name === "feed" ? root : childrenOf(root, "channel")[0];
  if (head === undefined || !["rss", "rdf:RDF", "feed"].includes(root.name))
    return fail("sent what is no feed: neither RSS nor Atom");
  // RSS 1.0 has its items beside the channel.
  const items =
    root.name === "feed"
      ? childrenOf(root, "entry")
      : [head, root].flatMap((each) => childrenOf(each, "item"));
  return ok({
    title: plain(textOf(head, "title")).slice(0, 200),
    date: firstDate(head, ["pubDate", "lastBuildDate", "dc:date", "updated"]),
    items: items.slice(0, mostItems).map(itemOf),
  });
}

const itemOf = (element: XmlElement): FeedItem => ({
  title: plain(textOf(element, "title")),
  link: linkOf(element),
  summary: plain(firstText(element, ["content:encoded", "content", "summary", "description"])),
  authors: authorsOf(element),
  date: firstDate(element, ["pubDate", "dc:date", "published", "updated"]),
  element,
});

/** Escaped markup, which is how feeds send it, has become markup once the XML was read. */
const plain = (text: string): string => oneLine(plainMarkup(text.replace(unseen, " ")).replace(anyTag, " "));

/** What no reader of a page sees. */
const unseen = /<(script|style|iframe|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)/giu;
const anyTag = /<\/?[a-z][a-z\d-]*(?:\s[^<>]*)?\/?>/giu;

const firstText = (element: XmlElement, names: readonly string[]): string =>
  names.map((name) => textOf(element, name)).find((text) => text !== "") ?? "";

/** Atom's links are attributes, and the one for people is "alternate", or says nothing. */
function linkOf(element: XmlElement): string {
  const links = childrenOf(element, "link");
  const forPeople = links.find(({ attributes }) => (attributes["rel"] ?? "alternate") === "alternate");
  return oneLine(forPeople?.attributes["href"] ?? textOf(element, "link"));
}

/** Atom has one element for each; feeds of RSS put all into one. */
function authorsOf(element: XmlElement): readonly string[] {
  const atom = childrenOf(element, "author").map((author) => textOf(author, "name"));
  if (atom.some((name) => name !== "")) return atom;
  return [...childrenOf(element, "dc:creator"), ...childrenOf(element, "author")]
    .flatMap(({ text }) => plain(text).split(/\s*[,;]\s+(?:and\s+)?|\s+and\s+/u))
    .filter((name) => name !== "" && !name.includes("@"));
}

function firstDate(element: XmlElement, names: readonly string[]): string | undefined {
  const at = Date.parse(firstText(element, names));
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().slice(0, 10);
}
