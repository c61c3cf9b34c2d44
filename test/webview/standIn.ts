/** What stand-ins for the host share, at the other end of a page's channel in the same window. */
import type { Handlers, Contract, Wire } from "../../src/protocol/channel.ts";
import type { Theme } from "./fixture.ts";

export interface Asked {
  readonly call: string;
  readonly ask: unknown;
}

/** The way to the page, and what the page's `postMessage` leads to. */
export function lineToPage(): { readonly wire: Wire; readonly receive: (message: unknown) => void } {
  let toHost: (message: unknown) => void = () => undefined;
  return {
    wire: {
      post: (data) => void setTimeout(() => dispatchEvent(new MessageEvent("message", { data }))),
      listen: (receive) => {
        toHost = receive;
        return () => undefined;
      },
    },
    receive: (message) => void setTimeout(() => toHost(message)),
  };
}

/** The handlers, which write down what they are asked. */
export const watched = <C extends Contract>(handlers: Handlers<C>, asked: Asked[]): Handlers<C> =>
  Object.fromEntries(
    Object.entries(handlers).map(([call, handle]) => [
      call,
      (ask: never) => {
        asked.push({ call, ask });
        return (handle as (ask: never) => unknown)(ask);
      },
    ]),
  ) as Handlers<C>;

export function wear({ kind, classes, variables }: Theme): void {
  for (const [name, value] of Object.entries(variables))
    document.documentElement.style.setProperty(name, value);
  document.body.dataset["vscodeThemeKind"] = kind;
  document.body.className = classes.join(" ");
}

/** As VS Code does, before the page itself runs. */
export function wearFromTheStart(theme: Theme): void {
  const body = new MutationObserver(() => {
    if (document.body === null) return;
    body.disconnect();
    wear(theme);
  });
  body.observe(document, { childList: true, subtree: true });
}
