/** As much of pdf.js's document as is read here, so that one opened elsewhere will do, and a test's own too. */
import type { TextContent } from "../pageText.ts";

export interface PdfSource {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getOutline(): Promise<readonly OutlineNode[] | null>;
  getDestinations(): Promise<unknown>;
  getDestination(name: string): Promise<readonly unknown[] | null>;
  getPageIndex(target: PageReference): Promise<number>;
  getMetadata(): Promise<{ readonly info: object }>;
}

export interface PdfPage {
  /** Left, bottom, right, top. */
  readonly view: readonly number[];
  getTextContent(): Promise<TextContent>;
  getOperatorList(): Promise<unknown>;
  readonly commonObjs: { has(name: string): boolean; get(name: string): unknown };
  cleanup(): boolean;
}

export interface OutlineNode {
  readonly title: string;
  readonly dest: string | readonly unknown[] | null;
  readonly items: readonly OutlineNode[];
}

export interface PageReference {
  readonly num: number;
  readonly gen: number;
}
