/** Years and days as people write them: 2023, 2023..2025, ..2020, 7d, 2026-01-31. */
import type { Condition } from "./tree.ts";

const lastYear = 9999;
const lastDay = 65_535;
const dayMs = 86_400_000;
const daysIn: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };

export function yearRange(value: string): Condition | string {
  const [, from, dots, to] = /^(\d{4})?(\.\.)?(\d{4})?$/u.exec(value) ?? [];
  if ((from ?? to) === undefined || (from !== undefined && to !== undefined && dots === undefined))
    return "A year is written as 2024, 2023..2025, 2023.. or ..2025";
  if (dots === undefined) return range("year", Number(from), Number(from));
  return range("year", Number(from ?? 0), Number(to ?? lastYear));
}

/** @param today in days since 1970. */
export function addedRange(value: string, today: number): Condition | string {
  const [, count, unit = ""] = /^(\d{1,4})([dwmy])$/iu.exec(value) ?? [];
  if (count !== undefined)
    return range("added", Math.max(0, today - Number(count) * (daysIn[unit.toLowerCase()] ?? 1)), lastDay);
  const [, from, dots, to] = /^(\d{4}-\d\d-\d\d)?(\.\.)?(\d{4}-\d\d-\d\d)?$/u.exec(value) ?? [];
  const first = from === undefined ? 0 : dayOf(from);
  const last = to === undefined ? (dots === undefined ? first : lastDay) : dayOf(to);
  const isTwice = from !== undefined && to !== undefined && dots === undefined;
  if ((from ?? to) === undefined || isTwice || Number.isNaN(first + last))
    return "When a paper was added is written as 7d, 2w, 3m, 1y, 2026-01-31 or 2026-01-01..2026-01-31";
  return range("added", first, last);
}

export const dayOf = (date: string): number => Math.floor(Date.parse(date) / dayMs);

/** Written the wrong way around it means the same. */
const range = (of: "year" | "added", from: number, to: number): Condition => ({
  kind: "range",
  of,
  from: Math.min(from, to),
  to: Math.max(from, to),
});
