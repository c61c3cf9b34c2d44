/** What can be cited in this workspace, put together anew only after something changed. */
import type * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Citables, type Citable } from "../../citations/citables.ts";
import type { Library } from "../../library/library.ts";
import type { KnownPapers } from "../inline/knownPapers.ts";
import type { BibFiles } from "./bibFiles.ts";

export class CitableList implements vscode.Disposable {
  readonly #library: Library;
  readonly #known: KnownPapers;
  readonly #bibs: BibFiles;
  readonly #own = new Disposables();
  readonly #citables = new Citables();
  #list: readonly Citable[] | undefined;

  constructor(library: Library, known: KnownPapers, bibs: BibFiles) {
    this.#library = library;
    this.#known = known;
    this.#bibs = bibs;
    const forget = (): void => void (this.#list = undefined);
    this.#own.add(library.onDidChange(forget));
    this.#own.add(bibs.onDidChange(forget));
  }

  async all(): Promise<readonly Citable[]> {
    if (this.#list !== undefined) return this.#list;
    await this.#bibs.ready();
    const [papers, finder] = await Promise.all([this.#library.papers(), this.#known.ready()]);
    this.#list = this.#citables.list(papers, this.#bibs.bibliography, finder);
    return this.#list;
  }

  dispose(): void {
    this.#own.dispose();
  }
}
