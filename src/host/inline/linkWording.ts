/** What is said of links beside and over their lines. Texts of papers and notes are others', so Markdown is escaped. */
import { asMarkdown, clip, plainWords } from "../../library/markdownText.ts";
import { readableMath } from "../../library/plainTex.ts";
import type { PlacedLink } from "../fileLinks/fileLinks.ts";
import { commands } from "../workspace/names.ts";
import { blocks, commandLink } from "./wording.ts";

const longestBeside = 50;
const longestTitle = 32;
const longestQuote = 300;
const longestComment = 400;

/** "implements eq. 4 — Attention Is All You Need". */
export function besideLinks(links: readonly PlacedLink[]): string {
  const [first] = links;
  if (first === undefined) return "";
  const { comment, quote, paper, placement } = first;
  const own = clip(plainWords(comment), longestBeside);
  const said = own !== "" || quote === "" ? own : `“${clip(quote, longestBeside)}”`;
  const title = clip(readableMath(paper.title), longestTitle);
  return [
    links.length === 1 ? "" : `${links.length} links: `,
    placement.state === "uncertain" ? "moved? " : "",
    said === "" ? title : `${said} — ${title}`,
  ].join("");
}

/** One link, with what can be done about it. */
export function linkHover({
  paper,
  id,
  at,
  quote,
  comment,
  author,
  placement,
  editable,
}: PlacedLink): string {
  const isUncertain = placement.state === "uncertain";
  const by = author === "" ? "" : ` — ${asMarkdown(clip(author, longestBeside))}`;
  return blocks(
    `Linked to **${asMarkdown(readableMath(paper.title))}**`,
    quote === "" ? "" : `“${asMarkdown(clip(quote, longestQuote))}”`,
    comment.trim() === "" ? "" : `${asMarkdown(clip(comment, longestComment))}${by}`,
    isUncertain ? "*These lines have changed since they were linked.*" : "",
    [
      commandLink("Open Passage", commands.openNote, paper.id, id),
      ...(editable && isUncertain
        ? [commandLink("It Belongs Here", commands.confirmLink, paper.id, id, at)]
        : []),
      ...(editable ? [commandLink("Edit Comment", commands.editLink, paper.id, id, at)] : []),
      commandLink("Copy Link", commands.copyNoteLink, paper.id, id),
      ...(editable ? [commandLink("Remove", commands.removeNote, paper.id, id)] : []),
    ].join(" · "),
  );
}
