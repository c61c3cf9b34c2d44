/** Which of the bibliographies a document cites from: the one it names, else the one that has its keys, else the nearest. */
import type { LanguageKind } from "./languages.ts";

const named: Partial<Record<LanguageKind, RegExp>> = {
  latex: /\\(?:addbibresource|bibliography|addglobalbib)(?:\[[^\]]{0,200}\])?\{([^{}]{1,1000})\}/gu,
  typst: /#?bibliography\(\s{0,9}\(?\s{0,9}"([^"]{1,500})"/gu,
  markdown:
    /^bibliography:[ \t]{0,9}(?:\n[ \t]{0,9}-[ \t]{0,9}|\[)?["']?([^"'\n\]]{1,500}?)["']?[ \t]{0,9}\]?$/gmu,
};

/** Names of files, as the document writes them, with ".bib" at the end. */
export function bibsNamedIn(text: string, kind: LanguageKind): readonly string[] {
  const shape = named[kind];
  if (shape === undefined) return [];
  return [...text.matchAll(shape)]
    .flatMap(([, names = ""]) => names.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !/\.(?:json|ya?ml|ris)$/iu.test(name))
    .map((name) => (/\.bib$/iu.test(name) ? name : `${name}.bib`));
}

/** A bibliography, and how many of the document's keys it has. */
export interface Candidate {
  readonly path: string;
  readonly cited: number;
}

/** A chapter that names none cites from the one that has its keys. */
export function bibFor(
  document: string,
  names: readonly string[],
  candidates: readonly Candidate[],
): string | undefined {
  for (const name of names) {
    const end = `/${name.replace(/^(?:\.{0,2}\/)+/u, "")}`;
    const found = nearest(
      document,
      candidates.filter(({ path }) => path.endsWith(end)),
    );
    if (found !== undefined) return found;
  }
  const most = Math.max(0, ...candidates.map(({ cited }) => cited));
  return nearest(
    document,
    candidates.filter(({ cited }) => cited === most),
  );
}

function nearest(document: string, candidates: readonly Candidate[]): string | undefined {
  const folders = document.split("/").slice(0, -1);
  const far = (path: string): number => {
    const own = path.split("/").slice(0, -1);
    let shared = 0;
    while (shared < own.length && own[shared] === folders[shared]) shared++;
    return own.length + folders.length - 2 * shared;
  };
  return candidates.map(({ path }) => path).sort((a, b) => far(a) - far(b) || a.localeCompare(b))[0];
}
