/**
 * Answers which versions led to others, for as many versions as anyone may write: each stands in a chain, and knows
 * how far it sees into which chains. Work among few people at once makes few chains, however long.
 */
export class Reach {
  readonly #chains: number[] = [];
  readonly #depths: number[] = [];
  readonly #sights: ReadonlyMap<number, number>[] = [];
  readonly #ends: number[] = [];

  /** Versions come in order, each after its parents. */
  add(parents: readonly number[]): void {
    const at = this.#chains.length;
    const goesOn = parents.find((parent) => this.#ends[this.#chains[parent] ?? -1] === parent);
    const chain = goesOn === undefined ? this.#ends.length : (this.#chains[goesOn] ?? 0);
    const depth = goesOn === undefined ? 0 : (this.#depths[goesOn] ?? 0) + 1;
    this.#chains.push(chain);
    this.#depths.push(depth);
    this.#ends[chain] = at;
    this.#sights.push(this.#sightOf(parents, chain));
  }

  /** Those that led to none of the others. */
  latest(versions: readonly number[]): readonly number[] {
    if (versions.length < 2) return versions;
    const isBefore = this.before(versions);
    return versions.filter((version) => !isBefore(version));
  }

  /** Which versions led to one of these, themselves not counted. */
  before(versions: readonly number[]): (version: number) => boolean {
    const seen = new Map<number, number>();
    for (const version of versions) {
      raise(seen, this.#chains[version] ?? -1, (this.#depths[version] ?? 0) - 1);
      for (const [chain, depth] of this.#sights[version] ?? []) raise(seen, chain, depth);
    }
    return (version) => (this.#depths[version] ?? 0) <= (seen.get(this.#chains[version] ?? -1) ?? -1);
  }

  /** How far into every other chain. One that only goes on in its chain sees what the one before it saw. */
  #sightOf(parents: readonly number[], own: number): ReadonlyMap<number, number> {
    const [only] = parents;
    if (only !== undefined && parents.length === 1 && this.#chains[only] === own)
      return this.#sights[only] ?? new Map();
    const sight = new Map<number, number>();
    for (const parent of parents) {
      raise(sight, this.#chains[parent] ?? -1, this.#depths[parent] ?? 0);
      for (const [chain, depth] of this.#sights[parent] ?? []) raise(sight, chain, depth);
    }
    sight.delete(own);
    return sight;
  }
}

function raise(depths: Map<number, number>, chain: number, depth: number): void {
  if ((depths.get(chain) ?? -1) < depth) depths.set(chain, depth);
}
