/** Versions of a preprint at arXiv: which is known, and which is attached. */
import type { Paper } from "./paper.ts";

/** Of the address of a PDF: the id, and the version where it names one. */
export const arxivPdf = /^https?:\/\/arxiv\.org\/pdf\/(.+?)(?:v(\d{1,3}))?(?:\.pdf)?$/u;

/** The newest version of a preprint that is known, by the address of its PDF. */
export const newestVersion = ({ resources }: Pick<Paper, "resources">): number | undefined =>
  versionIn(resources.map(({ url }) => url));

/** The version of the newest PDF that is attached. */
export const attachedVersion = ({ pdfs }: Pick<Paper, "pdfs">): number | undefined =>
  versionIn(pdfs.flatMap(({ url }) => url ?? []));

function versionIn(urls: readonly string[]): number | undefined {
  const versions = urls.flatMap((url) => arxivPdf.exec(url)?.[2] ?? []).map(Number);
  return versions.length === 0 ? undefined : Math.max(...versions);
}

/** The version that is newer than the attached one; `undefined` where there is none. */
export function newerVersion(paper: Paper): number | undefined {
  const [newest, attached] = [newestVersion(paper), attachedVersion(paper)];
  return newest !== undefined && attached !== undefined && newest > attached ? newest : undefined;
}
