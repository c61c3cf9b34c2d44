/** Stands in for VS Code and the host before the page of a PDF starts: speaks through the real channel, in memory. */
import { openChannel, type Ask, type Handlers } from "../../src/protocol/channel.ts";
import { pdfAsks, pdfTells, type PdfOpening } from "../../src/protocol/pdf.ts";
import type { Theme } from "./fixture.ts";

export interface PdfFixture extends PdfOpening {
  readonly theme: Theme;
}

type Asks = typeof pdfAsks;

export class PdfHost {
  readonly asked: { readonly call: string; readonly ask: unknown }[] = [];
  readonly refused: string[] = [];
  readonly violations: string[] = [];
  #toHost: (message: unknown) => void = () => undefined;
  readonly #channel;

  constructor(opening: PdfOpening) {
    const handlers: Handlers<Asks> = {
      open: () => opening,
      keepView: () => undefined,
      keepTones: () => undefined,
      keepPassword: () => undefined,
      openLink: ({ url }) => {
        if (!/^https?:/u.test(url)) throw new Error("such links are not opened");
      },
      openOtherwise: () => undefined,
      report: () => undefined,
    };
    const watched = Object.entries(handlers).map(([call, handle]) => [
      call,
      (ask: never) => {
        this.asked.push({ call, ask });
        return (handle as (ask: never) => unknown)(ask);
      },
    ]);
    this.#channel = openChannel(
      {
        post: (data) => void setTimeout(() => dispatchEvent(new MessageEvent("message", { data }))),
        listen: (receive) => {
          this.#toHost = receive;
          return () => undefined;
        },
      },
      pdfAsks,
      Object.fromEntries(watched) as Handlers<Asks>,
      pdfTells,
      (why) => this.refused.push(why),
    );
  }

  receive(message: unknown): void {
    setTimeout(() => this.#toHost(message));
  }

  tell<K extends keyof typeof pdfTells>(call: K, what: Ask<typeof pdfTells, K>): Promise<unknown> {
    return this.#channel.ask(call, what);
  }

  wear({ kind, classes, variables }: Theme): void {
    for (const [name, value] of Object.entries(variables))
      document.documentElement.style.setProperty(name, value);
    document.body.dataset["vscodeThemeKind"] = kind;
    document.body.className = classes.join(" ");
  }
}

declare global {
  interface Window {
    pdfFixture?: PdfFixture;
    pdfHost: PdfHost;
  }
}

const fixture = window.pdfFixture;
if (fixture !== undefined) {
  const { theme, ...opening } = fixture;
  const host = new PdfHost(opening);
  window.pdfHost = host;
  window.acquireVsCodeApi = () => ({ postMessage: (message) => host.receive(message) });
  document.addEventListener(
    "securitypolicyviolation",
    ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      host.violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`),
  );
  // As VS Code does, before the page itself runs.
  const body = new MutationObserver(() => {
    if (document.body === null) return;
    body.disconnect();
    host.wear(theme);
  });
  body.observe(document, { childList: true, subtree: true });
}
