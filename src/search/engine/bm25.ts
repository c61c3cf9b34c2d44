/**
 * BM25F (Robertson and Zaragoza, 2009): a word in the title counts as several in the body, inside the frequency. Of two stems,
 * the gentle one keeps apart what differs in this field, and Porter's finds what is written differently.
 */
export const k1 = 1.5;
export const b = 0.6;
export const singularShare = 0.6;
export const porterShare = 1 - singularShare;

export const idf = (texts: number, having: number): number =>
  Math.log(1 + (texts - having + 0.5) / (having + 0.5));

/** What the length of a text adds to the frequency below the line. */
export const lengthNorm = (length: number, average: number): number => k1 * (1 - b + (b * length) / average);
