/** What can be done with an open PDF, as commands, so that it has keys and stands in the palette. */
import { pdfActions, type PdfAction } from "../../protocol/pdf.ts";
import { pdfCommandPrefix } from "../workspace/names.ts";
import type { CommandBody } from "./registered.ts";

/** @param perform hands the action to the PDF in front; false when there is none. */
export const pdfCommands = (perform: (action: PdfAction) => boolean): Record<string, CommandBody> =>
  Object.fromEntries(
    pdfActions.map((action): [string, CommandBody] => [
      `${pdfCommandPrefix}${action}`,
      () => {
        if (!perform(action)) throw new Error("Open a PDF first");
      },
    ]),
  );
