import type { Uri } from "vscode";
import type { PdfAnswer, PdfQuestion, PdfReading } from "../../../extraction/summary.ts";
import { JobThread } from "./jobThread.ts";

const longestMs = { paper: 60_000, text: 400_000 } as const;

/**
 * Reads one PDF after another. Whole texts are read on a thread of their own, one at a time, and none is begun while a person
 * waits for a paper.
 */
export function pdfThread(extension: Uri): PdfReading {
  const file = `${extension.fsPath}/dist/pdfThread.mjs`;
  const papers = new JobThread<PdfQuestion, PdfAnswer>(file);
  const texts = new JobThread<PdfQuestion, PdfAnswer>(file);
  return {
    paper: async (bytes) => {
      const answer = await papers.ask({ question: { bytes, wanted: "paper" }, longestMs: longestMs.paper });
      if (answer.kind !== "paper") throw new Error("it was answered something else");
      return answer.paper;
    },
    text: async (bytes, progress) => {
      await papers.idle();
      const question = { bytes, wanted: "text" } as const;
      const answer = await texts.ask({ question, longestMs: longestMs.text, progress });
      if (answer.kind !== "text") throw new Error("it was answered something else");
      return answer.text;
    },
  };
}
