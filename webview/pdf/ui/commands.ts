/** What the parts of the page may ask for. */
import type { Tone, Zoom } from "../../../src/protocol/pdf.ts";
import type { PdfKey } from "../state/keys.ts";
import type { FindQuery, PdfState } from "../state/model.ts";
import type { Tool } from "../state/tools.ts";
import type { OutlineEntry, OutlineStep } from "../state/outline.ts";

export interface Commands {
  perform(key: PdfKey): void;
  /** `undefined` when what was typed names no page. */
  goToPage(page: number | undefined, typed: string): void;
  zoomTo(zoom: Zoom): void;
  useTool(tool: Tool): void;
  focusPages(): void;
  find(query: FindQuery): void;
  stepInOutline(step: OutlineStep): void;
  follow(entry: OutlineEntry): void;
  showAbstract(): void;
  answerOffer(answer: "acceptOffer" | "declineOffer"): void;
  /** That there is no text need not be said any more. */
  putAwayLackOfText(): void;
  tryAgain(): void;
  openOtherwise(): void;
}

export const toneInForce = ({ tones, isDarkTheme }: PdfState): Tone =>
  isDarkTheme ? tones.dark : tones.light;

export const toneNames = { printed: "as printed", dark: "dark", sepia: "sepia" } as const;
