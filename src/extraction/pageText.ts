/** What a page of a PDF says and where, in points of its own coordinates: y goes up, and a baseline is where letters stand. */

export interface TextItem {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** The height of the font in points. */
  readonly size: number;
  /** The font's own name where it is known ("CMBX12"), else the name that pdf.js gave it. */
  readonly font: string;
  readonly bold?: boolean;
  readonly hasEOL: boolean;
  readonly dir: "ltr" | "rtl" | "ttb";
  /** Runs up, down or aslant, as arXiv's stamp in the margin does. */
  readonly rotated?: boolean;
}

export interface PageFrame {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  /** The lower left corner of what is shown of the page. */
  readonly x0: number;
  readonly y0: number;
}

export interface PageItems extends PageFrame {
  readonly items: readonly TextItem[];
}

export interface Line {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** The baseline of most of it. */
  readonly y: number;
  readonly size: number;
  readonly font: string;
  readonly bold: boolean;
  readonly page: number;
  readonly items: readonly TextItem[];
}

export interface PageLines extends PageFrame {
  readonly lines: readonly Line[];
  /** What does not run from left to right, joined to lines of its own. */
  readonly rotated: readonly string[];
}

/** A point of a page, as a destination names it. */
export interface Place {
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

/** As much as is needed of what pdf.js's getTextContent() answers. */
export interface TextContent {
  readonly items: readonly (ContentItem | object)[];
  readonly styles?: Readonly<Record<string, { readonly vertical?: boolean }>>;
}

interface ContentItem {
  readonly str: string;
  readonly dir: string;
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
  readonly fontName: string;
  readonly hasEOL: boolean;
}

/** What is known of a font behind the name that pdf.js gave it. */
export interface FontFace {
  readonly name: string;
  readonly bold?: boolean;
}
export type Fonts = ReadonlyMap<string, FontFace>;

export interface PageContent {
  readonly number: number;
  /** Left, bottom, right, top. */
  readonly view: readonly number[];
  readonly content: TextContent;
  readonly fonts?: Fonts;
}

const boldName =
  /bold|black|heavy|demi|semib|medi(?!um)|-B$|(?:CM|SF|LM|EC)BX|CMSSBX|Bd(?:Cn)?\b|BdB|T[BZ]$/iu;

export function pageItems({ number, view, content, fonts = new Map() }: PageContent): PageItems {
  const [x0 = 0, y0 = 0, x1 = 612, y1 = 792] = view;
  const items = content.items.flatMap((item) => ("str" in item ? [itemOf(item, fonts)] : []));
  return { number, width: x1 - x0, height: y1 - y0, x0, y0, items };
}

function itemOf(
  { str, dir, width, height, transform, fontName, hasEOL }: ContentItem,
  fonts: Fonts,
): TextItem {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform;
  const face = fonts.get(fontName);
  const item = {
    text: str,
    x,
    y,
    width,
    size: Math.hypot(c, d) || height,
    font: face?.name.replace(/^[A-Z]{6}\+/u, "") ?? fontName,
    hasEOL,
    dir: dir === "rtl" || dir === "ttb" ? dir : "ltr",
  } as const;
  const isRotated = a < 0 || Math.abs(b) > 0.2 * Math.abs(a);
  return {
    ...item,
    ...(face === undefined ? {} : { bold: face.bold === true || boldName.test(item.font) }),
    ...(isRotated ? { rotated: true } : {}),
  };
}
