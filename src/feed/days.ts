/** Days as feeds name them, YYYY-MM-DD, by the clock of Greenwich. */

const dayMs = 24 * 60 * 60_000;

/** @param by may be negative */
export const dayAfter = (day: string, by = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * dayMs).toISOString().slice(0, 10);

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/u.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** The days up to one, newest first. */
export const daysUpTo = (last: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, back) => dayAfter(last, -back));

const longestAgo = 31;

/** The day that an entry is listed on: of today what names no day or one to come, `undefined` for what is long past. */
export function listedOn(named: string | undefined, today: string): string | undefined {
  if (named === undefined || named > today) return today;
  return named >= dayAfter(today, -longestAgo) ? named : undefined;
}
