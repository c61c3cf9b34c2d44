/**
 * One trial of git: a few people add, edit, answer, remove and restore notes in working copies of their own, while git
 * merges, rebases and picks between them in any order; in the end everyone has everything.
 *
 * After each step of git the lines on the disk are those of both sides; in the end the ledger says how each note stands.
 */
import type { AnnotationId, Color } from "../../src/domain/annotation.ts";
import {
  annotationTags,
  colorOf,
  colors,
  isDeleted,
  markStyleOf,
  sourceOf,
} from "../../src/domain/annotation.ts";
import type { NoteEdit } from "../../src/notes/compose.ts";
import type { Randomness } from "../fakes/randomness.ts";
import { samplePaper } from "../fakes/sample.ts";
import { Workspace } from "../fakes/workspace.ts";
import { gitTeam, linesOf, type Ending, type Mate } from "./gitTeam.ts";
import { Ledger, type Said } from "./ledger.ts";
import { standingOf } from "./ledgerJudge.ts";

export interface TrialOutcome {
  readonly people: number;
  readonly operations: number;
  /** Merges, rebases and picks that git made. */
  readonly merges: number;
  /** Picks at which git stopped, since the branch had never had the log that the commit adds to. The log is left whole. */
  readonly stops: number;
  /** How long git and nothing else was at work. */
  readonly gitMs: number;
  readonly notes: number;
  /** Fields that two people changed at once. */
  readonly conflicts: number;
  /** What went wrong, in sentences; none when all is well. */
  readonly faults: readonly string[];
}

const paper = samplePaper("COMET");
const start = Date.parse("2026-08-01T08:00:00.000Z");

export async function mergeTrial(
  folder: string,
  attributes: string,
  random: Randomness,
  ending: Ending,
): Promise<TrialOutcome> {
  const trial = new Trial(await gitTeam(folder, attributes, paper, random, ending), random, ending);
  return trial.run();
}

class Trial {
  readonly #mates: readonly Mate[];
  readonly #random: Randomness;
  readonly #ending: Ending;
  readonly #ledger = new Ledger();
  readonly #faults: string[] = [];
  #instant = 0;
  #merges = 0;
  #stops = 0;
  #gitMs = 0;

  constructor(mates: readonly Mate[], random: Randomness, ending: Ending) {
    this.#mates = mates;
    this.#random = random;
    this.#ending = ending;
  }

  async run(): Promise<TrialOutcome> {
    for (let round = 0; round < 3; round++) {
      for (const mate of this.#mates) if (this.#random.below(4) > 0) await this.#work(mate);
      for (let step = 0; step <= this.#mates.length; step++) await this.#exchange();
    }
    const [first, ...others] = this.#mates;
    if (first === undefined) throw new Error("Nobody takes part");
    for (const other of others) await this.#merge(first, other.branch);
    for (const other of others) await this.#merge(other, first.branch);
    const { notes, conflicts } = await this.#judge();
    return {
      people: this.#mates.length,
      operations: this.#ledger.size,
      merges: this.#merges,
      stops: this.#stops,
      gitMs: this.#gitMs,
      notes,
      conflicts,
      faults: this.#faults,
    };
  }

  /** A few changes by one person, then a commit. */
  async #work(mate: Mate): Promise<void> {
    const window = await this.#window(mate);
    const steps = 1 + this.#random.below(6);
    for (let step = 0; step < steps; step++) {
      // Now and then two machines' clocks show the same instant.
      if (this.#random.below(3) > 0) this.#instant += this.#random.below(90_000);
      window.clock.set(new Date(start + this.#instant + mate.skewMs).toISOString());
      await this.#change(mate, window);
    }
    await mate.clone.commit(`work of ${mate.branch}`);
  }

  async #change(mate: Mate, { notes }: Workspace): Promise<void> {
    const before = await linesOf(mate, paper);
    const standing = notes.annotations(paper.id);
    const own = standing.filter((each) => sourceOf(each).kind !== "annotation");
    const words = `words ${this.#ledger.size}`;
    const done = async (id: AnnotationId, said: Said): Promise<void> => {
      const added = this.#ledger.record(id, said, before, await linesOf(mate, paper));
      if (added !== 1) this.#faults.push(`an operation wrote ${added} lines`);
    };
    const kind = own.length < 2 ? 0 : this.#random.below(16);
    if (kind < 3) {
      const { id } = await notes.add({ paper: paper.id, comment: words, tags: ["first"] });
      return done(id, {
        comment: words,
        style: "highlight",
        color: "yellow",
        addedTag: "first",
        removed: false,
      });
    }
    // A few notes that everyone works on.
    const note = this.#random.pick(this.#random.below(3) === 0 ? standing : own.slice(0, 2));
    if (kind === 3) {
      await notes.remove(paper.id, note.id);
      return done(note.id, { removed: true });
    }
    if (kind === 4) {
      const { id } = await notes.reply(paper.id, this.#random.pick(own).id, words);
      return done(id, { comment: words, removed: false });
    }
    if (kind === 5) {
      const gone = [...this.#ledger.known(before)]
        .map((each) => each.note)
        .find((id) => standing.every((each) => each.id !== id));
      if (gone === undefined) return;
      await notes.restore(paper.id, gone);
      return done(gone, { removed: false });
    }
    const isReply = sourceOf(note).kind === "annotation";
    const { edit, said } = this.#edit(words, {
      color: colorOf(note),
      style: markStyleOf(note),
      tags: annotationTags(note),
      isReply,
    });
    await notes.edit(paper.id, note.id, edit);
    return done(note.id, said);
  }

  /** One field, or several at once. */
  #edit(
    words: string,
    now: {
      readonly color: Color;
      readonly style: string;
      readonly tags: readonly string[];
      readonly isReply: boolean;
    },
  ): { readonly edit: NoteEdit; readonly said: Said } {
    const parts: { edit: NoteEdit; said: Said }[] = [{ edit: { comment: words }, said: { comment: words } }];
    if (!now.isReply) {
      const color = this.#random.pick(colors.filter((each) => each !== now.color));
      const style = now.style === "underline" ? "strike" : "underline";
      parts.push({ edit: { color }, said: { color } }, { edit: { style }, said: { style } });
      const gone = this.#random.below(2) === 0 ? now.tags[0] : undefined;
      const tag = `tag ${this.#ledger.size}`;
      parts.push(
        gone === undefined
          ? { edit: { tags: [...now.tags, tag] }, said: { addedTag: tag } }
          : { edit: { tags: now.tags.filter((each) => each !== gone) }, said: { removedTag: gone } },
      );
    }
    const chosen = this.#random.shuffled(parts).slice(0, 1 + this.#random.below(2));
    return {
      edit: Object.assign({}, ...chosen.map(({ edit }) => edit)) as NoteEdit,
      said: Object.assign({}, ...chosen.map(({ said }) => said)) as Said,
    };
  }

  async #exchange(): Promise<void> {
    const [mate, other] = this.#random.shuffled(this.#mates);
    if (mate === undefined || other === undefined) return;
    const way = this.#random.below(10);
    if (way < 5) return this.#merge(mate, other.branch);
    if (way < 7) return this.#crissCross(mate, other);
    if (way < 9) return this.#step(mate, other.branch, "rebase", "-q", other.branch);
    return this.#pick(mate, other);
  }

  #merge(mate: Mate, branch: string): Promise<void> {
    return this.#step(mate, branch, "merge", "-q", "--no-edit", branch);
  }

  /** Both merge the other as it was before, so that the next merge between them has two bases. */
  async #crissCross(mate: Mate, other: Mate): Promise<void> {
    const before = (await mate.clone.git("rev-parse", "HEAD")).trim();
    await this.#merge(mate, other.branch);
    await this.#merge(other, before);
  }

  async #pick(mate: Mate, other: Mate): Promise<void> {
    const [commit = "", ...parents] = (await other.clone.git("rev-list", "--parents", "-n1", "HEAD"))
      .trim()
      .split(" ");
    if (parents.length !== 1) return;
    await this.#step(mate, undefined, "cherry-pick", "--allow-empty", "--keep-redundant-commits", commit);
  }

  /** A step of git; afterwards nothing that was there is gone, and what should come has come. */
  async #step(mate: Mate, branch: string | undefined, ...command: readonly string[]): Promise<void> {
    const lines = await linesOf(mate, paper);
    const theirs = this.#mates.find((each) => each.branch === branch);
    const coming = theirs === undefined ? [] : await linesOf(theirs, paper);
    const began = performance.now();
    try {
      await mate.clone.git(...command);
    } catch (thrown) {
      if (command[0] !== "cherry-pick" || !/CONFLICT \(modify\/delete\)/u.test(String(thrown))) throw thrown;
      this.#stops++;
      await mate.clone.git("add", "-A");
      await mate.clone.git("-c", "core.editor=true", "cherry-pick", "--continue");
    } finally {
      this.#gitMs += performance.now() - began;
      this.#merges++;
    }
    const now = await linesOf(mate, paper);
    this.#ledger.known(now);
    const lost = [...lines, ...coming].filter((line) => !now.has(line));
    if (lost.length > 0) this.#faults.push(`${lost.length} lines were lost by git ${command[0] ?? ""}`);
  }

  /** Everyone sees the same, and it is what the ledger says. */
  async #judge(): Promise<{ readonly notes: number; readonly conflicts: number }> {
    const [first] = this.#mates;
    if (first === undefined) return { notes: 0, conflicts: 0 };
    const all = await linesOf(first, paper);
    if (all.size !== this.#ledger.size)
      this.#faults.push(`${this.#ledger.size} operations were made, ${all.size} lines are there`);
    const shown: string[] = [];
    const expected = standingOf(this.#ledger.known(all));
    for (const mate of this.#mates) {
      const { notes } = await this.#window(mate);
      if (notes.problems.length > 0)
        this.#faults.push(`${mate.branch} cannot read ${notes.problems.length} lines`);
      const standing = notes.annotations(paper.id);
      if (standing.some(isDeleted)) this.#faults.push("a removed note is shown");
      const comparable = JSON.stringify(notes.of(paper));
      shown.push(comparable);
      const known = standing.flatMap(({ id }) => notes.standing(paper.id, id) ?? []);
      this.#faults.push(...expected.faultsOf(known).map((fault) => `${mate.branch}: ${fault}`));
    }
    if (new Set(shown).size !== 1) this.#faults.push("the copies do not agree");
    return { notes: expected.count, conflicts: expected.conflicts };
  }

  async #window(mate: Mate): Promise<Workspace> {
    const window = new Workspace(this.#ending, mate.clone.files);
    window.author = mate.author;
    await window.notes.load();
    return window;
  }
}
