import assert from "node:assert/strict";
import { test } from "node:test";
import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import type { AnnotationId, MarkStyle } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import type { PdfRect } from "../../src/domain/region.ts";
import { openPdf } from "../../src/extraction/pdfjs/openPdf.ts";
import { annotatedCopy } from "../../src/pdfCopy/annotatedCopy.ts";
import type { CopyAnswer, CopyWish } from "../../src/pdfCopy/makeCopy.ts";
import { samplePdf } from "../fakes/samplePdf.ts";

const pages = [{ lines: ["Sparse models read quickly."] }, { lines: ["Dense models read slowly."] }];
const sample = Uint8Array.from(samplePdf({ pages }));
const line: PdfRect = [72, 700, 300, 712];
const created = "2026-01-02T03:04:05.000Z";

const fingerprintOf = async (bytes: Uint8Array, password?: string): Promise<string> => {
  const pdf = await openPdf(bytes.slice(), password === undefined ? {} : { password });
  await pdf.close();
  return pdf.fingerprint ?? "";
};

let made = 0;
function note(style: MarkStyle, fingerprint: string, more: Partial<Note> = {}): Note {
  const id = `urn:uuid:${++made}` as AnnotationId;
  const isDrawn = style === "ink";
  return {
    ...{ id, comment: `On ${style} – π`, author: "Ada Lövelace", created, modified: created, editable: true },
    ...{ about: "pdf", quote: "", style, color: "green", tags: ["to do"], replies: [] },
    placement: { state: "unplaced" },
    region: {
      fingerprint,
      parts: [
        {
          page: 1,
          rects: isDrawn ? [] : [line],
          ...(isDrawn ? { strokes: [[50, 50, 80, 90, 120, 60]] } : {}),
          text: { start: 0, end: 0 },
        },
      ],
    },
    ...more,
  };
}

interface Read {
  readonly subtype: string;
  readonly author: string;
  readonly contents: string;
  readonly rect: readonly number[];
}

/** What another program finds in a file. */
async function annotationsIn(bytes: Uint8Array, page = 1, password?: string): Promise<readonly Read[]> {
  const pdf = await openPdf(bytes.slice(), password === undefined ? {} : { password });
  const found = (await (await pdf.source.getPage(page)).getAnnotations()) as readonly {
    readonly subtype: string;
    readonly titleObj?: { readonly str: string };
    readonly contentsObj?: { readonly str: string };
    readonly rect: readonly number[];
  }[];
  await pdf.close();
  return found.map(({ subtype, titleObj, contentsObj, rect }) => ({
    subtype,
    author: titleObj?.str ?? "",
    contents: contentsObj?.str ?? "",
    rect,
  }));
}

async function copied(wish: CopyWish): Promise<Extract<CopyAnswer, { kind: "copy" }>> {
  const answer = await annotatedCopy(wish);
  assert.equal(answer.kind, "copy", JSON.stringify(answer));
  return answer;
}

test("every kind of mark becomes the standard's, with words, tags, author, and the bytes before it as they were", async () => {
  const fingerprint = await fingerprintOf(sample);
  const styles = ["highlight", "underline", "strike", "area", "point", "ink"] as const;
  const notes = styles.map((style) => note(style, fingerprint));
  const { bytes, notes: written, leftOut } = await copied({ bytes: sample, notes });
  assert.equal(written, 6);
  assert.deepEqual(leftOut, { onOtherVersion: 0, onAbstract: 0, alreadyThere: 0 });
  assert.deepEqual(bytes.slice(0, sample.length), sample);
  const found = await annotationsIn(bytes);
  assert.deepEqual(
    found.map(({ subtype }) => subtype),
    ["Highlight", "Underline", "StrikeOut", "Square", "Text", "Ink"],
  );
  assert.deepEqual(new Set(found.map(({ author }) => author)), new Set(["Ada Lövelace"]));
  assert.equal(found[0]?.contents, "On highlight – π\n\n#to-do");
  assert.deepEqual(found[0]?.rect, [...line]);
});

test("a highlight over a page break is one mark a page; answers stand behind their note; a note on the paper in a corner", async () => {
  const fingerprint = await fingerprintOf(sample);
  const parts = [1, 2].map((page) => ({ page, rects: [line], text: { start: 0, end: 0 } }));
  const answer = {
    ...{ id: "urn:uuid:answer" as AnnotationId, comment: "Is it?", author: "Bo" },
    ...{ created, modified: created, editable: true },
  };
  const notes = [
    note("highlight", fingerprint, { region: { fingerprint, parts }, replies: [answer] }),
    { ...note("highlight", fingerprint), about: "paper" as const, region: undefined },
  ];
  const { bytes, notes: written } = await copied({ bytes: sample, notes });
  assert.equal(written, 2);
  const [first, second] = [await annotationsIn(bytes, 1), await annotationsIn(bytes, 2)];
  assert.deepEqual(
    first.map(({ subtype, contents }) => [subtype, contents.split("\n")[0]]),
    [
      ["Highlight", "On highlight – π"],
      ["Text", "Is it?"],
      ["Text", "On highlight – π"],
    ],
  );
  assert.deepEqual(
    second.map(({ subtype, contents }) => [subtype, contents]),
    [["Highlight", ""]],
  );
});

test("notes of another version and of the abstract are counted and left out; an older place in this file will do", async () => {
  const fingerprint = await fingerprintOf(sample);
  const elsewhere = note("highlight", "another file");
  const { region } = note("underline", fingerprint);
  assert.ok(region);
  const movedOn: Note = {
    ...note("underline", "another file"),
    older: [{ in: "pdf", region, quote: "" }],
  };
  const onAbstract: Note = { ...note("highlight", fingerprint), about: "passage", region: undefined };
  const answer = await copied({ bytes: sample, notes: [elsewhere, movedOn, onAbstract] });
  assert.equal(answer.notes, 1);
  assert.deepEqual(answer.leftOut, { onOtherVersion: 1, onAbstract: 1, alreadyThere: 0 });
  assert.deepEqual(await annotatedCopy({ bytes: sample, notes: [elsewhere] }), {
    kind: "nothing",
    leftOut: { onOtherVersion: 1, onAbstract: 0, alreadyThere: 0 },
  });
});

test("a copy of a copy has every note once", async () => {
  const fingerprint = await fingerprintOf(sample);
  const notes = [note("highlight", fingerprint), note("area", fingerprint)];
  const once = await copied({ bytes: sample, notes });
  const again = await annotatedCopy({ bytes: once.bytes, notes });
  assert.equal(again.kind, "nothing");
  const more = await copied({ bytes: once.bytes, notes: [...notes, note("ink", fingerprint)] });
  assert.equal(more.leftOut.alreadyThere, 2);
  assert.equal((await annotationsIn(more.bytes)).length, 3);
});

test("an encrypted file asks for its password, and its copy is encrypted as it is", async () => {
  const document = await PDFDocument.load(sample);
  document.encrypt({ userPassword: "secret", ownerPassword: "owner", permissions: { annotating: true } });
  const bytes = await document.save();
  assert.deepEqual(await annotatedCopy({ bytes, notes: [] }), { kind: "password", isWrong: false });
  assert.deepEqual(await annotatedCopy({ bytes, notes: [], password: "no" }), {
    kind: "password",
    isWrong: true,
  });
  const fingerprint = await fingerprintOf(bytes, "secret");
  const notes = [note("highlight", fingerprint), note("underline", fingerprint), note("ink", fingerprint)];
  const copy = await copied({ bytes, notes, password: "secret" });
  assert.equal(copy.isEncrypted, true);
  assert.deepEqual(copy.bytes.slice(0, bytes.length), bytes);
  await assert.rejects(openPdf(copy.bytes.slice()), /password/iu);
  assert.deepEqual(
    (await annotationsIn(copy.bytes, 1, "secret"))
      .map(({ subtype }) => subtype)
      .filter((it) => it !== "Popup"),
    ["Highlight", "Ink", "Ink"],
  );
});

test("a file whose maker allows no notes is left alone", async () => {
  const document = await PDFDocument.load(sample);
  document.encrypt({ userPassword: "", ownerPassword: "owner", permissions: { annotating: false } });
  const bytes = await document.save();
  const answer = await annotatedCopy({ bytes, notes: [note("highlight", await fingerprintOf(bytes))] });
  assert.deepEqual(answer, { kind: "failed", why: "whoever made it does not allow notes in it" });
});

test("a signed file is copied only by somebody who knows", async () => {
  const document = await PDFDocument.load(sample);
  const { context, catalog } = document;
  const signature = context.register(
    context.obj({ Type: "Sig", Filter: "Adobe.PPKLite", ByteRange: [0, 1, 2, 3] }),
  );
  const field = context.register(
    context.obj({ FT: "Sig", Type: "Annot", Subtype: "Widget", Rect: [0, 0, 10, 10], V: signature }),
  );
  catalog.set(PDFName.of("AcroForm"), context.obj({ SigFlags: 3, Fields: [field] }));
  const bytes = await document.save();
  const notes = [note("highlight", await fingerprintOf(bytes))];
  assert.deepEqual(await annotatedCopy({ bytes, notes }), { kind: "signed" });
  assert.equal((await copied({ bytes, notes, evenIfSigned: true })).notes, 1);
});

test("what is no PDF, or a damaged one, fails with a reason", async () => {
  for (const bytes of [new Uint8Array(), new TextEncoder().encode("<html>"), sample.slice(0, 300)]) {
    const answer = await annotatedCopy({ bytes, notes: [] });
    assert.equal(answer.kind, "failed");
    assert.notEqual(answer.kind === "failed" && answer.why, "");
  }
});
