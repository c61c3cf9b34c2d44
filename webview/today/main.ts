/** The page's end of the channel of Today. */
import "../style/today.css";
import { html, render } from "lit";
import { reasonOf } from "../../src/base/result.ts";
import { openChannel } from "../../src/protocol/channel.ts";
import { todayAsks, todayTells } from "../../src/protocol/today.ts";
import { wireToHost } from "../wire.ts";
import { openTodayPage, type TodayPage } from "./page.ts";

let page: TodayPage | undefined;
const host = openChannel(
  wireToHost(),
  todayTells,
  {
    // What is told before the page is open is in what it is opened with.
    changed: () => page?.changed(),
    show: ({ date, paper }) => page?.show(date, paper),
  },
  todayAsks,
  () => undefined, // the host counts what it could not understand; the page has no log
);

async function start(root: HTMLElement): Promise<void> {
  try {
    const opening = await host.ask("open", undefined);
    render(undefined, root);
    page = openTodayPage(root, host, opening);
  } catch (failure) {
    render(
      html`<div class="empty" role="alert">
        <p>Today could not be opened: ${reasonOf(failure)}.</p>
        <button type="button" class="wide" @click=${() => void start(root)}>Try Again</button>
      </div>`,
      root,
    );
  }
}

const root = document.getElementById("reader");
if (root !== null) void start(root);
