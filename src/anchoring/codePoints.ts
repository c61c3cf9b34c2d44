/** The annotation model counts Unicode code points; strings here count UTF-16 units. */

/** How many code points lie before a UTF-16 offset. */
export function toCodePoints(text: string, offset: number): number {
  let count = 0;
  for (let i = 0; i < offset && i < text.length; count++) i += unitsAt(text, i);
  return count;
}

/** The UTF-16 offset after `count` code points; the text's length where it has fewer. */
export function toCodeUnits(text: string, count: number): number {
  let offset = 0;
  for (let i = 0; i < count && offset < text.length; i++) offset += unitsAt(text, offset);
  return offset;
}

/** Whether an offset lies between the two halves of one character. */
export const splitsCharacter = (text: string, offset: number): boolean =>
  offset > 0 && unitsAt(text, offset - 1) === 2;

const unitsAt = (text: string, offset: number): number => ((text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1);
