/**
 * The pages of a PDF as some version of pdf.js tells them, read in a process of its own, since two versions in one disturb
 * each other. Run as a program it is that process: with the version's module, a file and the most pages.
 */
import "../../src/extraction/pdfjs/olderNode.ts";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { FontShape, PageText, TextPiece } from "../../webview/pdf/text/pageText.ts";
import { pageTextOf } from "../../webview/pdf/text/readPage.ts";

interface StoredPage {
  readonly pieces: readonly TextPiece[];
  readonly fonts: readonly (readonly [string, FontShape])[];
  readonly view: readonly [number, number, number, number];
}

export function pagesOf(module: string, file: string, most: number): readonly PageText[] {
  const program = new URL("pdfPieces.js", import.meta.url).pathname;
  const { stdout, stderr } = spawnSync(process.execPath, [program, module, file, String(most)], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  const start = stdout.indexOf('[{"pieces"'); // older versions print warnings
  if (start === -1) throw new Error(stderr.slice(-300) || "pdf.js said nothing");
  return (JSON.parse(stdout.slice(start)) as readonly StoredPage[]).map(({ pieces, fonts, view }, index) =>
    pageTextOf({ number: index + 1, pieces, fonts: new Map(fonts), widths: new Map(), view }),
  );
}

/** As much of pdf.js as all its versions have. */
interface Engine {
  getDocument(from: object): { readonly promise: Promise<Document> };
}
interface Document {
  readonly numPages: number;
  getPage(number: number): Promise<Page>;
}
interface Page {
  readonly view: readonly [number, number, number, number];
  getTextContent(): Promise<{
    readonly items: readonly (TextPiece | object)[];
    readonly styles: Readonly<Record<string, FontShape>>;
  }>;
}

async function tell(module: string, file: string, most: number): Promise<void> {
  // Some versions make one of these when they are loaded, though text needs none.
  for (const name of ["DOMMatrix", "Path2D"])
    if (!(name in globalThis)) Reflect.set(globalThis, name, class {});
  const engine = (await import(module.startsWith("/") ? pathToFileURL(module).href : module)) as Engine &
    Partial<Record<"default", Engine>>;
  const pdfjs = "getDocument" in engine ? engine : (engine["default"] ?? engine);
  const data = new Uint8Array(readFileSync(file));
  const options = {
    data,
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
  };
  const document = await pdfjs.getDocument(options).promise;
  const pages: StoredPage[] = [];
  for (let number = 1; number <= Math.min(most, document.numPages); number++) {
    const page = await document.getPage(number);
    const { items, styles } = await page.getTextContent();
    const pieces = items.flatMap((item) => ("str" in item ? [item] : []));
    const fonts = Object.entries(styles).map(([name, { ascent, descent, vertical }]) => {
      return [name, { ascent, descent, vertical }] as const;
    });
    pages.push({ pieces, fonts, view: page.view });
  }
  process.stdout.write(JSON.stringify(pages), () => process.exit(0));
}

const [, program = "", module, file, most] = process.argv;
if (program.endsWith("pdfPieces.js") && module !== undefined && file !== undefined)
  await tell(module, file, Number(most));
