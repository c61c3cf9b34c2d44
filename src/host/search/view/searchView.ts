/** The Search view in the side bar: answers its page, keeps its query, and says when what it shows has changed. */
import * as v from "valibot";
import * as vscode from "vscode";
import { Disposables } from "../../../base/disposables.ts";
import type { Log } from "../../../base/ports.ts";
import { reasonOf } from "../../../base/result.ts";
import type { Library } from "../../../library/library.ts";
import type { Notes } from "../../../notes/notes.ts";
import { openChannel, type Ask, type Channel, type Handlers } from "../../../protocol/channel.ts";
import { longestQuery, searchAsks, searchTells, type SearchViewState } from "../../../protocol/search.ts";
import { commands, contextKeys, searchView } from "../../workspace/names.ts";
import { pageRoot, strictPage } from "../../workspace/strictPage.ts";
import { wireTo } from "../../workspace/webviewWire.ts";
import type { LibrarySearch } from "../../../librarySearch/librarySearch.ts";
import { answersFrom, type Answers } from "./answers.ts";

export interface SearchViewPorts {
  readonly library: Library;
  readonly notes: Notes;
  readonly search: LibrarySearch;
  readonly memory: vscode.Memento;
  readonly log: Log;
}

const memoryKey = "search.view";
const emptyView: SearchViewState = { query: "", scrollTop: 0 };
/** Changes come in swarms. */
const settleMs = 300;

export class SearchView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #ports: SearchViewPorts;
  readonly #own = new Disposables();
  #state: SearchViewState;
  #page: Channel<typeof searchTells> | undefined;
  /** False until the page has asked for its state, and again while it is hidden: it is thrown away then. */
  #isListening = false;
  #wantsFocus = false;
  /** Queries that the page was given and has not taken yet. What it says until then is of an older one. */
  #untaken = 0;
  readonly #answers: Answers;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(extension: vscode.Uri, ports: SearchViewPorts) {
    this.#extension = extension;
    this.#ports = ports;
    const kept = v.safeParse(searchAsks.keepView.ask, ports.memory.get(memoryKey));
    this.#state = kept.success ? kept.output : emptyView;
    const { library, search } = ports;
    this.#answers = answersFrom({
      library,
      search,
      language: vscode.env.language,
      onComplete: () => this.#changed(),
    });
    this.#own.add(
      vscode.window.registerWebviewViewProvider(searchView, this, {
        webviewOptions: { retainContextWhenHidden: false },
      }),
    );
    this.#own.add(
      ports.library.onDidChange(() => {
        this.#answers.forgetValues();
        this.#changed();
      }),
    );
    this.#own.add(ports.notes.onDidChange(() => this.#changed()));
    this.#own.add({ dispose: () => clearTimeout(this.#timer) });
    this.#tellQuery();
  }

  /** What is asked for now. */
  get query(): string {
    return this.#state.query;
  }

  /** Brings the view to the front, with a query where one is given. */
  async show(query?: string): Promise<void> {
    this.#wantsFocus = true;
    if (query !== undefined) this.#setQuery(query);
    await vscode.commands.executeCommand(`${searchView}.focus`);
    if (!this.#isListening) return; // it asks for its state when it comes to life
    this.#wantsFocus = false;
    void this.#tell("focus", undefined);
  }

  clear(): Promise<void> {
    return this.show("");
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const own = new Disposables();
    view.webview.options = {
      enableScripts: true,
      enableForms: false,
      enableCommandUris: false,
      localResourceRoots: [pageRoot(this.#extension)],
    };
    const page = openChannel(wireTo(view.webview), searchAsks, this.#handlers(), searchTells, (why) =>
      this.#ports.log.warn(`Search view: ${why}`),
    );
    this.#page = page;
    own.add({ dispose: () => page.close() });
    own.add(
      view.onDidChangeVisibility(() => {
        if (!view.visible) this.#isListening = false;
      }),
    );
    view.onDidDispose(() => {
      this.#isListening = false;
      if (this.#page === page) this.#page = undefined;
      own.dispose();
    });
    view.webview.html = strictPage(view.webview, this.#extension, "search");
  }

  dispose(): void {
    this.#answers.stop();
    this.#own.dispose();
  }

  #handlers(): Handlers<typeof searchAsks> {
    const { library } = this.#ports;
    const run = (command: string, ...args: readonly unknown[]): Promise<void> =>
      Promise.resolve(vscode.commands.executeCommand<unknown>(command, ...args)).then(() => undefined);
    return {
      open: async () => {
        const hasPapers = (await library.papers()).length > 0;
        this.#isListening = true;
        if (this.#wantsFocus) setTimeout(() => void this.#tell("focus", undefined), 0);
        this.#wantsFocus = false;
        const hasFolder = (vscode.workspace.workspaceFolders ?? []).length > 0;
        return { view: this.#state, hasFolder, hasPapers };
      },
      ...this.#answers,
      search: (asked) => {
        this.#keepOfPage({ ...this.#state, query: asked.query });
        return this.#answers.search(asked);
      },
      openPaper: ({ id, note, toSide, preview }) => {
        if (note !== undefined && !toSide) return run(commands.openNote, id, note);
        return toSide
          ? run(commands.openToSide, id)
          : run(commands.open, id, { preview, preserveFocus: preview });
      },
      toggleStar: ({ id }) => run(library.get(id)?.starred === true ? commands.unstar : commands.star, id),
      addToCollection: ({ id }) => run(commands.editCollections, id),
      begin: ({ by }) =>
        run(
          { folder: "vscode.openFolder", import: commands.importPapers, sample: commands.importSample }[by],
        ),
      keepView: (state) => this.#keepOfPage(state),
    };
  }

  #setQuery(query: string): void {
    const clipped = query.slice(0, longestQuery);
    this.#keep({ ...emptyView, facet: this.#state.facet, query: clipped });
    this.#untaken += 1;
    void this.#tell("setQuery", { query: clipped }).finally(() => (this.#untaken -= 1));
  }

  #keepOfPage(state: SearchViewState): void {
    if (this.#untaken === 0) this.#keep(state);
  }

  #keep(state: SearchViewState): void {
    this.#state = state;
    this.#tellQuery();
    void this.#ports.memory.update(memoryKey, state);
  }

  #tellQuery(): void {
    const isAsked = this.query.trim() !== "";
    void vscode.commands.executeCommand("setContext", contextKeys.searching, isAsked);
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tell("changed", undefined), settleMs);
  }

  /** A page that is not there gets nothing: it asks for all when it comes back. */
  async #tell<K extends keyof typeof searchTells>(call: K, what: Ask<typeof searchTells, K>): Promise<void> {
    if (!this.#isListening) return;
    try {
      await this.#page?.ask(call, what);
    } catch (thrown) {
      this.#ports.log.info(`The Search view did not take "${call}": ${reasonOf(thrown)}`);
    }
  }
}
