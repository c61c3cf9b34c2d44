/** The page's end of the channel. The worker starts first, so that it is there by the time a document is. */
import "../style/pdf.css";
import { html, render } from "lit";
import { reasonOf } from "../../src/base/result.ts";
import { openChannel } from "../../src/protocol/channel.ts";
import { pdfAsks, pdfTells } from "../../src/protocol/pdf.ts";
import { button, registerControls } from "../ui/controls.ts";
import { registerTagField } from "../ui/tagField.ts";
import { wireToHost } from "../wire.ts";
import { startWorker } from "./engine/worker.ts";
import type { PdfReader } from "./pdfReader.ts";

/** Everything that pdf.js reads lies beside this script. */
const assets = new URL(".", import.meta.url);

let reader: PdfReader | undefined;
const host = openChannel(
  wireToHost(),
  pdfTells,
  {
    fileChanged: ({ bytes }) => reader?.fileChanged(bytes),
    standingChanged: (standing) => reader?.standingChanged(standing),
    vocabularyChanged: (vocabulary) => reader?.vocabularyChanged(vocabulary),
    goTo: (goal) => reader?.goTo(goal),
    readText: () => reader?.readText(),
    trouble: ({ why }) => reader?.trouble(why),
    perform: ({ action }) => void reader?.perform(action),
  },
  pdfAsks,
  () => undefined, // the host counts what it could not understand; the page has no log
);

async function start(root: HTMLElement): Promise<void> {
  try {
    const worker = startWorker(new URL("worker.mjs", assets));
    worker.catch(() => undefined); // told when a document is opened
    const [opening, { PdfReader: Reader }] = await Promise.all([
      host.ask("open", undefined),
      import("./pdfReader.ts"),
    ]);
    render(undefined, root);
    reader = new Reader({ root, host, worker, assets: assets.href, opening });
    await reader.open();
  } catch (failure) {
    const again = button({ text: "Try again", kind: "primary", press: () => location.reload() });
    render(
      html`<div class="sorry">
        <p>This PDF could not be shown: ${reasonOf(failure)}</p>
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
