/** Pages as people name them: "iv" where the document counts so, else their number. */

/** Labels that only count from 1, as many documents have them, tell nothing. */
export function tellingLabels(labels: readonly string[] | null): readonly string[] | undefined {
  if (labels === null) return undefined;
  const isPlain = labels.every((label, index) => label === String(index + 1) || label === "");
  return isPlain ? undefined : labels;
}

export const labelOf = (page: number, labels: readonly string[] | undefined): string => {
  const label = labels?.[page - 1];
  return label === undefined || label === "" ? String(page) : label;
};

/** What stands behind the page's own field. */
export const ofPages = (page: number, count: number, labels: readonly string[] | undefined): string =>
  labelOf(page, labels) === String(page) ? `of ${count}` : `${page} of ${count}`;

/** The page that was typed: a label, else a number, else nothing. */
export function pageTyped(
  typed: string,
  count: number,
  labels: readonly string[] | undefined,
): number | undefined {
  const sought = typed.trim().toLowerCase();
  if (sought === "") return undefined;
  const at = labels?.findIndex((label) => label.toLowerCase() === sought) ?? -1;
  if (at >= 0) return at + 1;
  const page = /^\d+$/u.test(sought) ? Number(sought) : Number.NaN;
  return page >= 1 && page <= count ? page : undefined;
}
