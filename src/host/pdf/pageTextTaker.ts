/** Takes a text from the page that shows the PDF, part by part, and keeps it once it is whole. */
import type { Paper } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { PaperText } from "../../domain/paperText.ts";
import type { PaperTexts } from "../../library/paperTexts.ts";
import type { TextPart } from "../../protocol/pdf.ts";

const nothingYet: PaperText = { pages: [], headings: [], unread: 0 };
/** A page has no reason to send more. */
const mostPages = 10_000;

export class PageTextTaker {
  readonly #texts: PaperTexts;
  #wanted: { readonly paper: PaperId; readonly sha256: string } | undefined;
  #taken: PaperText = nothingYet;

  constructor(texts: PaperTexts) {
    this.#texts = texts;
  }

  /** Whether the page should be asked for it; what came of an earlier question is forgotten then. */
  async isWanted(paper: Paper): Promise<boolean> {
    const sha256 = await this.#texts.missing(paper);
    this.#wanted = sha256 === undefined ? undefined : { paper: paper.id, sha256 };
    this.#taken = nothingYet;
    return sha256 !== undefined;
  }

  async take({ isLast, pages, headings, unread }: TextPart): Promise<void> {
    const wanted = this.#wanted;
    if (wanted === undefined || this.#taken.pages.length > mostPages) return;
    this.#taken = {
      pages: [...this.#taken.pages, ...pages],
      headings: [...this.#taken.headings, ...headings],
      unread,
    };
    if (!isLast) return;
    const whole = this.#taken;
    this.#taken = nothingYet;
    await this.#texts.keep(wanted.paper, wanted.sha256, whole);
  }
}
