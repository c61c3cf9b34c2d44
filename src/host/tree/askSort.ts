/** Asks in what order papers are to stand within their groups. */
import * as vscode from "vscode";
import { sorts, type Sort } from "../../library/sorting.ts";

const names: Readonly<Record<Sort, string>> = {
  feed: "Feed Order",
  added: "Date Added",
  title: "Title",
  author: "First Author",
  year: "Year",
  notes: "Notes Lately Changed",
  priority: "Priority: Queue, Then Stars",
};

export async function askSort(now: Sort): Promise<Sort | undefined> {
  const items = sorts.map((sort) => ({
    label: names[sort],
    description: sort === now ? "as it is" : "",
    sort,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: "Sort papers by" });
  return picked?.sort;
}

/** @throws when there is no such order. */
export function sortIn(wanted: unknown): Sort {
  const sort = sorts.find((each) => each === wanted);
  if (sort === undefined) throw new Error(`Papers can be sorted by ${sorts.join(", ")}`);
  return sort;
}
