/** The text of pages that are shown as answers: those of papers looked at lately are kept, since the next key asks again. */
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import type { PaperText } from "../domain/paperText.ts";
import type { TextsOfPapers } from "./pageFeed.ts";

/** More than one answer has. */
const mostKept = 60;

export class PageTexts {
  readonly #texts: Pick<TextsOfPapers, "of">;
  readonly #kept = new Map<
    PaperId,
    { readonly pdfs: Paper["pdfs"]; readonly text: Promise<PaperText | undefined> }
  >();

  constructor(texts: Pick<TextsOfPapers, "of">) {
    this.#texts = texts;
  }

  /** `undefined` where the text is not there any more, or cannot be read. */
  async page(paper: Paper, page: number): Promise<string | undefined> {
    try {
      const text = await this.#textOf(paper);
      return text?.pages.find((each) => each.page === page)?.text;
    } catch {
      this.forget(paper.id);
      return undefined; // the index was told of the failure, and logged it
    }
  }

  forget(paper: PaperId): void {
    this.#kept.delete(paper);
  }

  #textOf(paper: Paper): Promise<PaperText | undefined> {
    const before = this.#kept.get(paper.id);
    this.#kept.delete(paper.id);
    const kept = before?.pdfs === paper.pdfs ? before : { pdfs: paper.pdfs, text: this.#texts.of(paper) };
    this.#kept.set(paper.id, kept); // behind the others: the one at the front was not asked for the longest
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > mostKept) this.#kept.delete(oldest);
    return kept.text;
  }
}
