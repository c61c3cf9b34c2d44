/** Dates as a feed page writes them on a line of their own: "Jul 30", "Wed, Jul 30, 2025", "30 July", "2025-07-30". */

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekday = String.raw`(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?`;
const month = String.raw`(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const shapes = [
  new RegExp(String.raw`^(?<year>\d{4})-(?<number>\d{2})-(?<day>\d{2})$`, "iu"),
  new RegExp(
    String.raw`^${weekday}${month}\s+(?<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?<year>\d{4}))?$`,
    "iu",
  ),
  new RegExp(
    String.raw`^${weekday}(?<day>\d{1,2})(?:st|nd|rd|th)?\s+${month}(?:,?\s+(?<year>\d{4}))?$`,
    "iu",
  ),
];

export interface FeedDate {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** The page named no year: it was taken to be the last such day that is not in the future. */
  readonly yearGuessed: boolean;
}

/** Reads a line as a date; `today` is YYYY-MM-DD. `undefined` for any other line, and for days that do not exist. */
export function feedDateIn(line: string, today: string): FeedDate | undefined {
  for (const shape of shapes) {
    const groups = shape.exec(line.trim())?.groups;
    if (groups === undefined) continue;
    const monthNumber =
      groups["number"] ?? String(months.indexOf((groups["month"] ?? "").slice(0, 3).toLowerCase()) + 1);
    const monthAndDay = `${monthNumber.padStart(2, "0")}-${(groups["day"] ?? "").padStart(2, "0")}`;
    const year = groups["year"];
    if (year !== undefined)
      return isDay(`${year}-${monthAndDay}`)
        ? { date: `${year}-${monthAndDay}`, yearGuessed: false }
        : undefined;
    const date = lastSuchDay(monthAndDay, today);
    return date === undefined ? undefined : { date, yearGuessed: true };
  }
  return undefined;
}

function lastSuchDay(monthAndDay: string, today: string): string | undefined {
  const thisYear = Number(today.slice(0, 4));
  // Eight years back always meet a 29 February.
  for (let year = thisYear; year >= thisYear - 8; year--) {
    const date = `${year}-${monthAndDay}`;
    if (date <= today && isDay(date)) return date;
  }
  return undefined;
}

const isDay = (date: string): boolean => {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
};
