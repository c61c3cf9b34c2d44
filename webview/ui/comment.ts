/**
 * A comment's Markdown as nodes. Raw HTML in it is shown as text, and what the Markdown made passes a list of the few tags
 * that a comment needs; links other than http(s) become plain words.
 */
import DOMPurify from "dompurify";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { drawFormulas, mathMarkup, mathSyntax } from "./mathMarkup.ts";

const allowed = {
  ALLOWED_TAGS: [
    ...["p", "em", "strong", "del", "code", "pre", "blockquote", "br", "hr", "a", "ul", "ol", "li"],
    ...["h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"],
  ],
  ALLOWED_ATTR: ["href", "class"],
  ALLOWED_URI_REGEXP: /^https?:\/\//iu,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const;

const longestComment = 50_000;
/** Notes are drawn again at every change around them; their Markdown rarely changes. */
const drawn = new Map<string, DocumentFragment>();
const mostKept = 300;

export function commentNodes(markdown: string): DocumentFragment {
  const kept = drawn.get(markdown) ?? draw(markdown);
  if (drawn.size >= mostKept) drawn.clear();
  drawn.set(markdown, kept);
  return document.importNode(kept, true);
}

function draw(markdown: string): DocumentFragment {
  const source = markdown.slice(0, longestComment);
  const markup = micromark(source, {
    extensions: [gfm(), mathSyntax],
    htmlExtensions: [gfmHtml(), mathMarkup],
  });
  const fragment = DOMPurify.sanitize(markup, {
    ...allowed,
    ALLOWED_TAGS: [...allowed.ALLOWED_TAGS],
    ALLOWED_ATTR: [...allowed.ALLOWED_ATTR],
  });
  drawFormulas(fragment);
  // A link that lost its address is plain words.
  for (const link of fragment.querySelectorAll("a")) {
    if (!link.getAttribute("href")) link.replaceWith(...link.childNodes);
  }
  // Headings of a comment are not headings of the page.
  for (const heading of fragment.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const line = document.createElement("p");
    const strong = line.appendChild(document.createElement("strong"));
    strong.append(...heading.childNodes);
    heading.replaceWith(line);
  }
  return fragment;
}
