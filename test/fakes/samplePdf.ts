/** Makes small PDFs for tests: pages of lines, with an outline, labels, links and a picture as asked for. */

export interface SampleLink {
  /** Where it leads: a page from 1, a web address, a place with a name, or an action as it stands in the file. */
  readonly to: number | string | { readonly name: string } | { readonly action: string };
  /** Its lower edge; without it links stand above each other at the foot of the page. */
  readonly y?: number;
}

export interface SamplePage {
  readonly lines: readonly string[];
  /** A second column. */
  readonly right?: readonly string[];
  /** A running head above everything. */
  readonly head?: string;
  readonly links?: readonly SampleLink[];
  /** Marks that others have made, as they stand in the file: "/Subtype /Highlight /Rect [..]". */
  readonly marks?: readonly string[];
  /** A red square in the middle, as a picture. */
  readonly picture?: boolean;
}

export interface SamplePlace {
  readonly name: string;
  readonly page: number;
  readonly x?: number;
  readonly y: number;
}

export interface SamplePdf {
  readonly pages: readonly SamplePage[];
  /** How many pages at the beginning are numbered i, ii, iii. */
  readonly romanPages?: number;
  readonly outline?: readonly { readonly title: string; readonly page: number; readonly below?: boolean }[];
  /** Places that links lead to by their names. */
  readonly places?: readonly SamplePlace[];
  /** Run by careless readers when the file is opened, as it stands in the file. */
  readonly openAction?: string;
}

const escaped = (text: string): string => text.replace(/[\\()]/gu, (letter) => `\\${letter}`);

export function samplePdf({
  pages,
  romanPages = 0,
  outline = [],
  places = [],
  openAction,
}: SamplePdf): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const reserve = (): number => add("");
  const stream = (text: string, more = ""): string =>
    `<< /Length ${text.length} ${more}>>\nstream\n${text}\nendstream`;

  const catalog = reserve();
  const tree = reserve();
  const font = add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  const red = "\xff\x20\x20".repeat(64);
  const picture = add(
    stream(
      red,
      "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceRGB /BitsPerComponent 8 ",
    ),
  );
  const numbers = pages.map(() => reserve());

  const written = (lines: readonly string[], x: number, y: number): string =>
    `BT /F 12 Tf 16 TL ${x} ${y} Td\n${lines.map((line) => `(${escaped(line)}) Tj T*`).join("\n")}\nET\n`;

  pages.forEach(({ lines, right = [], head, links = [], marks = [], picture: hasPicture = false }, index) => {
    const text = [
      ...(head === undefined ? [] : [written([head], 72, 752)]),
      written(lines, 72, 700),
      ...(right.length === 0 ? [] : [written(right, 330, 700)]),
    ].join("");
    const image = hasPicture ? "q 200 0 0 200 206 296 cm /Im Do Q\n" : "";
    const content = add(stream(`${image}${text}`));
    const annotations = links.map(({ to, y: low }, at) => {
      const bottom = low ?? 120 + at * 30;
      const action =
        typeof to === "number"
          ? `/Dest [${numbers[to - 1]} 0 R /XYZ 72 600 0]`
          : typeof to === "object" && "name" in to
            ? `/Dest (${escaped(to.name)})`
            : `/A << ${typeof to === "string" ? `/S /URI /URI (${escaped(to)})` : to.action} >>`;
      return add(
        `<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [72 ${bottom} 300 ${bottom + 20}] ${action} >>`,
      );
    });
    const marked = marks.map((mark) => add(`<< /Type /Annot /F 4 ${mark} >>`));
    objects[(numbers[index] ?? 0) - 1] =
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 612 792] /Contents ${content} 0 R ` +
      `/Resources << /Font << /F ${font} 0 R >> /XObject << /Im ${picture} 0 R >> >> ` +
      `/Annots [${[...annotations, ...marked].map((each) => `${each} 0 R`).join(" ")}] >>`;
  });

  objects[tree - 1] =
    `<< /Type /Pages /Count ${pages.length} /Kids [${numbers.map((each) => `${each} 0 R`).join(" ")}] >>`;
  const labels = romanPages > 0 ? `/PageLabels << /Nums [0 << /S /r >> ${romanPages} << /S /D >>] >> ` : "";
  const outlines = outline.length > 0 ? `/Outlines ${addOutline()} 0 R ` : "";
  const opens = openAction === undefined ? "" : `/OpenAction << ${openAction} >> `;
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R ${labels}${outlines}${named()}${opens}>>`;
  return bytesOf(objects, catalog);

  /** A tree of names is sorted. */
  function named(): string {
    if (places.length === 0) return "";
    const sorted = [...places].sort((a, b) => (a.name < b.name ? -1 : 1));
    const pairs = sorted.map(
      ({ name, page, x = 72, y }) => `(${escaped(name)}) [${numbers[page - 1]} 0 R /XYZ ${x} ${y} 0]`,
    );
    return `/Names << /Dests << /Names [${pairs.join(" ")}] >> >> `;
  }

  /** Two levels: entries that are `below` belong to the one before them that is not. */
  function addOutline(): number {
    const root = reserve();
    const ids = outline.map(() => reserve());
    const tops = [...outline.keys()].filter((at) => outline[at]?.below !== true);
    const childrenOf = (top: number): readonly number[] => {
      const next = tops.find((other) => other > top) ?? outline.length;
      return [...outline.keys()].slice(top + 1, next);
    };
    const link = (siblings: readonly number[], parent: number): void =>
      siblings.forEach((at, index) => {
        const entry = outline[at];
        if (entry === undefined) return;
        const children = entry.below === true ? [] : childrenOf(at);
        const [before, after] = [siblings[index - 1], siblings[index + 1]];
        objects[(ids[at] ?? 0) - 1] = [
          `<< /Title (${escaped(entry.title)}) /Parent ${parent} 0 R`,
          `/Dest [${numbers[entry.page - 1]} 0 R /XYZ 0 792 0]`,
          before === undefined ? "" : `/Prev ${ids[before]} 0 R`,
          after === undefined ? "" : `/Next ${ids[after]} 0 R`,
          children.length === 0
            ? ""
            : `/First ${ids[children[0] ?? 0]} 0 R /Last ${ids[children.at(-1) ?? 0]} 0 R /Count ${children.length}`,
          ">>",
        ].join(" ");
        link(children, ids[at] ?? 0);
      });
    link(tops, root);
    objects[root - 1] =
      `<< /Type /Outlines /First ${ids[tops[0] ?? 0]} 0 R /Last ${ids[tops.at(-1) ?? 0]} 0 R /Count ${outline.length} >>`;
    return root;
  }
}

/** @param objects numbered from 1 */
export function bytesOf(objects: readonly string[], catalog: number): Uint8Array {
  let text = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
  const offsets = objects.map((body, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
