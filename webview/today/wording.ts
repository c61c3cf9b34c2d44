import type { TodayRow } from "../../src/protocol/today.ts";

const longDay = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeZone: "UTC" });

/** @param date YYYY-MM-DD */
export const dayName = (date: string): string => longDay.format(new Date(`${date}T00:00:00Z`));

export const linkNames: Readonly<Record<TodayRow["links"][number]["kind"], string>> = {
  code: "Code",
  project: "Project",
  paper: "Page",
  pdf: "PDF",
  data: "Data",
  other: "Link",
};

export const keyNames: readonly (readonly [keys: string, what: string])[] = [
  ["j, k", "next, previous paper"],
  ["e", "whole abstract"],
  ["o, Enter", "open; with Shift to the side"],
  ["s", "save to the library"],
  ["x", "skip, or take back"],
  ["u", "undo"],
  ["[ and ]", "older, newer day"],
  ["1, 2, 3", "order: for you, votes, listed"],
  ["n, a", "show what is new, show all"],
  ["Shift+A", "mark all as seen"],
  ["?", "show or hide these keys"],
];
