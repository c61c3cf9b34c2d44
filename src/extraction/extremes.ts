/** `Math.min(...values)` throws for some hundred thousand values, and a hostile page may have more lines than that. */
export const least = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.min(most, value), Infinity);

export const greatest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), -Infinity);
