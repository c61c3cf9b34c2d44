/** Why the words of a paper's PDF cannot be searched. */
export type NoText =
  | { readonly kind: "not read yet" }
  /** Its pages are pictures. */
  | { readonly kind: "no words" }
  | { readonly kind: "unreadable"; readonly why: string };

/** For a person, behind the name of the paper. */
export function noTextInWords(none: NoText): string {
  switch (none.kind) {
    case "not read yet":
      return "Not read yet";
    case "no words":
      return "Its pages are pictures without text (a scan)";
    case "unreadable":
      return `It could not be read: ${none.why}`;
  }
}
