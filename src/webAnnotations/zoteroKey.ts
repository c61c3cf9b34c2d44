/** The names under which notes of ours go to Zotero, by which they are known when the file comes back. */

/** Eight letters and digits, as their keys are: the same for the same thing. */
export function zoteroKey(id: string): string {
  const signs = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ";
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (const sign of id) {
    const code = sign.codePointAt(0) ?? 0;
    low = Math.imul(low ^ code, 0x01000193) >>> 0;
    high = Math.imul(high ^ code, 0x85ebca6b) >>> 0;
  }
  return Array.from(
    { length: 8 },
    (_, at) => signs[((at < 4 ? low : high) >>> ((at % 4) * 8)) % signs.length],
  ).join("");
}

const memo = "#note_";
const bare = (id: string): string => id.replace(/^urn:uuid:/u, "");

/** What a note is called in RDF, where two may never be called the same. */
export const memoAddress = (id: string): string => memo + bare(id);

/** What the note at an address of RDF is called here; `undefined` for those of others, who number theirs anew in each file. */
export const nameOfMemo = (address: string): string | undefined =>
  /^#note_[0-9a-f-]{36}$/iu.test(address) ? `zotero://note/${address.slice(memo.length)}` : undefined;

/** All that a note of ours may be called when it comes back. */
export const namesInZotero = (id: string): readonly string[] => [
  `zotero://annotation/${zoteroKey(id)}`,
  `zotero://note/${zoteroKey(id)}`,
  `zotero://note/${bare(id)}`,
];
