/** What is in a library, for a person. */
import { isNotes, isPaper, isPdfPath } from "./belongs.ts";

export interface Counts {
  readonly papers: number;
  /** Logs: one for each paper and person. */
  readonly notes: number;
  readonly pdfs: number;
  readonly others: number;
}

export function countsOf(paths: readonly string[]): Counts {
  const count = (is: (path: string) => boolean): number => paths.filter(is).length;
  const [papers, notes, pdfs] = [count(isPaper), count(isNotes), count(isPdfPath)];
  return { papers, notes, pdfs, others: paths.length - papers - notes - pdfs };
}
