/** Names of people as sources write them. */

export const mostAuthors = 200;

/** "Jr.", "III". */
export const isNameSuffix = (part: string): boolean => /^(?:jr|sr|ii|iii|iv)\.?$/iu.test(part);

/** "Vaswani, Ashish" as people are called. */
export function givenFirst(name: string): string {
  const [family = "", ...rest] = name.split(/\s*,\s*/u);
  // "King, Jr., Martin Luther" in BibTeX, "King, Martin Luther, Jr." in RIS.
  const suffix = rest.find(isNameSuffix) ?? "";
  const given = rest.filter((part) => part !== suffix).at(-1) ?? "";
  return rest.length === 0 ? name.trim() : [given, family, suffix].filter(Boolean).join(" ").trim();
}

/** Of the two fields that Zotero keeps; a suffix stands behind the given name: "Martin Luther, Jr.". */
export const ofFields = (family: string, given: string): string =>
  (given === "" ? family : givenFirst(`${family}, ${given}`)).replace(/\s+/gu, " ").trim();
