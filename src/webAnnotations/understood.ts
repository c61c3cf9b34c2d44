/** Annotations of whatever program as they can be kept here. */
import { v5 as namedUuid } from "uuid";
import { SearchedText } from "../anchoring/placeInText.ts";
import { canonical } from "../base/canonical.ts";
import { fail, type Result } from "../base/result.ts";
import {
  abstractIri,
  oneOrAll,
  paperIri,
  pdfIri,
  quoteOfTarget,
  readAnnotation,
  targetsOf,
  type Annotation,
  type AnnotationId,
  type Target,
} from "../domain/annotation.ts";
import type { Paper } from "../domain/paper.ts";
import { pageOfTarget, regionOfTarget } from "../domain/region.ts";
import type { PaperId } from "../domain/paperId.ts";

const isOurId = (id: unknown): id is string =>
  typeof id === "string" && /^urn:uuid:[0-9a-f-]{36}$/iu.test(id);

/**
 * One of ours comes out as it went in. Others get an id by which they are known again, keep theirs as the model says
 * (`canonical`), and have a time.
 * @param now for those that say none
 */
export function understood(raw: unknown, now: string): Result<Annotation> {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return fail("it is no annotation");
  const given: Readonly<Record<string, unknown>> = { ...raw };
  const isOurs = isOurId(given["id"]);
  const created = timeOf(given["created"]);
  return readAnnotation({
    ...given,
    ...(isOurs ? {} : { id: ourIdOf(given), canonical: given["canonical"] ?? given["id"] }),
    ...(created === undefined ? {} : { created }),
    modified: timeOf(given["modified"]) ?? created ?? now,
  });
}

/** The id by which an annotation of another program is known here. */
export function ourIdOf(given: Readonly<Record<string, unknown>>): AnnotationId {
  const { id } = given;
  const name = typeof id === "string" && id !== "" ? id : canonical(given);
  return `urn:uuid:${namedUuid(name, namedUuid.URL)}` as AnnotationId;
}

/** As it is where it is a time of ours, else the same instant as ours are written. */
function timeOf(given: unknown): unknown {
  if (typeof given !== "string") return undefined;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/u.test(given)) return given;
  const instant = Date.parse(given);
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}

/** The annotation of a paper that has another id in this library. */
export function renamed(annotation: Annotation, from: PaperId, to: PaperId): Annotation {
  const own = paperIri(from);
  const iriHere = (iri: string): string =>
    iri === own || iri.startsWith(`${own}/`) ? paperIri(to) + iri.slice(own.length) : iri;
  const target = (each: Target): Target =>
    typeof each === "string" ? iriHere(each) : { ...each, source: iriHere(each.source) };
  return withTargets(annotation, targetsOf(annotation).map(target));
}

/** One on a page of the web that is this paper's: on its abstract where its words stand there, else on its PDF. */
export function adopted(annotation: Annotation, paper: Paper): Annotation {
  const [newest = "", ...older] = targetsOf(annotation);
  const quote = quoteOfTarget(newest);
  const { selector, styleClass } =
    typeof newest === "string" ? { selector: [], styleClass: undefined } : newest;
  const hasPage = regionOfTarget(newest) !== undefined || pageOfTarget(newest) !== undefined;
  const isInAbstract =
    !hasPage && quote !== undefined && new SearchedText(paper.abstract).place({ quote }).state === "anchored";
  const source = isInAbstract
    ? abstractIri(paper.id)
    : quote === undefined && !hasPage
      ? paperIri(paper.id)
      : pdfIri(paper.id);
  const here = { source, selector, ...(styleClass === undefined ? {} : { styleClass }) };
  return withTargets(annotation, [here, newest, ...older]);
}

function withTargets(annotation: Annotation, [first, ...rest]: readonly Target[]): Annotation {
  const { "marginalia:revision": _, ...content } = annotation; // it says something else now
  return first === undefined ? annotation : { ...content, target: oneOrAll([first, ...rest]) };
}
