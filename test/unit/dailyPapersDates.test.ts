import assert from "node:assert/strict";
import { test } from "node:test";
import { feedDateIn } from "../../src/library/importers/feedDates.ts";

const today = "2026-07-31";

const withYear: readonly (readonly [line: string, date: string])[] = [
  ["2025-07-30", "2025-07-30"],
  ["Jul 30, 2025", "2025-07-30"],
  ["Jul 30 2025", "2025-07-30"],
  ["July 30, 2025", "2025-07-30"],
  ["Wed, Jul 30, 2025", "2025-07-30"],
  ["Wednesday, July 30, 2025", "2025-07-30"],
  ["Thursday 30 July 2025", "2025-07-30"],
  ["30 July 2025", "2025-07-30"],
  ["30th July, 2025", "2025-07-30"],
  ["Sept. 3rd, 2024", "2024-09-03"],
  ["JUL 1, 2030", "2030-07-01"],
  ["Feb 29, 2024", "2024-02-29"],
];
for (const [line, date] of withYear)
  test(`"${line}" is ${date}`, () => assert.deepEqual(feedDateIn(line, today), { date, yearGuessed: false }));

const withoutYear: readonly (readonly [line: string, now: string, date: string])[] = [
  ["Jul 30", "2026-07-31", "2026-07-30"],
  ["Jul 30", "2026-07-30", "2026-07-30"],
  ["Jul 30", "2026-07-29", "2025-07-30"],
  ["Jul 30", "2027-01-01", "2026-07-30"],
  ["Dec 31", "2026-01-01", "2025-12-31"],
  ["Thu, Jul 30", "2026-07-31", "2026-07-30"],
  ["30 July", "2026-07-31", "2026-07-30"],
  ["Feb 29", "2026-07-31", "2024-02-29"],
  ["Feb 29", "2103-01-01", "2096-02-29"],
];
for (const [line, now, date] of withoutYear)
  test(`"${line}" read on ${now} is ${date}, a guess`, () =>
    assert.deepEqual(feedDateIn(line, now), { date, yearGuessed: true }));

const none = [
  "",
  "Jul",
  "July 2025",
  "Feb 30, 2025",
  "Feb 30",
  "Jul 32",
  "Jul 0",
  "2025-13-01",
  "2025-02-29",
  "Published Jul 30",
  "Jul 30: A Day in Sparse Models",
  "Marching 10",
  "Mayor 5",
  "Augment 12",
  "Decoder 12",
  "30",
  "105",
];
for (const line of none) test(`"${line}" is no date`, () => assert.equal(feedDateIn(line, today), undefined));
