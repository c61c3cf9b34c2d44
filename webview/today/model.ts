/** What the page of Today knows and how it changes: the day that is shown, where the reader is in it, and what can be undone. */
import { reasonOf } from "../../src/base/result.ts";
import type { Answer, Channel } from "../../src/protocol/channel.ts";
import type { ListFilter, ListOrder, todayAsks, TodayDay, TodayRow } from "../../src/protocol/today.ts";

export type Opening = Answer<typeof todayAsks, "open">;
export type Host = Pick<Channel<typeof todayAsks>, "ask">;

export interface State {
  readonly day?: TodayDay | undefined;
  readonly order: ListOrder;
  readonly filter: ListFilter;
  /** The paper in front. */
  readonly active?: string | undefined;
  readonly expanded: ReadonlySet<string>;
  readonly isBusy: boolean;
  readonly isFetching: boolean;
  readonly failure?: string | undefined;
  readonly notice?: Notice | undefined;
  readonly showsKeys: boolean;
}

export interface Notice {
  readonly text: string;
  readonly failed?: boolean;
  readonly mayUndo?: boolean;
}

type Done = { readonly row: TodayRow } & (
  { readonly did: "skipped" } | { readonly did: "saved" } | { readonly did: "back" }
);

/** Seen papers are told together, a moment later. */
const seenAfterMs = 600;

export class Model {
  readonly #host: Host;
  readonly #draw: () => void;
  #state: State = {
    ...{ order: "forYou", filter: "new", isBusy: true, isFetching: false, showsKeys: false },
    expanded: new Set<string>(),
  };
  #asked = 0;
  /** Seen since this day was opened: they stay in the list of the new until the reader leaves it. */
  #seenHere = new Set<string>();
  #untold = new Set<TodayRow["id"]>();
  #done: Done[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, draw: () => void) {
    this.#host = host;
    this.#draw = draw;
  }

  get state(): State {
    return this.#state;
  }

  /** The rows that the filter lets through, in the order that was chosen. */
  get rows(): readonly TodayRow[] {
    const { day, order, filter } = this.#state;
    return sorted(day?.rows ?? [], order).filter((row) => this.#isShown(row, filter));
  }

  get activeRow(): TodayRow | undefined {
    return this.rows.find(({ id }) => id === this.#state.active);
  }

  count(filter: ListFilter): number {
    return (this.#state.day?.rows ?? []).filter((row) => this.#isShown(row, filter)).length;
  }

  async start({ view, date, paper }: Opening): Promise<void> {
    this.#update({ order: view.order, filter: view.filter });
    await this.goTo(date, paper);
  }

  async goTo(date?: string, paper?: string): Promise<void> {
    this.#tellSeen();
    const turn = ++this.#asked;
    this.#update({ isBusy: true, failure: undefined, notice: undefined });
    try {
      const day = await this.#host.ask("day", date === undefined ? {} : { date });
      if (turn !== this.#asked) return;
      this.#seenHere = new Set();
      this.#done = [];
      const isHidden =
        paper !== undefined &&
        !day.rows.some((row) => row.id === paper && this.#isShown(row, this.#state.filter));
      this.#update({ day, isBusy: false, ...(isHidden ? { filter: "all" } : {}), expanded: new Set() });
      this.#update({ active: paper ?? this.rows[0]?.id });
      if (paper !== undefined) this.toggle(paper);
    } catch (thrown) {
      if (turn === this.#asked) this.#update({ isBusy: false, failure: reasonOf(thrown) });
    }
  }

  /** What is shown has changed elsewhere: the reader stays where they are. */
  async renew(): Promise<void> {
    const { day, isBusy } = this.#state;
    if (isBusy) return;
    const turn = ++this.#asked;
    try {
      const fresh = await this.#host.ask("day", day === undefined ? {} : { date: day.date });
      if (turn !== this.#asked) return;
      const at = this.#place();
      this.#update({ day: fresh, failure: undefined });
      this.#keepPlace(at);
    } catch (thrown) {
      if (turn === this.#asked) this.#update({ failure: reasonOf(thrown) });
    }
  }

  /** Moves by some rows. Who goes on has seen what they leave. */
  move(by: number): void {
    const { rows } = this;
    const at = this.#place();
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    const left = rows[at];
    if (left !== undefined && by > 0) this.#see(left);
    if (next !== undefined) this.activate(next.id);
  }

  activate(id: string): void {
    if (this.#state.active !== id) this.#update({ active: id });
  }

  toggle(id: string | undefined): void {
    const row = this.rows.find((each) => each.id === id);
    if (row === undefined) return;
    const expanded = new Set(this.#state.expanded);
    if (!expanded.delete(row.id)) {
      expanded.add(row.id);
      this.#see(row);
    }
    this.#update({ expanded, active: row.id });
  }

  orderBy(order: ListOrder): void {
    this.#update({ order });
    this.#keepView();
  }

  filterBy(filter: ListFilter): void {
    this.#tellSeen();
    this.#seenHere = new Set();
    this.#update({ filter });
    if (this.activeRow === undefined) this.#update({ active: this.rows[0]?.id });
    this.#keepView();
  }

  showKeys(shows: boolean): void {
    this.#update({ showsKeys: shows });
  }

  /** Skips a paper, or takes back one that was skipped. */
  async skip(row = this.activeRow): Promise<void> {
    if (row === undefined) return;
    const did = row.did === "skipped" ? "back" : "skipped";
    const at = this.#place();
    await this.#deed(
      row,
      did,
      did === "skipped" ? `Skipped “${clip(row.title)}”` : `“${clip(row.title)}” is back`,
      async () => {
        this.#change(row.id, { did: did === "back" ? "new" : did });
        this.#seenHere.delete(row.id);
        this.#keepPlace(at);
        await this.#host.ask("mark", { papers: [row.id], did });
      },
    );
  }

  async save(row = this.activeRow): Promise<void> {
    const date = this.#state.day?.date;
    if (row === undefined || date === undefined) return;
    if (row.saved) return this.#update({ notice: { text: `“${clip(row.title)}” is in the library` } });
    await this.#deed(row, "saved", `Saved “${clip(row.title)}” to the library`, async () => {
      this.#see(row);
      this.#change(row.id, { saved: true });
      await this.#host.ask("save", { id: row.id, date });
    });
  }

  async undo(): Promise<void> {
    const last = this.#done.pop();
    if (last === undefined) return this.#update({ notice: { text: "There is nothing to undo" } });
    const { row, did } = last;
    this.#change(row.id, { did: row.did, saved: row.saved });
    this.#update({ active: row.id, notice: { text: `Undone: “${clip(row.title)}”` } });
    await this.#wish(() =>
      did === "saved"
        ? this.#host.ask("unsave", { id: row.id })
        : this.#host.ask("mark", { papers: [row.id], did: row.did === "new" ? "back" : row.did }),
    );
  }

  async open(toSide: boolean, row = this.activeRow): Promise<void> {
    const date = this.#state.day?.date;
    if (row === undefined || date === undefined) return;
    this.#see(row);
    await this.#wish(() => this.#host.ask("openPaper", { id: row.id, date, toSide }));
  }

  async openLink(row: TodayRow, at: number): Promise<void> {
    const date = this.#state.day?.date;
    if (date !== undefined) await this.#wish(() => this.#host.ask("openLink", { id: row.id, date, at }));
  }

  /** All that is shown has been seen. */
  seeAll(): void {
    for (const row of this.rows) this.#see(row);
    this.#tellSeen();
    this.#update({ notice: { text: "All of this day are marked as seen" } });
  }

  async fetchDay(): Promise<void> {
    const date = this.#state.day?.date;
    if (date === undefined || this.#state.isFetching) return;
    this.#update({ isFetching: true, notice: { text: "Asking huggingface.co…" } });
    try {
      const text = await this.#host.ask("fetchDay", { date });
      this.#update({ isFetching: false, notice: { text } });
      await this.renew();
    } catch (thrown) {
      this.#update({ isFetching: false, notice: { text: reasonOf(thrown), failed: true } });
    }
  }

  begin(by: "folder" | "subscribe" | "import" | "refresh" | "sources"): void {
    void this.#wish(() => this.#host.ask("begin", { by }));
  }

  dismissNotice(): void {
    this.#update({ notice: undefined });
  }

  /** The page goes away. */
  leave(): void {
    this.#tellSeen();
  }

  #isShown(row: TodayRow, filter: ListFilter): boolean {
    switch (filter) {
      case "new":
        return row.did === "new" || (row.did === "seen" && this.#seenHere.has(row.id));
      case "all":
        return row.did !== "skipped";
      case "saved":
        return row.saved;
      case "skipped":
        return row.did === "skipped";
    }
  }

  #place(): number {
    return Math.max(
      0,
      this.rows.findIndex(({ id }) => id === this.#state.active),
    );
  }

  /** What was in front may have gone: then what has taken its place is in front. */
  #keepPlace(at: number): void {
    if (this.activeRow !== undefined) return;
    const { rows } = this;
    this.#update({ active: rows[Math.min(at, rows.length - 1)]?.id });
  }

  #see(row: TodayRow): void {
    if (row.did !== "new") return;
    this.#seenHere.add(row.id);
    this.#untold.add(row.id);
    this.#change(row.id, { did: "seen" });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tellSeen(), seenAfterMs);
  }

  #tellSeen(): void {
    clearTimeout(this.#timer);
    const papers = [...this.#untold];
    this.#untold = new Set();
    if (papers.length > 0) void this.#wish(() => this.#host.ask("mark", { papers, did: "seen" }));
  }

  async #deed(row: TodayRow, did: Done["did"], text: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#done.push({ row, did });
      this.#update({ notice: { text, mayUndo: true } });
    } catch (thrown) {
      this.#change(row.id, { did: row.did, saved: row.saved });
      this.#update({ notice: { text: reasonOf(thrown), failed: true } });
    }
  }

  async #wish(ask: () => Promise<unknown>): Promise<void> {
    try {
      await ask();
    } catch (thrown) {
      this.#update({ notice: { text: reasonOf(thrown), failed: true } });
    }
  }

  #keepView(): void {
    const { order, filter } = this.#state;
    void this.#wish(() => this.#host.ask("keepView", { order, filter }));
  }

  #change(id: string, change: Partial<Pick<TodayRow, "did" | "saved">>): void {
    const { day } = this.#state;
    if (day === undefined) return;
    const rows = day.rows.map((row) => (row.id === id ? { ...row, ...change } : row));
    this.#update({ day: { ...day, rows } });
  }

  #update(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#draw();
  }
}

const last = Number.MAX_SAFE_INTEGER;

function sorted(rows: readonly TodayRow[], order: ListOrder): readonly TodayRow[] {
  if (order === "forYou") return rows; // as the host ranked them
  const votes = (row: TodayRow): number => row.votes ?? -1;
  const rank = (row: TodayRow): number => row.rank ?? last;
  return [...rows].sort((a, b) => (order === "votes" ? votes(b) - votes(a) : 0) || rank(a) - rank(b));
}

export const clip = (title: string): string =>
  title.length > 48 ? `${title.slice(0, 47).trimEnd()}…` : title;
