/** What is wrong with papers and with their PDFs. */
import type { Paper, PaperPdf } from "../domain/paper.ts";
import { normaliseTitle } from "../domain/paperId.ts";
import { paperPath, readPaperFile } from "../library/paperFile.ts";
import { duplicatesIn } from "../library/samePaper.ts";
import { nothingFound, together, type Found } from "./findings.ts";
import type { CheckedShelf } from "./shelf.ts";

export interface CheckedPaper {
  readonly shelf: CheckedShelf;
  readonly paper: Paper;
}

export interface ReadPaper extends Found {
  readonly paper?: CheckedPaper;
}

export function foundInPaper(shelf: CheckedShelf, path: string, text: string): ReadPaper {
  const stored = readPaperFile(text);
  if (!stored.ok)
    return {
      findings: [
        { kind: "unreadable", shelf, path, line: 1, says: `This paper cannot be read: ${stored.why}.` },
      ],
      repairs: [],
    };
  const { paper, conflict, writable } = stored.value;
  if (paperPath(paper.id) !== path)
    return {
      findings: [
        {
          kind: "unreadable",
          shelf,
          path,
          line: 1,
          says: "The id in this paper's file is not the file's name.",
        },
      ],
      repairs: [],
    };
  const says =
    conflict !== undefined
      ? ([
          {
            kind: "conflict",
            shelf,
            path,
            line: 1,
            says: `Of this paper ${conflict}. An edit of the paper makes it whole.`,
          },
        ] as const)
      : writable
        ? []
        : ([
            {
              kind: "newer",
              shelf,
              path,
              line: 1,
              says: "This paper is of a newer Marginalia: it is shown and never changed here.",
            },
          ] as const);
  return { paper: { shelf, paper }, findings: says, repairs: [] };
}

export function foundTwice(papers: readonly CheckedPaper[]): Found {
  const shelfOf = new Map(papers.map(({ shelf, paper }) => [paper, shelf]));
  return together(
    duplicatesIn(papers.map(({ paper }) => paper)).map(([kept, other]) => {
      const [shelf, otherShelf] = [shelfOf.get(kept), shelfOf.get(other)];
      if (shelf === undefined || otherShelf === undefined) return nothingFound;
      const why =
        normaliseTitle(kept.title) === normaliseTitle(other.title)
          ? "the same title"
          : "an identifier in common";
      const title = `“${kept.title.slice(0, 60)}”`;
      return {
        findings: [
          {
            kind: "duplicatePapers",
            shelf: otherShelf,
            path: paperPath(other.id),
            line: 1,
            says: `${title} has ${why} with ${paperPath(kept.id)}.`,
          },
        ],
        repairs:
          shelf !== otherShelf || kept.id === other.id
            ? []
            : [
                {
                  id: `merge ${kept.id} ${other.id}`,
                  shelf,
                  title: `Make one paper of the two: ${title}`,
                  explains: `${paperPath(kept.id)} takes the identifiers, tags, PDFs, reading state and notes of ${paperPath(other.id)}, which goes.`,
                  act: { kind: "mergePapers", kept: kept.id, other: other.id },
                },
              ],
      };
    }),
  );
}

export async function foundOfPdfs({ shelf, paper }: CheckedPaper): Promise<Found> {
  const found: Found[] = [];
  for (const pdf of paper.pdfs)
    if (pdf.path !== undefined) found.push(await foundOfPdf(shelf, paper, pdf, pdf.path));
  return together(found);
}

async function foundOfPdf(shelf: CheckedShelf, paper: Paper, pdf: PaperPdf, file: string): Promise<Found> {
  const facts = await shelf.pdf(file);
  const [path, title] = [paperPath(paper.id), `“${paper.title.slice(0, 60)}”`];
  if (facts === undefined)
    return {
      findings: [{ kind: "missingPdf", shelf, path, line: 1, says: `${file} of ${title} is not there.` }],
      repairs: [
        {
          id: `forget ${paper.id} ${file}`,
          shelf,
          title: `Take the missing ${file} off ${title}`,
          explains: "The paper no longer names the file. Notes on its pages stay.",
          act: { kind: "forgetPdf", paper: paper.id, pdf: file },
        },
      ],
    };
  const isChanged =
    (pdf.bytes !== undefined && pdf.bytes !== facts.bytes) ||
    (pdf.sha256 !== undefined && pdf.sha256 !== (await facts.sha256()));
  if (!isChanged) return nothingFound;
  return {
    findings: [
      {
        kind: "changedPdf",
        shelf,
        path,
        line: 1,
        says: `${file} of ${title} is not as it was when it was attached.`,
      },
    ],
    repairs: [
      {
        id: `record ${paper.id} ${file}`,
        shelf,
        title: `Take ${file} of ${title} as it is now`,
        explains:
          "The paper notes size and checksum of the file as it is, so that it is found again when it is moved.",
        act: { kind: "recordPdf", paper: paper.id, pdf: file, facts },
      },
    ],
  };
}
