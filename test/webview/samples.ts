/** Papers, notes and themes that the tests of the page share. */
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { Paper } from "../../src/domain/paper.ts";
import { paperId } from "../../src/domain/paperId.ts";
import listed from "../fixtures/webview/papers.json" with { type: "json" };
import dark from "./themes/dark.json" with { type: "json" };
import highContrast from "./themes/highContrast.json" with { type: "json" };
import highContrastLight from "./themes/highContrastLight.json" with { type: "json" };
import light from "./themes/light.json" with { type: "json" };

export const lightTheme = light;
export const themes = { light, dark, highContrast, highContrastLight };

const id = paperId("arxiv-2504.19449");
if (id === undefined) throw new Error("The sample's id is not one");

export const rSparse: Paper = {
  ...listed.rSparse,
  id,
  authors: ["Zhenyu Zhang", "Zechun Liu", "Yuandong Tian", "Harshit Khaitan", "Zhangyang Wang", "Steven Li"],
  year: 2025,
  venue: "ICLR",
  identifiers: ["arxiv:2504.19449"],
  resources: [{ kind: "code", url: "https://github.com/VITA-Group/R-Sparse" }],
  pdfs: [],
  tags: ["sparsity", "inference"],
  reading: "reading",
  sources: [{ kind: "daily-papers", date: "2026-07-30", imported: "2026-07-30T08:00:00.000Z" }],
  added: "2026-07-30T08:00:00.000Z",
};

export const withAbstract = (abstract: string, title = "A paper"): Paper => ({
  ...rSparse,
  title,
  abstract,
  resources: [],
  pdfs: [],
  identifiers: [],
});

let made = 0;

/** A note on the given words of an abstract, or on the whole paper when there are none. */
export function noteOn(abstract: string, words: string, more: Partial<Note> = {}): Note {
  const start = abstract.indexOf(words);
  const isPlaced = words !== "" && start >= 0;
  made++;
  return {
    id: `urn:uuid:note-${made}` as AnnotationId,
    comment: "",
    author: "Ada Lovelace",
    created: `2026-07-30T09:00:${String(made % 60).padStart(2, "0")}.000Z`,
    modified: `2026-07-30T09:00:${String(made % 60).padStart(2, "0")}.000Z`,
    editable: true,
    about: words === "" ? "paper" : "passage",
    quote: words,
    style: "highlight",
    color: "yellow",
    tags: [],
    placement: isPlaced
      ? { state: "anchored", span: { start, end: start + words.length } }
      : { state: "unplaced" },
    replies: [],
    ...more,
  };
}
