/** Papers of a library of any size: of the shared corpus where it is there, else the sample's, repeated. */
import type { Paper } from "../../src/domain/paper.ts";
import { newPaper } from "../../src/library/merge.ts";
import { samplePapers } from "../fakes/sample.ts";
import { allPapers, hasData } from "./collections.ts";

const added = "2026-01-01T00:00:00.000Z";
const source = { kind: "bench" };

export function manyPapers(count: number): readonly Paper[] {
  const texts = hasData() ? allPapers() : samplePapers;
  const papers = new Map<string, Paper>();
  for (let at = 0; papers.size < count; at++) {
    const { title = "", abstract = "" } = texts[at % texts.length] ?? {};
    const round = Math.floor(at / texts.length);
    const paper = newPaper({ title: round === 0 ? title : `${title} (${round})`, abstract, source }, added);
    papers.set(paper.id, paper);
  }
  return [...papers.values()];
}
