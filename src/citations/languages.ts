/** What a text is written in. "code" is a language where "@name" at the start of a line is no citation. */
export const languageKinds = ["markdown", "text", "latex", "typst", "bibtex", "code"] as const;
export type LanguageKind = (typeof languageKinds)[number];
