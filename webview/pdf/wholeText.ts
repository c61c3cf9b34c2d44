/** Reads the text of the whole document in the pauses of the page's other work, and hands it over in parts. */
import { readText } from "../../src/extraction/pdfjs/readText.ts";
import type { PdfText } from "../../src/extraction/summary.ts";
import type { Channel } from "../../src/protocol/channel.ts";
import type { pdfAsks } from "../../src/protocol/pdf.ts";
import { idle } from "./engine/idle.ts";
import type { PDFDocumentProxy } from "./engine/pdfDocument.ts";

/** Letters in a message, with room for what is around them. */
const lettersAPart = 200_000;
/** Few at once: the page must not stand still while they are put in order. */
const stretch = 8;
const mostLetters = 8_000_000;

/** Rejects where the document is closed meanwhile, or the host is gone. */
export async function handOverText(
  document: PDFDocumentProxy,
  isCurrent: () => boolean,
  host: Channel<typeof pdfAsks>,
): Promise<void> {
  const pause = async (): Promise<void> => {
    await idle();
    if (!isCurrent()) throw new Error("another document is shown");
  };
  const text = await readText(document, { pause, stretch, letters: mostLetters, fontMilliseconds: 0 });
  const parts = partsOf(text);
  for (const [at, pages] of parts.entries()) {
    if (!isCurrent()) return;
    const isLast = at === parts.length - 1;
    await host.ask("keepText", {
      pages: [...pages],
      headings: isLast ? [...text.headings] : [],
      unread: text.unread,
      isLast,
    });
  }
}

function partsOf({ pages }: PdfText): readonly PdfText["pages"][] {
  const parts: PdfText["pages"][number][][] = [[]];
  let letters = 0;
  for (const page of pages) {
    if (letters > lettersAPart) {
      parts.push([]);
      letters = 0;
    }
    parts.at(-1)?.push(page);
    letters += page.text.length;
  }
  return parts;
}
