/**
 * How the notes of the workspace stand: those of open papers line by line, those of all others counted. Both are kept in step
 * with the logs on disk, and what others change there is told.
 */
import { Disposables } from "../base/disposables.ts";
import { Emitter } from "../base/emitter.ts";
import { mapLimited } from "../base/limited.ts";
import { isSameFile, type FileFacts, type Files, type Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import type { Shelves } from "../base/shelves.ts";
import type { Annotation } from "../domain/annotation.ts";
import { paperId, type PaperId } from "../domain/paperId.ts";
import type { Unsaved } from "./appender.ts";
import { CountsFile } from "./countsFile.ts";
import { annotationsFolder, readLog } from "./log.ts";
import { findLogs, foldersWithLogs, placeName, readPlace, type NotesProblem } from "./logReader.ts";
import { countAfter, countOf, NoteCounts } from "./noteCounts.ts";
import type { PaperFolders } from "../domain/paperFolders.ts";
import { PaperLogs, type PaperNotes } from "./paperLogs.ts";
import { standingsOf } from "./standing.ts";

export interface NotesChange {
  readonly paper: PaperId;
  readonly from: "here" | "disk";
}

export interface StandingPorts {
  readonly shelves: Shelves;
  readonly folders: PaperFolders;
  readonly unsaved: () => readonly Unsaved[];
  readonly log: Log;
  /** Where counts are kept between windows: how long after a change they are written. Without it they are not. */
  readonly keepCountsAfterMs?: number | undefined;
}

const papersAtOnce = 16;
const nothing: PaperNotes = new Map();

export class StandingNotes {
  readonly #ports: StandingPorts;
  readonly #own = new Disposables();
  readonly #changes: Emitter<NotesChange>;
  readonly #problemChanges: Emitter<void>;
  readonly #open = new Map<PaperId, { readonly logs: PaperLogs; readonly read: Promise<void> }>();
  readonly #problems = new Map<string, readonly NotesProblem[]>();
  readonly #counts = new NoteCounts();
  /** What the counts of papers that are not open were made from. */
  readonly #counted = new Map<PaperId, ReadonlyMap<string, FileFacts>>();
  readonly #turns = new Map<PaperId, Promise<void>>();
  readonly #file: CountsFile;
  #watches = new Disposables();
  #isWatching = false;
  #starting: Promise<void> | undefined;
  #checking: Promise<void> | undefined;
  #isTold = false;
  #opensAll = false;

  constructor(ports: StandingPorts) {
    this.#ports = ports;
    const onFailure = (failure: unknown): void =>
      ports.log.error(`A listener to the notes failed: ${reasonOf(failure)}`);
    this.#changes = this.#own.add(new Emitter(onFailure));
    this.#problemChanges = this.#own.add(new Emitter(onFailure));
    this.#file = this.#own.add(
      new CountsFile(ports.shelves, ports.log, ports.keepCountsAfterMs, () => this.#facts()),
    );
    this.#own.add({ dispose: () => this.#watches.dispose() });
    this.#own.add(ports.shelves.onDidChange(() => void this.#reload()));
    this.#own.add(ports.folders.onDidChange((papers) => void this.#refresh(papers)));
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

  /** Empty before `ready`. */
  get counts(): Pick<NoteCounts, "of" | "tags" | "tagChanges" | "papersLinking" | "linkedFiles"> {
    return this.#counts;
  }

  /** Resolves when the notes of all papers are counted, be it as they were when this window was last open. */
  ready(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  /** Resolves when the counts are those of the files as they are now. */
  async checked(): Promise<void> {
    await this.ready();
    await this.#checking;
  }

  /** Reads the notes of a paper, once; from then on they are kept in step. */
  open(paper: PaperId): Promise<void> {
    const known = this.#open.get(paper);
    if (known !== undefined) return known.read;
    this.#watch();
    const opened = {
      logs: new PaperLogs(),
      read: this.#ports.folders.ready().then(() => this.#look(paper)),
    };
    this.#open.set(paper, opened);
    return opened.read;
  }

  isOpen(paper: PaperId): boolean {
    return this.#open.get(paper)?.logs.isRead === true;
  }

  /** Opens every paper, also those that come later. */
  async load(): Promise<void> {
    await this.checked();
    this.#opensAll = true;
    const { folders } = await foldersWithLogs(this.#ports.shelves.list());
    const papers = new Set(folders.map((folder) => this.#ports.folders.ownerOf(folder)));
    await mapLimited([...papers], papersAtOnce, (paper) => this.open(paper));
  }

  /** Empty before `open`. */
  of(paper: PaperId): PaperNotes {
    return this.#open.get(paper)?.logs.notes ?? nothing;
  }

  /** New lines of a paper that is open. */
  put(paper: PaperId, lines: readonly Annotation[]): void {
    const logs = this.#open.get(paper)?.logs;
    if (logs === undefined) throw new Error("The notes of this paper are not open");
    for (const line of lines) {
      const before = logs.notes.get(line.id);
      logs.put(line);
      const after = logs.notes.get(line.id);
      if (after !== undefined) this.#counts.set(paper, countAfter(this.#counts.of(paper), before, after));
    }
    this.#file.saveLater();
    this.#changes.fire({ paper, from: "here" });
  }

  /** Looks again at the paper of a log. */
  async reread(path: string): Promise<void> {
    await this.#lookAtPaths([path]);
  }

  /** Lines that were put have been written. */
  async written(shelf: Files, path: string, text: string, grown: number): Promise<void> {
    const owner = ownerOfPath(path, this.#ports.folders);
    const logs = owner === undefined ? undefined : this.#open.get(owner)?.logs;
    await logs?.written(shelf, path, readLog(text).annotations, grown);
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #start(): Promise<void> {
    this.#watch();
    const kept = await this.#file.read();
    for (const [paper, { count, logs }] of kept) {
      this.#counts.set(paper, count);
      this.#counted.set(paper, logs);
    }
    this.#isTold = kept.size > 0;
    this.#checking = this.#lookAtAll();
    if (!this.#isTold) await this.#checking;
    this.#isTold = true;
  }

  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    for (const shelf of this.#ports.shelves.list())
      this.#watches.add(shelf.onDidChange((paths) => void this.#lookAtPaths(paths)));
  }

  async #reload(): Promise<void> {
    if (!this.#isWatching) return;
    this.#watches.dispose();
    this.#watches = new Disposables();
    this.#isWatching = false;
    this.#watch();
    await this.#lookAtAll();
  }

  async #lookAtAll(): Promise<void> {
    await this.#ports.folders.ready();
    const { folders, problems } = await foldersWithLogs(this.#ports.shelves.list());
    this.#noteProblems(annotationsFolder, problems);
    const owners = folders.map((folder) => this.#ports.folders.ownerOf(folder));
    await this.#refresh([...owners, ...this.#counts.papers(), ...this.#open.keys()]);
  }

  async #lookAtPaths(paths: readonly string[]): Promise<void> {
    if (paths.includes(annotationsFolder)) return this.#lookAtAll(); // a whole folder came or went
    await this.#refresh(paths.flatMap((path) => ownerOfPath(path, this.#ports.folders) ?? []));
  }

  async #refresh(papers: readonly PaperId[]): Promise<void> {
    const wanted = new Set(papers);
    // Before anyone has asked for counts, only open papers are of interest.
    const concerned = [...wanted].filter((paper) => this.#starting !== undefined || this.#open.has(paper));
    await mapLimited(concerned, papersAtOnce, (paper) =>
      this.#opensAll && !this.#open.has(paper) ? this.open(paper) : this.#look(paper),
    );
  }

  /** Looks at the logs of a paper, one time after another, and tells if something is new. */
  #look(paper: PaperId): Promise<void> {
    const before = this.#turns.get(paper) ?? Promise.resolve();
    const turn = before.then(() => this.#lookNow(paper));
    this.#turns.set(paper, turn);
    return turn.finally(() => {
      if (this.#turns.get(paper) === turn) this.#turns.delete(paper);
    });
  }

  async #lookNow(paper: PaperId): Promise<void> {
    const opened = this.#open.get(paper);
    if (opened === undefined) return this.#count(paper);
    const { logs } = opened;
    const isFirst = !logs.isRead;
    const { shelves, folders } = this.#ports;
    const isNews = await logs.read(shelves.list(), folders.foldersOf(paper), () => this.#waitingFor(paper));
    this.#counted.delete(paper);
    this.#noteProblems(paper, logs.problems);
    const isOtherCount = this.#counts.set(paper, countOf(logs.notes.values()));
    if (isOtherCount) this.#file.saveLater();
    if (isFirst ? isOtherCount && this.#isTold : isNews) this.#changes.fire({ paper, from: "disk" });
  }

  async #count(paper: PaperId): Promise<void> {
    const { shelves, folders } = this.#ports;
    const { logs, problems } = await findLogs(shelves.list(), folders.foldersOf(paper));
    const facts = new Map(logs.map(({ shelf, path, facts: of }) => [placeName(shelf, path), of]));
    if (problems.length === 0 && isSameFacts(this.#counted.get(paper), facts)) return;
    const lines: Annotation[] = [];
    const found = [...problems];
    await mapLimited(logs, papersAtOnce, async (place) => {
      const { shelf, path } = place;
      try {
        const content = await readPlace(place);
        lines.push(...content.annotations);
        found.push(...content.problems.map((problem) => ({ shelf, path, ...problem })));
      } catch (thrown) {
        found.push({ shelf, path, line: 1, why: reasonOf(thrown) });
      }
    });
    if (this.#open.has(paper)) return; // opened meanwhile, which reads as much
    this.#noteProblems(paper, found);
    // Where something is wrong the files are looked at again next time, and told again.
    if (found.length === 0) this.#counted.set(paper, facts);
    else this.#counted.delete(paper);
    const isNews = this.#counts.set(
      paper,
      countOf(standingsOf([...lines, ...this.#waitingFor(paper)]).values()),
    );
    if (isNews || logs.length > 0) this.#file.saveLater();
    if (isNews && this.#isTold) this.#changes.fire({ paper, from: "disk" });
  }

  #waitingFor(paper: PaperId): readonly Annotation[] {
    return this.#ports
      .unsaved()
      .filter(({ path }) => ownerOfPath(path, this.#ports.folders) === paper)
      .flatMap(({ lines }) => readLog(lines).annotations);
  }

  /** What the counts of each paper were made from, where that is known to the last file. */
  *#facts() {
    for (const paper of this.#counts.papers()) {
      const opened = this.#open.get(paper)?.logs;
      const logs = opened === undefined ? this.#counted.get(paper) : opened.factsIfWhole;
      if (logs !== undefined && this.#waitingFor(paper).length === 0)
        yield { paper, count: this.#counts.of(paper), logs };
    }
  }

  #noteProblems(of: string, problems: readonly NotesProblem[]): void {
    const known = this.#problems.get(of) ?? [];
    if (problems.length === 0) this.#problems.delete(of);
    else this.#problems.set(of, problems);
    if (namesOf(known) !== namesOf(problems)) this.#problemChanges.fire();
  }
}

function ownerOfPath(path: string, folders: PaperFolders): PaperId | undefined {
  const folder = paperId(/^annotations\/([^/]+)(?:\/|$)/u.exec(path)?.[1] ?? "");
  return folder === undefined ? undefined : folders.ownerOf(folder);
}

const namesOf = (problems: readonly NotesProblem[]): string =>
  JSON.stringify(problems.map(({ shelf, path, line, why }) => [shelf.name, path, line, why]));

function isSameFacts(
  before: ReadonlyMap<string, FileFacts> | undefined,
  after: ReadonlyMap<string, FileFacts>,
): boolean {
  if (before === undefined || before.size !== after.size) return false;
  return [...after].every(([name, facts]) => isSameFile(before.get(name), facts));
}
