/** What the paper is: title, authors, where and when, tags, how far one has read, and where it is found. */
import { html, nothing, type TemplateResult } from "lit";
import { stageLabels, stageOf, stages } from "../../src/domain/stage.ts";
import { attachedVersion, newerVersion } from "../../src/domain/versions.ts";
import type { Reader } from "../state/reader.ts";
import { linksOf, listedOn, published } from "../state/wording.ts";
import { button, choice } from "./controls.ts";
import { outward } from "./icons.ts";
import { withMath } from "./mathText.ts";
import { renditionTabs } from "./renditionTabs.ts";
import { tagList } from "./tags.ts";

/** Longer than any real title; beyond it the rest is shown on request. */
const longTitle = 320;
const manyAuthors = 12;

export function header(reader: Reader): TemplateResult {
  const { paper, writable } = reader.state;
  const where = [published(paper), listedOn(paper)].filter((part) => part !== undefined);
  return html`<header class="header">
    ${renditionTabs("abstract", paper.pdfs.length > 0, () => void reader.wish("open the PDF", () => reader.actions.showPdf()))}
    ${
      where.length === 0
        ? nothing
        : html`<p class="where">${where.map((part) => html`<span>${part}</span>`)}</p>`
    }
    ${title(reader)}
    ${paper.authors.length === 0 ? nothing : html`<p class="authors" dir="auto">${authors(paper.authors)}</p>`}
    ${paper.withdrawn === undefined ? nothing : html`<p class="withdrawn" dir="auto"><strong>Withdrawn.</strong> ${paper.withdrawn}</p>`}
    ${newer(reader)}
    <div class="about">
      ${choice({
        label: "Reading state",
        value: stageOf(paper),
        options: stages
          .filter((stage) => stage !== "archived" || paper.archived === true)
          .map((stage) => ({ value: stage, text: stageLabels[stage] })),
        choose: (stage) => void reader.wish("keep the reading state", () => reader.actions.setStage(stage)),
      })}
      ${tagList({
        tags: paper.tags,
        of: "this paper",
        editable: writable === true,
        adding: reader.state.tagging === "paper",
        known: reader.state.vocabulary.tags,
        setAdding: (adding) => reader.update({ tagging: adding ? "paper" : undefined }),
        change: (tags) => void reader.wish("change the tags", () => reader.actions.setTags(tags)),
      })}
      ${copies(reader)}
    </div>
    ${links(reader)}
  </header>`;
}

/** The PDF that is read is no longer the last word. */
function newer(reader: Reader): TemplateResult | typeof nothing {
  const { paper } = reader.state;
  const version = newerVersion(paper);
  if (version === undefined) return nothing;
  return html`<p class="newer">
    <span>Version ${version} is out; the PDF here is version ${attachedVersion(paper)}.</span>
    ${button({
      text: `Download version ${version}`,
      press: () => void reader.wish("download the PDF", () => reader.actions.downloadPdf()),
    })}
  </p>`;
}

function title(reader: Reader): TemplateResult {
  const { paper, wholeTitle } = reader.state;
  const isLong = paper.title.length > longTitle;
  const toggle = {
    text: wholeTitle ? "Show less" : "Show all of the title",
    press: () => reader.update({ wholeTitle: !wholeTitle }),
  };
  return html`<h1 class=${isLong && !wholeTitle ? "title clamped" : "title"} dir="auto">
      ${withMath(paper.title)}
    </h1>
    ${isLong ? html`<div class="title-more">${button(toggle)}</div>` : nothing}`;
}

const authors = (names: readonly string[]): string =>
  names.length <= manyAuthors
    ? names.join(", ")
    : `${names.slice(0, manyAuthors).join(", ")} and ${names.length - manyAuthors} more`;

function copies(reader: Reader): TemplateResult {
  const things = [
    { what: "title", text: "Copy title", done: "Title copied" },
    { what: "link", text: "Copy link", done: "Link copied" },
    { what: "bibtex", text: "Copy BibTeX", done: "BibTeX copied" },
  ] as const;
  return html`<div class="copies">
    ${things.map(({ what, text, done }) =>
      button({ text, kind: "quiet", press: () => void copy(reader, what, text, done) }),
    )}
  </div>`;
}

function links(reader: Reader): TemplateResult | typeof nothing {
  const known = linksOf(reader.state.paper);
  if (known.length === 0) return nothing;
  return html`<ul class="links" aria-label="Links">
    ${known.map(
      ({ label, detail, url }) =>
        html`<li>
          <a href=${url} title=${url}
            >${outward}<span class="link-kind">${label}</span> <span class="link-detail">${detail}</span></a
          >
        </li>`,
    )}
  </ul>`;
}

async function copy(
  reader: Reader,
  what: "title" | "link" | "bibtex",
  wish: string,
  done: string,
): Promise<void> {
  await reader.wish(wish.toLowerCase(), () => reader.actions.copy(what));
  reader.say(done);
}
