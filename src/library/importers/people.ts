/** Names of people as sources write them. */

export const mostAuthors = 200;

/** "Vaswani, Ashish" as people are called. */
export function givenFirst(name: string): string {
  const [family = "", ...given] = name.split(/\s*,\s*/u);
  // "King, Jr., Martin Luther": what is given comes last.
  return given.length === 0 ? name.trim() : `${given.at(-1) ?? ""} ${family}`.trim();
}
