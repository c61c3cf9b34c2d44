/** The page's end of the channel of the Search view. */
import "../style/search.css";
import { html, render } from "lit";
import { reasonOf } from "../../src/base/result.ts";
import { openChannel } from "../../src/protocol/channel.ts";
import { searchAsks, searchTells } from "../../src/protocol/search.ts";
import { wireToHost } from "../wire.ts";
import { openSearchPage, type SearchPage } from "./page.ts";

let page: SearchPage | undefined;
const host = openChannel(
  wireToHost(),
  searchTells,
  {
    // What is told before the page is open is in what it is opened with.
    setQuery: ({ query }) => page?.setQuery(query),
    changed: () => page?.changed(),
    focus: () => page?.focus(),
  },
  searchAsks,
  () => undefined, // the host counts what it could not understand; the page has no log
);

async function start(root: HTMLElement): Promise<void> {
  try {
    const opening = await host.ask("open", undefined);
    render(undefined, root);
    page = openSearchPage(root, host, opening);
  } catch (failure) {
    render(
      html`<div class="empty" role="alert">
        <p>The search could not be opened: ${reasonOf(failure)}.</p>
        <button type="button" class="wide" @click=${() => void start(root)}>Try Again</button>
      </div>`,
      root,
    );
  }
}

const root = document.getElementById("reader");
if (root !== null) void start(root);
