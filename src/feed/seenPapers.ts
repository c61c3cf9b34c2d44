/**
 * What a reader has done with papers that feeds listed, `.marginalia/seen/<reader>.jsonl`: lines are only ever added, so that
 * two machines of one reader merge. A line says what was done with some papers at one time; the newest word on a paper counts.
 */
import * as v from "valibot";
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import type { Clock, Files, Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import type { PaperId } from "../domain/paperId.ts";

export const seenFolder = "seen";
const attributes = { path: `${seenFolder}/.gitattributes`, text: "*.jsonl merge=union\n" };

/** "back" takes a paper back that was skipped or seen. */
export const deeds = ["seen", "skipped", "back"] as const;
export type Deed = (typeof deeds)[number];

const lineSchema = v.object({ at: v.string(), did: v.picklist(deeds), papers: v.array(v.string()) });

export interface SeenPorts {
  readonly shelves: Shelves;
  /** The name of the reader's file, which ends in ".jsonl". */
  readonly fileName: () => Promise<string>;
  readonly clock: Clock;
  readonly log: Log;
}

export class SeenPapers {
  readonly #ports: SeenPorts;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  #watch: { dispose(): void } | undefined;
  #last = new Map<string, { readonly at: string; readonly did: Deed }>();
  #loading: Promise<void> | undefined;

  constructor(ports: SeenPorts) {
    this.#ports = ports;
    this.#changes = this.#own.add(
      new Emitter((failure) => ports.log.error(`A listener to seen papers failed: ${reasonOf(failure)}`)),
    );
    this.#own.add(ports.shelves.onDidChange(() => this.#forget()));
    this.#own.add({ dispose: () => this.#watch?.dispose() });
  }

  get onDidChange(): Emitter<void>["event"] {
    return this.#changes.event;
  }

  /** Reads the file once; afterwards it is followed. */
  load(): Promise<void> {
    this.#loading ??= this.#read();
    return this.#loading;
  }

  /** What was done last; `undefined` for a paper that is new to the reader. */
  of(paper: PaperId): "seen" | "skipped" | undefined {
    const did = this.#last.get(paper)?.did;
    return did === "back" ? undefined : did;
  }

  /** @throws when it cannot be kept; then it counts for this window all the same */
  async mark(papers: readonly PaperId[], did: Deed): Promise<void> {
    await this.load();
    const due = papers.filter((paper) => (this.#last.get(paper)?.did ?? "back") !== did);
    if (due.length === 0) return;
    const at = this.#ports.clock.now();
    for (const paper of due) this.#last.set(paper, { at, did });
    this.#changes.fire();
    const shelf = this.#shelf;
    if (shelf === undefined) return;
    if ((await shelf.read(attributes.path)) === undefined)
      await shelf.write(attributes.path, attributes.text);
    await shelf.append(await this.#path(), `${JSON.stringify({ at, did, papers: due })}\n`);
  }

  dispose(): void {
    this.#own.dispose();
  }

  get #shelf(): Files | undefined {
    return this.#ports.shelves.list()[0];
  }

  async #path(): Promise<string> {
    return `${seenFolder}/${await this.#ports.fileName()}`;
  }

  async #read(): Promise<void> {
    const shelf = this.#shelf;
    const path = await this.#path();
    this.#watch?.dispose();
    this.#watch = shelf?.onDidChange((paths) => {
      if (paths.includes(path)) void this.#reread(shelf, path);
    });
    if (shelf !== undefined) await this.#reread(shelf, path);
  }

  async #reread(shelf: Files, path: string): Promise<void> {
    try {
      const before = JSON.stringify([...this.#last]);
      // What this window has marked, and the disk refused, stays until it closes.
      for (const { at, did, papers } of linesOf((await shelf.read(path)) ?? ""))
        for (const paper of papers) {
          const known = this.#last.get(paper);
          if (known === undefined || known.at <= at) this.#last.set(paper, { at, did });
        }
      if (JSON.stringify([...this.#last]) !== before) this.#changes.fire();
    } catch (thrown) {
      this.#ports.log.warn(`${path}: ${reasonOf(thrown)}`);
    }
  }

  #forget(): void {
    this.#last = new Map();
    this.#loading = undefined;
    this.#changes.fire();
  }
}

/** Lines that are no lines of ours, such as a merge leaves behind, are passed over and stay where they are. */
function linesOf(text: string): readonly v.InferOutput<typeof lineSchema>[] {
  return text.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    try {
      const parsed = v.safeParse(lineSchema, JSON.parse(line));
      return parsed.success ? [parsed.output] : [];
    } catch {
      return [];
    }
  });
}
