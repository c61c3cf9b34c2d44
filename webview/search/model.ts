/** What the Search view knows and how it changes: questions go out, and only the answer to the last one counts. */
import { reasonOf } from "../../src/base/result.ts";
import type { Answer, Channel } from "../../src/protocol/channel.ts";
import {
  longestQuery,
  mostRowsShown,
  type FacetName,
  type OfferedCompletion,
  type ResultRow,
  type searchAsks,
  type SearchReply,
  type SurveyReply,
} from "../../src/protocol/search.ts";
import {
  toggled,
  withoutField,
  withoutOperator,
  withOperator,
  type Operator,
} from "../../src/search/query/editQuery.ts";

export interface State {
  readonly query: string;
  readonly hasFolder: boolean;
  readonly hasPapers: boolean;
  readonly reply?: SearchReply | undefined;
  readonly survey?: SurveyReply | undefined;
  readonly tookMs?: number | undefined;
  readonly failure?: string | undefined;
  readonly isBusy: boolean;
  /** The row in front, from 0. */
  readonly active: number;
  readonly offers: readonly OfferedCompletion[];
  /** The offer in front; -1 while what is typed stands for itself. */
  readonly offer: number;
  /** The field whose values are shown. */
  readonly facet?: FacetName | undefined;
  readonly wholeFacet: boolean;
}

/** What the host knows when the page comes to life. */
export type Opening = Answer<typeof searchAsks, "open">;

export interface ModelParts {
  readonly host: Pick<Channel<typeof searchAsks>, "ask">;
  readonly now: () => number;
  readonly draw: () => void;
}

export const rowsAtOnce = 50;

export class Model {
  readonly #parts: ModelParts;
  #state: State = {
    query: "",
    hasFolder: true,
    hasPapers: true,
    isBusy: false,
    active: 0,
    offers: [],
    offer: -1,
    wholeFacet: false,
  };
  #asked = 0;
  #completed = 0;
  #limit = rowsAtOnce;
  /** The paper to be in front once it is there. */
  #awaited: string | undefined;

  constructor(parts: ModelParts) {
    this.#parts = parts;
  }

  get state(): State {
    return this.#state;
  }

  get activeRow(): ResultRow | undefined {
    return this.#state.reply?.rows[this.#state.active];
  }

  /** A view that is merely in sight asks nothing: the index is started by the first who looks for something. */
  async start({ view, hasFolder, hasPapers }: Opening): Promise<void> {
    const { query, active, facet } = view;
    this.#awaited = active;
    this.#update({ query, facet, hasFolder, hasPapers });
    if (query.trim() !== "") await this.#ask();
  }

  /** Someone has turned to the view: what is there is shown before anything is typed. */
  engage(): void {
    if (this.#asked === 0 && this.#state.hasPapers) void this.#ask();
  }

  /** A query as it is typed, with what it may become at the caret. */
  type(typed: string, caret: number): void {
    this.setQuery(typed);
    void this.#complete(this.#state.query.slice(0, caret));
  }

  setQuery(typed: string): void {
    const query = typed.slice(0, longestQuery);
    this.#limit = rowsAtOnce;
    this.#awaited = undefined;
    this.#completed++;
    this.#update({ query, offers: [], offer: -1 });
    void this.#ask();
  }

  /** Asks again for what is shown: papers or notes have changed. */
  async renew(): Promise<void> {
    if (this.#asked === 0) {
      const { hasFolder, hasPapers } = await this.#parts.host.ask("open", undefined);
      return this.#update({ hasFolder, hasPapers });
    }
    this.#awaited = this.activeRow?.id ?? this.#awaited;
    return this.#ask();
  }

  showMore(): void {
    this.#limit = Math.min(mostRowsShown, this.#limit + rowsAtOnce);
    this.#awaited = this.activeRow?.id;
    void this.#ask();
  }

  get mayShowMore(): boolean {
    const shown = this.#state.reply?.rows.length ?? 0;
    return shown === this.#limit && shown < mostRowsShown && shown < (this.#state.survey?.count ?? 0);
  }

  toggle(field: FacetName, value: string): void {
    this.setQuery(toggled(this.#state.query, { field, value }));
  }

  without(operator: Operator): void {
    this.setQuery(withoutOperator(this.#state.query, operator));
  }

  sortBy(order: "relevance" | "newest"): void {
    const query = withoutField(this.#state.query, "sort");
    this.setQuery(order === "newest" ? withOperator(query, { field: "sort", value: "newest" }) : query);
  }

  openFacet(facet: FacetName | undefined): void {
    this.#update({ facet, wholeFacet: false });
  }

  showWholeFacet(): void {
    this.#update({ wholeFacet: true });
  }

  /** @returns whether there is one. */
  moveOffer(by: 1 | -1): boolean {
    const { offers, offer } = this.#state;
    if (offers.length === 0) return false;
    this.#update({ offer: Math.max(-1, Math.min(offers.length - 1, offer + by)) });
    return true;
  }

  /** @returns where the caret is to stand afterwards. */
  accept(at = this.#state.offer): number | undefined {
    const offer = this.#state.offers[at];
    if (offer === undefined) return undefined;
    const { query } = this.#state;
    const before = query.slice(0, offer.span.start) + offer.text;
    this.type(
      before + query.slice(offer.span.end).replace(offer.text.endsWith(" ") ? /^ /u : "", ""),
      before.length,
    );
    return before.length;
  }

  /** @returns whether there were any. */
  dismissOffers(): boolean {
    this.#completed++;
    const had = this.#state.offers.length > 0;
    if (had) this.#update({ offers: [], offer: -1 });
    return had;
  }

  activate(at: number): void {
    const last = (this.#state.reply?.rows.length ?? 0) - 1;
    const active = Math.max(0, Math.min(last, at));
    if (active !== this.#state.active) this.#update({ active });
  }

  async open(
    row: ResultRow | undefined,
    how: { readonly toSide?: boolean; readonly preview?: boolean } = {},
  ) {
    if (row === undefined) return;
    const { toSide = false, preview = false } = how;
    await this.wish(() => this.#parts.host.ask("openPaper", { id: row.id, note: row.note, toSide, preview }));
  }

  toggleStar(row: ResultRow | undefined): void {
    if (row !== undefined) void this.wish(() => this.#parts.host.ask("toggleStar", { id: row.id }));
  }

  addToCollection(row: ResultRow | undefined): void {
    if (row !== undefined) void this.wish(() => this.#parts.host.ask("addToCollection", { id: row.id }));
  }

  begin(by: "folder" | "import" | "sample"): void {
    void this.wish(() => this.#parts.host.ask("begin", { by }));
  }

  /** What went wrong is told by the host, where the person looks. */
  async wish(work: () => Promise<unknown>): Promise<void> {
    await work().catch(() => undefined);
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    const { query } = this.#state;
    const started = this.#parts.now();
    this.#update({ isBusy: true });
    try {
      const reply = await this.#parts.host.ask("search", { query, limit: this.#limit });
      if (asked !== this.#asked) return;
      const tookMs = this.#parts.now() - started;
      const awaited = reply.rows.findIndex(({ id }) => id === this.#awaited);
      this.#update({
        reply,
        hasPapers: reply.hasPapers,
        tookMs,
        failure: undefined,
        active: Math.max(0, awaited),
        isBusy: !reply.isComplete,
      });
      const survey = await this.#parts.host.ask("survey", { query });
      if (asked === this.#asked) this.#update({ survey });
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.#update({ failure: reasonOf(thrown), reply: undefined, survey: undefined, isBusy: false });
    }
  }

  async #complete(query: string): Promise<void> {
    const completed = ++this.#completed;
    const offers = await this.#parts.host.ask("complete", { query }).catch(() => []);
    if (completed === this.#completed) this.#update({ offers, offer: -1 });
  }

  #update(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
    this.#parts.draw();
  }
}
