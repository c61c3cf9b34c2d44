/** The page's way to the extension host. */
import type { Wire } from "../src/protocol/channel.ts";

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** May be called once: VS Code gives its door to a page only once. */
export function wireToHost(): Wire {
  const vscode = acquireVsCodeApi();
  return {
    post: (message) => vscode.postMessage(message),
    listen: (receive) => {
      const hear = ({ data }: MessageEvent): void => receive(data);
      addEventListener("message", hear);
      return () => removeEventListener("message", hear);
    },
  };
}
