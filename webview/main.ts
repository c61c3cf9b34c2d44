/** The page's end of the channel: what the page wishes is asked of the host, what the host tells is shown. */
import "./style/reader.css";
import { html, render } from "lit";
import { reasonOf } from "../src/base/result.ts";
import { openChannel } from "../src/protocol/channel.ts";
import { readerAsks, readerTells } from "../src/protocol/reader.ts";
import { openPage, type Page } from "./page.ts";
import type { Actions } from "./state/actions.ts";
import { button, registerControls } from "./ui/controls.ts";
import { registerTagField } from "./ui/tagField.ts";
import { wireToHost } from "./wire.ts";

let page: Page | undefined;
const host = openChannel(
  wireToHost(),
  readerTells,
  {
    // What is told before the snapshot came is in the snapshot.
    paperChanged: (paper) => page?.paperChanged(paper),
    notesChanged: (notes) => page?.notesChanged(notes),
    vocabularyChanged: (vocabulary) => page?.vocabularyChanged(vocabulary),
    goTo: (place) => page?.goTo(place),
    perform: ({ action }) => page?.perform(action),
    trouble: ({ why }) => page?.trouble(why),
    ping: () => page?.settle(),
  },
  readerAsks,
  () => undefined, // the host counts what it could not understand; the page has no log
);

const actions: Actions = {
  annotate: ({ passage, style, color, comment }) => host.ask("annotate", { passage, style, color, comment }),
  edit: (change) => host.ask("edit", change),
  reply: (to, comment) => host.ask("reply", { to, comment }),
  remove: (id) => host.ask("remove", { id }),
  accept: (id) => host.ask("accept", { id }),
  dismiss: (id) => host.ask("dismiss", { id }),
  settle: (choice) => host.ask("settle", choice),
  showHistory: (id) => host.ask("showHistory", { id }),
  linkToCode: (from) => host.ask("linkToCode", from),
  openLines: (id, at) => host.ask("openLines", { id, at }),
  copied: (words) => host.ask("copied", { words }),
  insertQuote: (from) => host.ask("insertQuote", from),
  move: (id, passage) => host.ask("move", { id, passage }),
  confirm: ({ id, placement }, exact) =>
    placement.state === "unplaced"
      ? Promise.reject(new Error("it has no place"))
      : host.ask("move", { id, passage: { span: placement.span, exact } }),
  undo: () => host.ask("undo", undefined),
  redo: () => host.ask("redo", undefined),
  setStage: (stage) => host.ask("setStage", { stage }),
  setTags: (tags) => host.ask("setTags", { tags: [...tags] }),
  copy: (what) => host.ask("copy", { what }),
  showPdf: () => host.ask("showPdf", undefined),
  downloadPdf: () => host.ask("downloadPdf", undefined),
  openLink: (url) => host.ask("openLink", { url }),
  keepView: (view) => host.ask("keepView", view),
};

const longestWaitMs = 200;

/** The font is fetched while the host looks for the paper, so that the text does not jump once it is drawn. */
const readingFont = (): Promise<unknown> =>
  Promise.race([
    Promise.all(["16px", "italic 16px"].map((style) => document.fonts.load(`${style} "Marginalia Reading"`))),
    new Promise((resolve) => setTimeout(resolve, longestWaitMs)),
  ]).catch(() => undefined); // another font will do

async function start(root: HTMLElement): Promise<void> {
  try {
    const [snapshot] = await Promise.all([host.ask("open", undefined), readingFont()]);
    render(undefined, root);
    page = openPage(root, actions, snapshot);
    if (snapshot.place !== undefined) page.goTo(snapshot.place);
  } catch (failure) {
    const again = button({ text: "Try again", kind: "primary", press: () => void start(root) });
    render(
      html`<div class="sorry">
        <p>This paper could not be shown: ${reasonOf(failure)}</p>
        ${again}
      </div>`,
      root,
    );
  }
}

registerControls();
registerTagField();
const root = document.getElementById("reader");
if (root !== null) void start(root);
