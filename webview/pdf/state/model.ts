/** What the page of a PDF shows, as plain data. */
import type { Panel, Rotation, Tones, Zoom } from "../../../src/protocol/pdf.ts";
import type { Outline } from "./outline.ts";
import type { Tool } from "./tools.ts";

export type Phase =
  | { readonly kind: "loading"; readonly read: number; readonly bytes: number | undefined }
  | { readonly kind: "password"; readonly wasWrong: boolean; readonly answer: (password: string) => void }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "shown" };

export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
  readonly diacritics: boolean;
}

export interface Found {
  readonly state: "idle" | "searching" | "found" | "wrapped" | "none";
  readonly current: number;
  readonly total: number;
}

export interface PdfState {
  readonly phase: Phase;
  readonly name: string;
  /** Whether it is a paper of the library, and so has an abstract. */
  readonly isPaper: boolean;
  /** The title of the paper that it may be. */
  readonly offer: string | undefined;
  readonly page: number;
  readonly pageCount: number;
  readonly labels: readonly string[] | undefined;
  readonly scale: number;
  readonly zoom: Zoom;
  readonly rotation: Rotation;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly panel: Panel | undefined;
  readonly isNotesOpen: boolean;
  /** Nothing but the pages is shown. */
  readonly isFocused: boolean;
  readonly tool: Tool;
  /** Absent until it is known. */
  readonly outline: Outline | undefined;
  /** What is to be said about where the outline comes from. */
  readonly outlineSource: string | undefined;
  readonly closed: ReadonlySet<number>;
  readonly outlineFocus: number | undefined;
  readonly query: FindQuery;
  readonly finding: boolean;
  readonly found: Found;
  /** Whether any page has text; absent until it is known. */
  readonly hasText: boolean | undefined;
  /** That there is none was read and put away. */
  readonly isLackOfTextKnown: boolean;
  readonly tones: Tones;
  readonly isDarkTheme: boolean;
  /** What must be known while it lasts. */
  readonly banner: string | undefined;
  /** What just happened, for those who listen. */
  readonly said: string;
}

export const firstState: PdfState = {
  phase: { kind: "loading", read: 0, bytes: undefined },
  name: "",
  isPaper: false,
  offer: undefined,
  page: 1,
  pageCount: 0,
  labels: undefined,
  scale: 1,
  zoom: "auto",
  rotation: 0,
  canGoBack: false,
  canGoForward: false,
  panel: undefined,
  isNotesOpen: false,
  isFocused: false,
  tool: "select",
  outline: undefined,
  outlineSource: undefined,
  closed: new Set(),
  outlineFocus: undefined,
  query: { text: "", matchCase: false, wholeWords: false, diacritics: false },
  finding: false,
  found: { state: "idle", current: 0, total: 0 },
  hasText: undefined,
  isLackOfTextKnown: false,
  tones: { light: "printed", dark: "printed" },
  isDarkTheme: false,
  banner: undefined,
  said: "",
};

/** In the words of the find bar. */
export function foundText({ found, query, hasText }: PdfState): string {
  if (query.text === "" || found.state === "idle") return "";
  if (hasText === false) return "No text in this PDF: its pages are pictures";
  if (found.total > 0) return `${found.current} of ${found.total}`;
  return found.state === "none" ? "No results" : "Searching…";
}
