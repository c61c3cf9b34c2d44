/** Notes with several places: in the abstract, on the pages, on the pages of another version. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Annotation, AnnotationId } from "../../src/domain/annotation.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import type { Region } from "../../src/domain/region.ts";
import { anchorsOf, inAbstract, inPdf, withAnchor } from "../../src/domain/renditions.ts";
import { composeNote, edited, type NewPlace } from "../../src/notes/compose.ts";
import { notesOf } from "../../src/notes/view.ts";
import { passageDiff } from "../../webview/pdf/state/passageDiff.ts";
import { ann } from "../fakes/workspace.ts";

const paper = "title-0123456789abcdef" as PaperId;
const abstract = "We study sparse models and more of them.";
const words = "sparse models";
const now = "2026-07-30T08:00:00.000Z";
const made = { id: "urn:uuid:a" as AnnotationId, now, author: ann };
const start = abstract.indexOf(words);
const inText: NewPlace = { paper, passage: { text: abstract, span: { start, end: start + words.length } } };
const region = (fingerprint: string, page: number): Region => ({
  fingerprint,
  parts: [{ page, rects: [[1, 2, 3, 4]], text: { start: 5, end: 17 } }],
});
const onPages = (fingerprint: string, page: number): NewPlace => ({
  paper,
  part: {
    region: region(fingerprint, page),
    quote: { exact: `Sparse models, ${fingerprint}`, prefix: "", suffix: "" },
  },
});
const seen = (annotation: Annotation) => notesOf([annotation], abstract)[0];

test("a note with one place is shown in its own reader only", () => {
  const text = seen(composeNote(inText, made));
  assert.ok(text !== undefined);
  assert.equal(inAbstract(text), text);
  assert.equal(inPdf(text), undefined);
  const page = seen(composeNote(onPages("v1", 2), made));
  assert.ok(page !== undefined);
  assert.equal(inPdf(page), page);
  assert.equal(inAbstract(page), undefined);
});

test("a note of the abstract that was carried onto pages is shown in both, each with its own words", () => {
  const carried = edited(composeNote(inText, made), { place: onPages("v1", 2) }, now);
  const note = seen(carried);
  assert.ok(note !== undefined);
  assert.equal(note.about, "pdf");
  const [text, page] = [inAbstract(note), inPdf(note)];
  assert.deepEqual(
    [text?.about, text?.quote, text?.placement.state, text?.region],
    ["passage", words, "anchored", undefined],
  );
  assert.deepEqual([page?.quote, page?.region?.parts[0]?.page], ["Sparse models, v1", 2]);
  assert.equal(page?.color, note.color);
});

test("all places of a note are known, the newest first, and it can be seen at any of those on pages", () => {
  let annotation = composeNote(inText, made);
  for (const [version, page] of [
    ["v1", 2],
    ["v2", 3],
  ] as const)
    annotation = edited(annotation, { place: onPages(version, page) }, now);
  const note = seen(annotation);
  assert.ok(note !== undefined);
  assert.deepEqual(
    anchorsOf(note).map((anchor) => (anchor.in === "pdf" ? anchor.region.fingerprint : anchor.in)),
    ["v2", "v1", "abstract"],
  );
  const older = anchorsOf(note)[1];
  assert.ok(older?.in === "pdf");
  const there = withAnchor(note, older);
  assert.deepEqual([there.region?.fingerprint, there.quote], ["v1", "Sparse models, v1"]);
  assert.deepEqual(
    new Set(anchorsOf(there).map((anchor) => JSON.stringify(anchor))),
    new Set(anchorsOf(note).map((anchor) => JSON.stringify(anchor))),
    "none is lost on the way",
  );
});

test("a place that is moved keeps the style of the mark, and one of the older places changes nothing of it", () => {
  const marked = composeNote({ ...inText, style: "underline", color: "pink" }, made);
  const carried = seen(edited(marked, { place: onPages("v1", 2) }, now));
  assert.deepEqual([carried?.style, carried?.color], ["underline", "pink"]);
  const recoloured = seen(edited(edited(marked, { place: onPages("v1", 2) }, now), { color: "blue" }, now));
  assert.deepEqual(
    [recoloured?.style, recoloured?.color, recoloured?.older?.length],
    ["underline", "blue", 1],
  );
});

test("the difference of two passages is told word by word, and rewritten ones as a whole", () => {
  assert.deepEqual(passageDiff("We train on four hundred books.", "We train on six hundred books."), [
    { kind: "kept", text: "We train on " },
    { kind: "removed", text: "four" },
    { kind: "added", text: "six" },
    { kind: "kept", text: " hundred books." },
  ]);
  const long = (letter: string): string => Array.from({ length: 900 }, (_, at) => `${letter}${at}`).join(" ");
  assert.deepEqual(
    passageDiff(long("a"), long("b")).map(({ kind }) => kind),
    ["removed", "added"],
  );
});
