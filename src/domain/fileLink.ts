/**
 * The other end of a note: lines of a file of the workspace, as a body whose purpose is the model's own "linking". What the
 * note is about stays its target, so that both ends can be given another place without knowing of each other.
 *
 * A file is named by `marginalia-file:/src/model.py`, from the folder that the library is in; in another folder of the
 * workspace by `marginalia-file://other/src/model.py`.
 */
import type { Span } from "../base/span.ts";
import {
  kindOfBody,
  positionOfTarget,
  quoteOfTarget,
  readTarget,
  selectorsOf,
  type Annotation,
  type AnnotationBody,
  type TextQuote,
} from "./annotation.ts";

export interface LinkedFile {
  /** The name of the workspace's folder, where that is not the one that the library is in. */
  readonly folder?: string | undefined;
  /** In that folder, with forward slashes. */
  readonly path: string;
}

export interface FilePlace extends LinkedFile {
  readonly quote: TextQuote;
  /** In code points, as stored. */
  readonly position?: Span | undefined;
  /** The lines as they were, counted from 0. */
  readonly lines: { readonly first: number; readonly last: number };
}

const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

export const fileIri = ({ folder, path }: LinkedFile): string =>
  `marginalia-file:${folder === undefined ? "" : `//${encodeURIComponent(folder)}`}/${encoded(path)}`;

/** `undefined` for what is no file below a folder: a log may have been written by anyone. */
export function readFileIri(iri: string): LinkedFile | undefined {
  const [, folder, path = ""] = /^marginalia-file:(?:\/\/([^/?#]+))?\/([^?#]+)$/u.exec(iri) ?? [];
  try {
    const segments = path.split("/").map(decodeURIComponent);
    const isBelow = segments.every((each) => !/^\.{0,2}$|[/\\\0]/u.test(each));
    if (!isBelow) return undefined;
    const whole = segments.join("/");
    return folder === undefined ? { path: whole } : { folder: decodeURIComponent(folder), path: whole };
  } catch {
    return undefined; // no characters are encoded like this
  }
}

export const fileName = ({ path }: LinkedFile): string => path.slice(path.lastIndexOf("/") + 1);

export const isSameFile = (a: LinkedFile, b: LinkedFile): boolean =>
  a.path === b.path && a.folder === b.folder;

export const linkBody = (place: FilePlace): AnnotationBody => ({
  type: "SpecificResource",
  purpose: "linking",
  source: fileIri(place),
  selector: [
    { type: "TextQuoteSelector", ...place.quote },
    ...(place.position === undefined ? [] : [{ type: "TextPositionSelector", ...place.position }]),
    {
      type: "FragmentSelector",
      conformsTo: "http://tools.ietf.org/rfc/rfc5147",
      value: `line=${place.lines.first},${place.lines.last + 1}`,
    },
  ],
});

/** Those that can be read; the others are kept as they came. */
export const fileLinksOf = ({ body }: Pick<Annotation, "body">): readonly FilePlace[] =>
  body.flatMap((item) => (kindOfBody(item) === "link" ? (placeIn(item) ?? []) : []));

function placeIn(item: AnnotationBody): FilePlace | undefined {
  const target = readTarget(item);
  if (target === undefined || typeof target === "string") return undefined;
  const file = readFileIri(target.source);
  const quote = quoteOfTarget(target);
  if (file === undefined || quote === undefined) return undefined;
  const fragment = selectorsOf(target).find(({ type }) => type === "FragmentSelector")?.["value"];
  const [, first = "0", end = "1"] = /^line=(\d{1,9}),(\d{1,9})$/u.exec(String(fragment)) ?? [];
  return {
    ...file,
    quote,
    position: positionOfTarget(target),
    lines: { first: Number(first), last: Math.max(Number(first), Number(end) - 1) },
  };
}
