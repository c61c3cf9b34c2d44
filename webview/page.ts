/** Puts the page together: one reader's state, the views that draw it, and the events that change it. */
import { html, render } from "lit";
import { AbstractView } from "./abstract/abstractView.ts";
import { bringIntoView } from "./abstract/motion.ts";
import { marksOf, noteIdsOf } from "./marks.ts";
import { firstState, Reader, withPaper, type Goal, type Notice, type ReaderState } from "./state/reader.ts";
import { restored, unsentOf } from "./state/drafts.ts";
import { ViewKeeper } from "./state/keeper.ts";
import { cycle, goTo } from "./state/moving.ts";
import { sayNewProposals } from "./state/proposals.ts";
import { sayNewConflicts } from "./state/settling.ts";
import { perform, type Command } from "./state/commands.ts";
import type { Actions, KeptView } from "./state/actions.ts";
import type { Span } from "../src/base/span.ts";
import type { AnnotationId } from "../src/domain/annotation.ts";
import type { Note } from "../src/domain/note.ts";
import type { Paper } from "../src/domain/paper.ts";
import type { Vocabulary } from "../src/domain/vocabulary.ts";
import { banners, notice } from "./ui/banner.ts";
import { focusControl } from "./ui/controls.ts";
import { header } from "./ui/header.ts";
import { arrangeMargin } from "./ui/margin.ts";
import { attachHere } from "./state/reattaching.ts";
import { noteElementId } from "./ui/note.ts";
import { notesBeside, notesNotFound, notesOnPaper } from "./ui/notes.ts";
import { listenForKeys } from "./pageKeys.ts";
import { placeToolbar, toolbar } from "./ui/toolbar.ts";

export interface Opening {
  readonly paper: Paper;
  readonly notes: readonly Note[];
  readonly writable: ReaderState["writable"];
  readonly vocabulary: Vocabulary;
  readonly view?: KeptView | undefined;
}

export interface Place {
  readonly annotation?: AnnotationId | undefined;
  readonly quote?: string | undefined;
}

/** What may be told to an open page. */
export interface Page {
  paperChanged(paper: Paper): void;
  notesChanged(notes: readonly Note[]): void;
  goTo(place: Place): void;
  perform(command: Command): void;
  vocabularyChanged(vocabulary: Vocabulary): void;
  trouble(why: string | undefined): void;
  /** Resolves when the host knows all that this page would lose. */
  settle(): Promise<void>;
}

const minuteMs = 60_000;
const offerMs = 15_000;

export function openPage(
  root: HTMLElement,
  actions: Actions,
  { paper, notes, writable, vocabulary, view }: Opening,
): Page {
  const drafts = restored(view?.unsent ?? [], notes);
  const reader = new Reader(actions, firstState(paper, notes, writable, drafts, vocabulary), () => draw());
  const abstract = new AbstractView({
    selected: (words) => onSelected(reader, root, words),
    clicked: (keys) => cycle(reader, noteIdsOf(keys)),
  });
  /** Cards grow while one writes in them; the others then make room. */
  const watched = new WeakSet<Element>();
  const sizes = new ResizeObserver(() => lay());
  let followed: Goal | undefined;
  let selection: ReaderState["selection"];

  const lay = (): void => {
    for (const card of root.querySelectorAll(".card")) {
      if (!watched.has(card)) sizes.observe(card);
      watched.add(card);
    }
    arrangeMargin(root, (span) => abstract.lines(span));
    const bar = root.querySelector<HTMLElement>(".toolbar");
    if (bar !== null && selection !== undefined) placeToolbar(bar, abstract.frame, abstract.lines(selection));
  };
  const draw = (): void => {
    const { state } = reader;
    const wasInToolbar = isInToolbar(root);
    abstract.show(state.paper.abstract, state.pieces, marksOf(state));
    render(pageView(reader, abstract), root);
    const isGivenUp = state.selection === undefined && selection !== undefined;
    if (isGivenUp && isSame(abstract.words, selection)) abstract.deselect();
    selection = state.selection;
    if (wasInToolbar && !isInToolbar(root)) abstract.focus();
    lay();
    keeper.changed();
    expire(state.notice);
    if (state.goal === followed) return;
    followed = state.goal;
    if (state.goal !== undefined) follow(state.goal, root, abstract);
  };
  const keeper = new ViewKeeper(
    (view: KeptView) => actions.keepView(view),
    () => ({
      scrollTop: Math.round(document.documentElement.scrollTop),
      unsent: unsentOf(reader.state.drafts),
    }),
  );

  let told: Notice | undefined;
  let expiry: ReturnType<typeof setTimeout> | undefined;
  /** An offer to undo goes after a while, unless someone is about to take it; a failure stays until it is dismissed. */
  const expire = (notice: Notice | undefined): void => {
    if (notice === told) return;
    told = notice;
    clearTimeout(expiry);
    if (notice?.offer === undefined || notice.failed === true) return;
    expiry = setTimeout(() => {
      const isWanted = root.querySelector(".notice:is(:hover, :focus-within)") !== null;
      if (!isWanted && reader.state.notice === notice) reader.update({ notice: undefined });
    }, offerMs);
  };

  draw();
  listenForKeys(reader, abstract);
  listenForLinks(reader);
  document.addEventListener("copy", () => {
    const { selection, words } = reader.state;
    if (selection !== undefined) void reader.wish("copy", () => actions.copied(words.at(selection)));
  });
  sizes.observe(root);
  void document.fonts.ready.then(lay);
  // What the mouse has selected for a note that waits is what is meant; the keyboard may still be on its way.
  addEventListener("pointerup", ({ target }) => {
    if (target instanceof Node && abstract.frame.contains(target)) setTimeout(() => attachHere(reader), 0);
  });
  addEventListener("scroll", () => keeper.changed(), { passive: true });
  addEventListener("pagehide", () => void keeper.tellNow());
  document.addEventListener("visibilitychange", () => void keeper.tellNow());
  setInterval(draw, minuteMs); // "5 minutes ago" does not stay true
  if (view !== undefined) document.documentElement.scrollTop = view.scrollTop;

  return {
    paperChanged: (next) => reader.update(withPaper(reader.state, next)),
    notesChanged: (next) => {
      sayNewConflicts(reader, next);
      sayNewProposals(reader, next);
      reader.update({ notes: next });
    },
    goTo: (place) => goTo(reader, place),
    perform: (command) => {
      abstract.settle();
      perform(reader, command);
    },
    vocabularyChanged: (vocabulary) => reader.update({ vocabulary }),
    trouble: (why) => reader.update({ trouble: why }),
    settle: () => keeper.tellNow(),
  };
}

const pageView = (reader: Reader, abstract: AbstractView) => html`
  <div class="page">
    ${banners(reader)} ${header(reader)}
    <div class="desk">
      <section class="reading" aria-labelledby="abstract-title">
        <h2 class="group-title" id="abstract-title">Abstract</h2>
        ${abstract.frame} ${toolbar(reader)}
        <p class="live" id="abstract-keys">
          Arrow keys move the caret, with Shift they select. 1 to 5 highlight, U underlines, C comments, Shift
          and L link to code, Shift and Q quote in the editor, N and P go to the next and the previous note.
        </p>
      </section>
      ${notesBeside(reader)}
      <div class="below">${notesOnPaper(reader)} ${notesNotFound(reader)}</div>
    </div>
    ${notice(reader)}
  </div>
`;

const isSame = (a: Span | undefined, b: Span | undefined): boolean =>
  a?.start === b?.start && a?.end === b?.end;

const isInToolbar = (root: HTMLElement): boolean =>
  root.querySelector(".toolbar")?.contains(document.activeElement) === true;

/** A selection that goes because the toolbar took the focus has not been given up. */
function onSelected(reader: Reader, root: HTMLElement, words: ReaderState["selection"]): void {
  if (!isSame(reader.state.selection, words) && !(words === undefined && isInToolbar(root)))
    reader.update({ selection: words });
}

function follow(goal: Goal, root: HTMLElement, abstract: AbstractView): void {
  switch (goal.kind) {
    case "note": {
      const note = document.getElementById(noteElementId(goal.id));
      if (note === null) return;
      note.focus({ preventScroll: true });
      return bringIntoView(note.getBoundingClientRect());
    }
    case "passage":
      return abstract.reveal(goal.span, goal.focus);
    case "editor": {
      const editor = root.querySelector<HTMLElement>(".editor");
      if (editor === null) return;
      bringIntoView(editor.getBoundingClientRect());
      return focusControl(editor);
    }
    case "abstract":
      abstract.deselect();
      return abstract.focus();
  }
}

/** Links of the paper and of comments open outside, and only by way of the host. */
function listenForLinks(reader: Reader): void {
  const open = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const url = link?.getAttribute("href");
    if (url === null || url === undefined) return;
    event.preventDefault();
    const isPressed = event.button === 0 || event.button === 1;
    if (isPressed) void reader.wish("open the link", () => reader.actions.openLink(url));
  };
  document.addEventListener("click", open);
  document.addEventListener("auxclick", open);
}
