/**
 * Notes written into copies of real PDFs: for each file that is right (as pdf.js reads it again), what it costs, and what qpdf
 * says of it where that is installed; then 500 highlights in papers of some 30 pages.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markStyles, type AnnotationId, type MarkStyle } from "../../src/domain/annotation.ts";
import type { Note } from "../../src/domain/note.ts";
import { openPdf } from "../../src/extraction/pdfjs/openPdf.ts";
import { annotatedCopy } from "../../src/pdfCopy/annotatedCopy.ts";
import { median, table } from "./figures.ts";

const data = process.env["MARGINALIA_DATA"];
if (data === undefined) throw new Error("Set MARGINALIA_DATA to a folder with PDFs in pdf/");
const folder = join(data, "pdf");
const passwords: Readonly<Record<string, string>> = {
  "password-user-abc.pdf": "abc",
  "derived-password-paper-aes256.pdf": "paper",
};
const scratch = mkdtempSync(join(tmpdir(), "marginalia-copies-"));
const made = "2026-01-02T03:04:05.000Z";

const noteOn = (style: MarkStyle, at: number, page: number, fingerprint: string): Note => {
  const top = 720 - (at % 40) * 16;
  return {
    ...{ id: `urn:uuid:${style}-${at}` as AnnotationId, comment: `Note ${at} – π`, author: "Ada" },
    ...{ created: made, modified: made, editable: true, about: "pdf", quote: "", style, color: "yellow" },
    ...{ tags: [], replies: [], placement: { state: "unplaced" } },
    region: {
      fingerprint,
      parts: [
        {
          page,
          rects: style === "ink" ? [] : [[90, top - 10, 300, top]],
          ...(style === "ink" ? { strokes: [[90, top, 120, top - 8, 150, top]] } : {}),
          text: { start: 0, end: 0 },
        },
      ],
    },
  };
};

const checked = (file: string, password: string | undefined): number | null =>
  spawnSync("qpdf", ["--check", ...(password === undefined ? [] : [`--password=${password}`]), file]).status;
const hasQpdf = spawnSync("qpdf", ["--version"]).status === 0;

const rows: string[][] = [];
let [opened, right, worse] = [0, 0, 0];
for (const name of readdirSync(folder).filter((each) => each.endsWith(".pdf"))) {
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  const password = passwords[name];
  const pdf = await openPdf(bytes.slice(), password === undefined ? {} : { password }).catch(() => undefined);
  if (pdf === undefined) continue;
  const [pages, fingerprint = ""] = [pdf.source.numPages, pdf.fingerprint];
  await pdf.close();
  opened++;
  const notes = Array.from({ length: 24 }, (_, at) =>
    noteOn(markStyles[at % markStyles.length] ?? "highlight", at, 1 + (at % pages), fingerprint),
  );
  const start = performance.now();
  const answer = await annotatedCopy({ bytes, notes, password });
  const ms = performance.now() - start;
  const file = join(scratch, name);
  if (answer.kind === "copy") {
    right++;
    writeFileSync(file, answer.bytes);
  }
  const [before, after] = hasQpdf ? [checked(join(folder, name), password), checked(file, password)] : [0, 0];
  if ((after ?? 0) > (before ?? 0)) worse++;
  const said = answer.kind === "copy" ? `+${answer.bytes.length - bytes.length}` : answer.kind;
  rows.push([name, String(pages), said, ms.toFixed(0), hasQpdf ? `${before} → ${after}` : "not installed"]);
}
table(
  `24 marks of six kinds in each file: ${right} right of ${opened}; qpdf finds ${worse} worse than before`,
  ["file", "pages", "bytes", "ms", "qpdf"],
  rows,
);

const long: string[][] = [];
for (const name of [
  "arxiv-2205.14135-flashattention.pdf",
  "acl-2020-s2orc.pdf",
  "arxiv-1512.03385-resnet.pdf",
]) {
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  const { source, fingerprint = "", close } = await openPdf(bytes.slice());
  const pages = source.numPages;
  await close();
  const notes = Array.from({ length: 500 }, (_, at) =>
    noteOn("highlight", at, 1 + (at % pages), fingerprint),
  );
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    const answer = await annotatedCopy({ bytes, notes });
    times.push(performance.now() - start);
    if (answer.kind !== "copy") throw new Error(`${name}: ${answer.kind}`);
  }
  long.push([name, String(pages), (times[0] ?? 0).toFixed(0), median(times).toFixed(0), "3000"]);
}
table(
  "500 highlights, written and read again, in milliseconds",
  ["file", "pages", "first", "median", "aim"],
  long,
);
rmSync(scratch, { recursive: true, force: true });
