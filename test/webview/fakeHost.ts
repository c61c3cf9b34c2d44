/**
 * The host at the other end of the page's channel, in memory: keeps notes, says what changed, undoes and redoes. It speaks
 * through the real channel, so what the page sends is checked as the real host checks it.
 */
import type { AnnotationId } from "../../src/domain/annotation.ts";
import type { Note, Reply } from "../../src/domain/note.ts";
import { openChannel, type Ask, type Handlers } from "../../src/protocol/channel.ts";
import { readerAsks, readerTells, type ReaderView } from "../../src/protocol/reader.ts";
import { noVocabulary, type Fixture, type Theme } from "./fixture.ts";

type Asks = typeof readerAsks;

export interface Asked {
  readonly call: string;
  readonly ask: unknown;
}

/** The notes before a change (or after it, once undone), and what the change was. */
interface Step {
  readonly notes: readonly Note[];
  readonly what: string;
}

export class FakeHost {
  /** Everything the page asked, in order. */
  readonly asked: Asked[] = [];
  readonly refused: string[] = [];
  notes: readonly Note[];
  view: ReaderView | undefined;
  #paper: Fixture["paper"];
  readonly #fixture: Fixture;
  readonly #failing = new Map<string, string>();
  readonly #past: Step[] = [];
  readonly #future: Step[] = [];
  #made = 0;
  #toHost: (message: unknown) => void = () => undefined;
  readonly #channel;

  constructor(fixture: Fixture) {
    this.#fixture = fixture;
    this.#paper = fixture.paper;
    this.notes = fixture.notes;
    this.view = fixture.view;
    this.#channel = openChannel(
      {
        post: (data) => void setTimeout(() => dispatchEvent(new MessageEvent("message", { data }))),
        listen: (receive) => {
          this.#toHost = receive;
          return () => undefined;
        },
      },
      readerAsks,
      this.#watched(this.#handlers()),
      readerTells,
      (why) => this.refused.push(why),
    );
  }

  /** What the page's `postMessage` leads to. */
  receive(message: unknown): void {
    setTimeout(() => this.#toHost(message));
  }

  /** Makes a call fail with this reason until it is called with `undefined`. */
  fail(call: keyof Asks, why: string | undefined): void {
    if (why === undefined) this.#failing.delete(call);
    else this.#failing.set(call, why);
  }

  tell<K extends keyof typeof readerTells>(call: K, what: Ask<typeof readerTells, K>): Promise<unknown> {
    return this.#channel.ask(call, what);
  }

  /** Someone else changed the notes. */
  replaceNotes(notes: readonly Note[]): Promise<unknown> {
    this.notes = notes;
    return this.tell("notesChanged", [...notes]);
  }

  wear({ kind, classes, variables }: Theme): void {
    for (const [name, value] of Object.entries(variables))
      document.documentElement.style.setProperty(name, value);
    document.body.dataset["vscodeThemeKind"] = kind;
    document.body.className = classes.join(" ");
  }

  #watched(handlers: Handlers<Asks>): Handlers<Asks> {
    const watch = ([call, handle]: [string, (ask: never) => unknown]): [string, unknown] => [
      call,
      (ask: never) => {
        this.asked.push({ call, ask });
        const why = this.#failing.get(call);
        if (why !== undefined) throw new Error(why);
        return handle(ask);
      },
    ];
    return Object.fromEntries(Object.entries(handlers).map(watch)) as unknown as Handlers<Asks>;
  }

  #handlers(): Handlers<Asks> {
    const { writable = true, place, vocabulary = noVocabulary } = this.#fixture;
    const id = (): AnnotationId => `urn:uuid:new-${++this.#made}` as AnnotationId;
    const fresh = (comment: string): Reply => {
      const now = new Date().toISOString();
      return { id: id(), comment, author: "Ada Lovelace", created: now, modified: now, editable: true };
    };
    return {
      open: () => ({
        paper: this.#paper,
        notes: [...this.notes],
        view: this.view,
        place,
        writable,
        vocabulary,
      }),
      annotate: ({ passage, style, color, comment = "" }) => {
        const note: Note = {
          ...fresh(comment),
          about: passage === undefined ? "paper" : "passage",
          quote: passage?.exact ?? "",
          style,
          color,
          tags: [],
          placement:
            passage === undefined ? { state: "unplaced" } : { state: "anchored", span: passage.span },
          replies: [],
        };
        this.#change("note", [...this.notes, note]);
        return note.id;
      },
      edit: ({ id: which, ...asked }) => {
        const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
        const edited = <T extends Reply>(note: T): T => (note.id === which ? { ...note, ...given } : note);
        this.#change(
          "change",
          this.notes.map((note) => ({ ...edited(note), replies: note.replies.map(edited) })),
        );
      },
      move: ({ id: which, passage }) => {
        const moved = (note: Note): Note =>
          note.id === which
            ? { ...note, quote: passage.exact, placement: { state: "anchored", span: passage.span } }
            : note;
        this.#change("new place", this.notes.map(moved));
      },
      reply: ({ to, comment }) => {
        const reply = fresh(comment);
        const withReply = (note: Note): Note =>
          note.id === to ? { ...note, replies: [...note.replies, reply] } : note;
        this.#change("reply", this.notes.map(withReply));
        return reply.id;
      },
      accept: ({ id: which }) => {
        const taken = (note: Note): Note => (note.id === which ? { ...note, proposed: undefined } : note);
        this.#change("acceptance", this.notes.map(taken));
      },
      dismiss: ({ id: which }) =>
        this.#change(
          "dismissal",
          this.notes.filter((note) => note.id !== which),
        ),
      remove: ({ id: which }) => {
        const kept = this.notes.filter((note) => note.id !== which);
        const others = (note: Note): Note => ({
          ...note,
          replies: note.replies.filter((each) => each.id !== which),
        });
        this.#change("removal", kept.map(others));
      },
      settle: ({ id: which, field, take }) => {
        const settled = <T extends Reply>(note: T): T => {
          const conflict = note.id === which ? note.conflicts?.find(({ name }) => name === field) : undefined;
          if (conflict === undefined) return note;
          const values = conflict.versions.map(({ value }) => value);
          const comment = take === "both" ? values.toReversed().join("\n\n") : (values[take] ?? "");
          const conflicts = note.conflicts?.filter((each) => each !== conflict);
          return { ...note, conflicts, ...(field === "comment" ? { comment } : {}) };
        };
        const kept = this.notes.filter((note) => note.id !== which || field !== "deleted" || take === 0);
        this.#change(
          "choice",
          kept.map((note) => ({ ...settled(note), replies: note.replies.map(settled) })),
        );
      },
      showHistory: () => undefined,
      undo: () => this.#step(this.#past, this.#future, "Undid"),
      redo: () => this.#step(this.#future, this.#past, "Redid"),
      setStage: ({ stage }) =>
        this.#changePaper(
          stage === "read" || stage === "reading" ? { reading: stage } : { skipped: stage === "skipped" },
        ),
      setTags: ({ tags }) => this.#changePaper({ tags }),
      copy: () => undefined,
      copied: () => undefined,
      linkToCode: () => undefined,
      openLines: () => undefined,
      insertQuote: () => "paper.tex",
      showPdf: () => undefined,
      downloadPdf: () => undefined,
      openLink: () => undefined,
      keepView: (view) => void (this.view = view),
    };
  }

  #change(what: string, notes: readonly Note[]): void {
    this.#past.push({ notes: this.notes, what });
    this.#future.length = 0;
    void this.replaceNotes(notes);
  }

  #step(from: Step[], to: Step[], done: string): string | undefined {
    const last = from.pop();
    if (last === undefined) return undefined;
    to.push({ notes: this.notes, what: last.what });
    void this.replaceNotes(last.notes);
    return `${done} the ${last.what}`;
  }

  #changePaper(change: Partial<Fixture["paper"]>): void {
    this.#paper = { ...this.#paper, ...change };
    const { authors, identifiers, resources, tags, sources, ...rest } = this.#paper;
    void this.tell("paperChanged", {
      ...rest,
      authors: [...authors],
      identifiers: [...identifiers],
      resources: resources.map((each) => ({ ...each })),
      tags: [...tags],
      sources: sources.map((each) => ({ ...each })),
    });
  }
}
