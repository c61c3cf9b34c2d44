/** JSON with the names of every object in order: equal values give equal texts, whoever wrote them. */
export const canonical = (value: unknown): string => JSON.stringify(value, sorted) ?? "";

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // `__proto__` is a name like any other here, so no object is assigned to by name.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
