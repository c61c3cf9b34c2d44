/** What is done with selected words: they are marked, in the style used last or another, or copied. */
import type { Color, WordStyle } from "../../src/domain/annotation.ts";
import { lettersAPage, pageOfOffset } from "../../src/domain/region.ts";
import type { Span } from "../../src/base/span.ts";
import type { Channel } from "../../src/protocol/channel.ts";
import type { pdfAsks } from "../../src/protocol/pdf.ts";
import { mark } from "../state/marking.ts";
import { attachHere } from "../state/reattaching.ts";
import type { Reader } from "../state/reader.ts";
import type { Pages } from "./engine/pages.ts";
import type { PdfSelection } from "./selection.ts";
import type { Tool } from "./state/tools.ts";
import { spanOfRange, wordsOfRange } from "./text/ranges.ts";

export interface SelectedWordsPorts {
  readonly reader: Reader;
  readonly selection: PdfSelection;
  readonly pages: Pages;
  readonly host: Channel<typeof pdfAsks>;
  readonly tool: () => Tool;
  readonly say: (said: string) => void;
}

export class SelectedWords {
  readonly #ports: SelectedWordsPorts;
  /** What the marker and the key for "again" mark with. */
  style: WordStyle = "highlight";

  constructor(ports: SelectedWordsPorts) {
    this.#ports = ports;
  }

  /** Call when the selection has come to rest; with the marker in hand it is marked at once. */
  settled(by: "mouse" | "key"): void {
    const { reader, selection, tool } = this.#ports;
    const { range } = selection;
    const span = range === undefined ? undefined : spanOfRange(range, selection.texts);
    reader.update({ selection: span, ...(span === undefined ? {} : { active: undefined }) });
    if (by === "mouse" && attachHere(reader)) return this.letGo();
    if (span !== undefined && tool() === "marker") this.#mark(span, this.style);
  }

  /** Answers whether there were any to mark. */
  mark(style: WordStyle, color?: Color): boolean {
    const { selection } = this.#ports.reader.state;
    if (selection !== undefined) this.#mark(selection, style, color);
    return selection !== undefined;
  }

  letGo(): void {
    this.forget();
    this.#ports.pages.focus();
  }

  /** Nothing is selected any more; the keyboard stays where it is. */
  forget(): void {
    const { reader, selection } = this.#ports;
    selection.clear();
    reader.update({ selection: undefined });
  }

  copy(withCitation: boolean): boolean {
    const { reader, selection, host, say } = this.#ports;
    const { range } = selection;
    if (range === undefined) return false;
    const text = wordsOfRange(range, selection.texts);
    const { page } = pageOfOffset(spanOfRange(range, selection.texts)?.start ?? lettersAPage);
    void reader
      .wish("copy", () => host.ask("copy", { text, cite: withCitation, page }))
      .then(() => say(withCitation ? "Copied with its citation" : "Copied"));
    return true;
  }

  #mark(span: Span, style: WordStyle, color = this.#ports.reader.state.color): void {
    this.style = style;
    void mark(this.#ports.reader, span, style, color);
    this.letGo();
  }
}
