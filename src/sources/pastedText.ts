/** A field for input makes one line of what is pasted into it; what was meant has its lines. */

/** @param clipboard where the field's text probably came from */
export const textMeant = (field: string, clipboard: string): string =>
  field.trim() !== "" && sameWords(field, clipboard) ? clipboard : withLinesOfRis(field);

/** A clipboard of another size altogether is not looked through with every key. */
const sameWords = (field: string, clipboard: string): boolean =>
  clipboard.length < 4 * field.length + 100 && field.replace(/\s+/gu, "") === clipboard.replace(/\s+/gu, "");

const withLinesOfRis = (text: string): string =>
  /^\s*TY {1,2}- /u.test(text) && !/[\r\n]/u.test(text)
    ? text.replace(/\s+(?=[A-Z][A-Z0-9] {1,2}-(?:\s|$))/gu, "\n")
    : text;
