/** Slips of the finger: one letter wrong, missing, too many, or two turned around. */
import type { TermTable } from "./termTable.ts";

/** Shorter words have too many neighbours. */
export const shortestCorrected = 4;

/** Whether one edit turns the word of the table, or its beginning, into the text. A word is not one edit from itself. */
export function isOneEditAway(table: TermTable, word: number, text: string, asPrefix: boolean): boolean {
  const length = table.length(word);
  const wanted = text.length;
  if (length < wanted - 1 || (length > wanted + 1 && !asPrefix)) return false;
  let same = 0;
  while (same < length && same < wanted && table.letterAt(word, same) === text.charCodeAt(same)) same++;
  if (same === wanted) return !asPrefix && length === wanted + 1;
  if (same === length) return length === wanted - 1;
  return (
    restIsSame(table, word, same + 1, text, same + 1, asPrefix) ||
    restIsSame(table, word, same + 1, text, same, asPrefix) ||
    restIsSame(table, word, same, text, same + 1, asPrefix) ||
    (table.letterAt(word, same) === text.charCodeAt(same + 1) &&
      same + 1 < length &&
      table.letterAt(word, same + 1) === text.charCodeAt(same) &&
      restIsSame(table, word, same + 2, text, same + 2, asPrefix))
  );
}

function restIsSame(
  table: TermTable,
  word: number,
  from: number,
  text: string,
  textFrom: number,
  asPrefix: boolean,
): boolean {
  const left = text.length - textFrom;
  const has = table.length(word) - from;
  if (left < 0 || has < left || (has > left && !asPrefix)) return false;
  for (let at = 0; at < left; at++)
    if (table.letterAt(word, from + at) !== text.charCodeAt(textFrom + at)) return false;
  return true;
}
