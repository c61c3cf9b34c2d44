/** Whether a query as a whole is the address or the identifier of a paper of the library. */
import { Disposables } from "../base/disposables.ts";
import type { Paper } from "../domain/paper.ts";
import type { Library } from "../library/library.ts";
import { PaperLookup } from "../library/paperLookup.ts";
import { referencesIn } from "../citations/references.ts";

const longestName = 2_000;

export class NamedPapers {
  readonly #library: Library;
  readonly #own = new Disposables();
  /** Made when something is pasted first. */
  #lookup: PaperLookup | undefined;

  constructor(library: Library) {
    this.#library = library;
    this.#own.add(library.onDidChange((change) => this.#lookup?.update(change)));
  }

  async find(query: string): Promise<Paper | undefined> {
    const name = query.trim();
    if (name === "" || name.length > longestName || /\s/u.test(name)) return undefined;
    const [reference] = referencesIn(name, "text");
    if (reference === undefined || reference.span.end - reference.span.start !== name.length)
      return undefined;
    this.#lookup ??= new PaperLookup(await this.#library.papers());
    const id = this.#lookup.find(reference.names);
    return id === undefined ? undefined : this.#library.get(id);
  }

  dispose(): void {
    this.#own.dispose();
  }
}
