/** "Did you mean": the known keys that are a slip or two away from one that nobody knows. */

const mostSuggestions = 3;

export function similarKeys(key: string, known: Iterable<string>): readonly string[] {
  const wanted = key.toLowerCase();
  const farthest = Math.max(1, Math.min(3, Math.floor(key.length / 4)));
  const near: { key: string; far: number }[] = [];
  for (const other of known) {
    if (Math.abs(other.length - key.length) > farthest) continue;
    const far = distance(wanted, other.toLowerCase(), farthest);
    if (far <= farthest) near.push({ key: other, far });
  }
  return near
    .sort((a, b) => a.far - b.far || a.key.localeCompare(b.key))
    .slice(0, mostSuggestions)
    .map(({ key: other }) => other);
}

/** Letters inserted, left out, exchanged, or swapped with a neighbour; more than `farthest` is not counted out. */
function distance(a: string, b: string, farthest: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    if (Math.min(...next) > farthest) return farthest + 1;
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
