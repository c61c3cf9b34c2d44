/** Takes annotations of a file into the library: what is known stays, what was removed here stays removed, the rest comes in as it is. */
import { identifierInUrl } from "../library/importers/links.ts";
import { findPaper } from "../library/findPaper.ts";
import { isDeleted, sourceOf, type Annotation, type AnnotationId } from "../domain/annotation.ts";
import type { Paper } from "../domain/paper.ts";
import type { PaperId } from "../domain/paperId.ts";
import { fieldsOf } from "../notes/fields.ts";
import { keyOf } from "../notes/lineage.ts";
import type { Notes } from "../notes/notes.ts";
import { changedIn } from "../notes/registers.ts";
import type { NamedPaper, ReadCollection } from "./collection.ts";
import { adopted, renamed, understood } from "./understood.ts";
import { namesInZotero } from "./zoteroKey.ts";

export interface TakenIn {
  /** Annotations and their papers. */
  readonly added: number;
  readonly papers: readonly PaperId[];
  /** They stand here already. */
  readonly known: number;
  /** They were removed here, and stay so. */
  readonly removedHere: number;
  /** What they are about is not in the library: how many, by the name of the paper or page. */
  readonly elsewhere: ReadonlyMap<string, number>;
  readonly problems: readonly { readonly item: number; readonly why: string }[];
}

export interface TakeInPorts {
  readonly papers: readonly Paper[];
  readonly notes: Pick<Notes, "open" | "annotations" | "removed" | "standing" | "takeIn">;
  readonly now: string;
  readonly signal?: AbortSignal | undefined;
}

interface Placed {
  readonly paper: PaperId;
  readonly annotation: Annotation;
}

/** @throws the signal's reason when it was called off, and then takes in nothing */
export async function takeIn(collection: ReadCollection, ports: TakeInPorts): Promise<TakenIn> {
  const problems: { readonly item: number; readonly why: string }[] = [];
  const elsewhere = new Map<string, number>();
  const read: Annotation[] = [];
  for (const [at, raw] of collection.items.entries()) {
    const annotation = understood(raw, ports.now);
    if (annotation.ok) read.push(annotation.value);
    else problems.push({ item: at + 1, why: annotation.why });
  }
  const { placed, lost } = placedIn(read, collection.papers, ports.papers);
  for (const name of lost) elsewhere.set(name, (elsewhere.get(name) ?? 0) + 1);
  const byPaper = new Map<PaperId, Annotation[]>();
  let [known, removedHere] = [0, 0];
  const cameBack = ours(ports.notes);
  for (const { paper, annotation } of placed) {
    ports.signal?.throwIfAborted();
    await ports.notes.open(paper);
    const backFrom = cameBack(paper, annotation);
    const standing = ports.notes.standing(paper, backFrom ?? annotation.id);
    if (standing !== undefined && isDeleted(standing.shown)) removedHere++;
    else if (
      standing !== undefined &&
      (backFrom !== undefined ||
        standing.lines.some((line) => keyOf(line) === keyOf(annotation)) ||
        saysTheSame(standing.shown, annotation))
    )
      known++;
    else {
      const others = byPaper.get(paper);
      if (others === undefined) byPaper.set(paper, [annotation]);
      else others.push(annotation);
    }
  }
  const added = [...byPaper.values()].reduce((sum, { length }) => sum + length, 0);
  if (added > 0) await ports.notes.takeIn(byPaper);
  return { added, papers: [...byPaper.keys()], known, removedHere, elsewhere, problems };
}

/** Finds the note of this library that went to Zotero and comes back under the name that it has there. */
function ours(
  notes: Pick<Notes, "annotations" | "removed">,
): (paper: PaperId, annotation: Annotation) => AnnotationId | undefined {
  const byPaper = new Map<PaperId, ReadonlyMap<string, AnnotationId>>();
  const namesOn = (paper: PaperId): ReadonlyMap<string, AnnotationId> => {
    const all = [...notes.annotations(paper), ...notes.removed(paper).map(({ shown }) => shown)];
    return new Map(all.flatMap(({ id }) => namesInZotero(id).map((name) => [name, id] as const)));
  };
  return (paper, { canonical: name }) => {
    if (typeof name !== "string" || !name.startsWith("zotero://")) return undefined;
    const names = byPaper.get(paper) ?? namesOn(paper);
    byPaper.set(paper, names);
    return names.get(name);
  };
}

const saysTheSame = (a: Annotation, b: Annotation): boolean =>
  changedIn(fieldsOf(a), fieldsOf(b)).length === 0;

/** Answers are of the paper of what they answer, which may stand behind them in the file. */
function placedIn(
  annotations: readonly Annotation[],
  named: readonly NamedPaper[],
  papers: readonly Paper[],
): { readonly placed: readonly Placed[]; readonly lost: readonly string[] } {
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const names = new Map(named.map((paper) => [paper.id, paper]));
  const placed: Placed[] = [];
  const lost: string[] = [];
  const homes = new Map<AnnotationId, PaperId>();
  let waiting: Annotation[] = [];
  const pages = new Map<string, Paper | undefined>();
  const pageAt = (iri: string): Paper | undefined => {
    if (!pages.has(iri)) pages.set(iri, pageOf(iri, names, papers));
    return pages.get(iri);
  };
  for (const annotation of annotations) {
    const source = sourceOf(annotation);
    if (source.kind === "annotation") {
      waiting.push(annotation);
      continue;
    }
    const found = source.kind === "other" ? pageAt(source.iri) : paperOf(source.paper, names, byId, papers);
    if (found === undefined) {
      const iri = source.kind === "other" ? source.iri : source.paper;
      lost.push(names.get(iri)?.title || iri);
      continue;
    }
    homes.set(annotation.id, found.id);
    placed.push({
      paper: found.id,
      annotation:
        source.kind === "other"
          ? adopted(annotation, found)
          : found.id === source.paper
            ? annotation
            : renamed(annotation, source.paper, found.id),
    });
  }
  for (let before = -1; before !== waiting.length;) {
    before = waiting.length;
    waiting = waiting.filter((annotation) => {
      const source = sourceOf(annotation);
      const paper = source.kind === "annotation" ? homes.get(source.id) : undefined;
      if (paper === undefined) return true;
      homes.set(annotation.id, paper);
      placed.push({ paper, annotation });
      return false;
    });
  }
  return { placed, lost: [...lost, ...waiting.map(() => "answers to notes that are not in the file")] };
}

function paperOf(
  id: PaperId,
  names: ReadonlyMap<string, NamedPaper>,
  byId: ReadonlyMap<PaperId, Paper>,
  papers: readonly Paper[],
): Paper | undefined {
  const here = byId.get(id) ?? papers.find(({ formerly = [] }) => formerly.includes(id));
  return here ?? namedIn(names.get(id), papers);
}

/** By its address, by what PDFs call themselves, else by what the file says of it. */
function pageOf(
  iri: string,
  names: ReadonlyMap<string, NamedPaper>,
  papers: readonly Paper[],
): Paper | undefined {
  const identifier = identifierInUrl(iri);
  const fingerprint = /^urn:x-pdf:([0-9a-f]+)$/iu.exec(iri)?.[1]?.toLowerCase();
  return (
    (identifier === undefined ? undefined : findPaper(papers, identifier)) ??
    papers.find(
      ({ resources, pdfs }) =>
        resources.some(({ url }) => url === iri) ||
        (fingerprint !== undefined && pdfs.some((pdf) => pdf.fingerprint?.toLowerCase() === fingerprint)),
    ) ??
    namedIn(names.get(iri), papers)
  );
}

function namedIn(named: NamedPaper | undefined, papers: readonly Paper[]): Paper | undefined {
  const { identifiers = [], title = "" } = named ?? {};
  for (const name of [...identifiers.filter((each) => !each.startsWith("bibtex:")), title]) {
    const found = name === "" ? undefined : findPaper(papers, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
