/**
 * How the notes of every paper stand: read when first asked for, kept in step with the logs on disk.
 *
 * What was just wished is put here before it is written; a re-read takes in what still waits to be written, so that it is
 * never lost to one.
 */
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import { mapLimited } from "../base/limited.ts";
import type { Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import type { Annotation, AnnotationId } from "../domain/annotation.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import type { Unsaved } from "./appender.ts";
import { annotationsFolder, isNewer, logFolder, newestOf, readLog } from "./log.ts";
import { papersWithLogs, readLogs, type NotesProblem } from "./logReader.ts";

export interface NotesChange {
  readonly paper: PaperId;
  readonly from: "here" | "disk";
}

/** The newest of each id, deleted ones among them. */
export type Standing = ReadonlyMap<AnnotationId, Annotation>;

const papersAtOnce = 16;
const nothing: Standing = new Map();

export class StandingNotes {
  readonly #shelves: Shelves;
  readonly #unsaved: () => readonly Unsaved[];
  readonly #own = new Disposables();
  readonly #changes: Emitter<NotesChange>;
  readonly #problemChanges: Emitter<void>;
  readonly #papers = new Map<PaperId, Standing>();
  readonly #problems = new Map<string, readonly NotesProblem[]>();
  #watches = new Disposables();
  #loading: Promise<void> | undefined;

  constructor(shelves: Shelves, unsaved: () => readonly Unsaved[], log: Log) {
    this.#shelves = shelves;
    this.#unsaved = unsaved;
    const onFailure = (failure: unknown): void =>
      log.error(`A listener to the notes failed: ${reasonOf(failure)}`);
    this.#changes = this.#own.add(new Emitter(onFailure));
    this.#problemChanges = this.#own.add(new Emitter(onFailure));
    this.#own.add({ dispose: () => this.#watches.dispose() });
    this.#own.add(shelves.onDidChange(() => void this.#reload()));
  }

  get onDidChange(): Emitter<NotesChange>["event"] {
    return this.#changes.event;
  }

  get onDidChangeProblems(): Emitter<void>["event"] {
    return this.#problemChanges.event;
  }

  get problems(): readonly NotesProblem[] {
    return [...this.#problems.values()].flat();
  }

  load(): Promise<void> {
    this.#loading ??= this.#readAll();
    return this.#loading;
  }

  /** Empty before `load`. */
  of(paper: PaperId): Standing {
    return this.#papers.get(paper) ?? nothing;
  }

  put(paper: PaperId, ...annotations: readonly Annotation[]): void {
    const next = annotations.map((annotation) => [annotation.id, annotation] as const);
    this.#papers.set(paper, new Map([...this.of(paper), ...next]));
    this.#changes.fire({ paper, from: "here" });
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #readAll(): Promise<void> {
    this.#watches.dispose();
    this.#watches = new Disposables();
    const shelves = this.#shelves.list();
    for (const shelf of shelves)
      this.#watches.add(shelf.onDidChange((paths) => void this.#rereadPaths(paths)));
    const { papers, problems } = await papersWithLogs(shelves);
    this.#noteProblems(annotationsFolder, problems);
    await this.#rereadAll([...papers, ...this.#papers.keys()]);
  }

  async #reload(): Promise<void> {
    if (this.#loading === undefined) return;
    this.#loading = this.#readAll();
    await this.#loading;
  }

  async #rereadPaths(paths: readonly string[]): Promise<void> {
    if (paths.includes(annotationsFolder)) return this.#reload(); // a whole folder came or went
    await this.#rereadAll(
      paths.flatMap((path) => paperId(/^annotations\/([^/]+)(?:\/|$)/u.exec(path)?.[1] ?? "") ?? []),
    );
  }

  async #rereadAll(papers: readonly PaperId[]): Promise<void> {
    await mapLimited([...new Set(papers)], papersAtOnce, (paper) => this.#reread(paper));
  }

  /** Reads all logs of a paper again and tells if that changed how its notes stand. */
  async #reread(paper: PaperId): Promise<void> {
    const before = this.of(paper);
    // A line waits, then is on disk: looked at before and after the reading, it is seen in one of the two.
    const waiting = this.#waitingFor(paper);
    const { annotations, problems, complete } = await readLogs(this.#shelves.list(), paper);
    if (this.of(paper) !== before) return this.#reread(paper); // written meanwhile
    const kept = complete ? [] : before.values(); // what cannot be read now stays as it was
    const after = newestOf([...annotations, ...kept, ...waiting, ...this.#waitingFor(paper)]);
    this.#noteProblems(paper, problems);
    if (sameStanding(before, after)) return;
    this.#papers.set(paper, after);
    this.#changes.fire({ paper, from: "disk" });
  }

  #waitingFor(paper: PaperId): readonly Annotation[] {
    return this.#unsaved()
      .filter(({ path }) => path.startsWith(`${logFolder(paper)}/`))
      .flatMap(({ lines }) => readLog(lines).annotations);
  }

  #noteProblems(of: string, problems: readonly NotesProblem[]): void {
    const known = this.#problems.get(of) ?? [];
    if (problems.length === 0) this.#problems.delete(of);
    else this.#problems.set(of, problems);
    if (namesOf(known) !== namesOf(problems)) this.#problemChanges.fire();
  }
}

const namesOf = (problems: readonly NotesProblem[]): string =>
  JSON.stringify(problems.map(({ shelf, path, line, why }) => [shelf.name, path, line, why]));

function sameStanding(before: Standing, after: Standing): boolean {
  if (before.size !== after.size) return false;
  for (const [id, annotation] of after) {
    const known = before.get(id);
    if (known === undefined || isNewer(annotation, known) || isNewer(known, annotation)) return false;
  }
  return true;
}
