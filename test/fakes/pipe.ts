import type { Wire } from "../../src/protocol/channel.ts";

/** Two ends of a wire. What one posts, the other hears a moment later. */
export function pipe(): readonly [Wire, Wire] {
  const heardBy: ((message: unknown) => void)[][] = [[], []];
  const end = (own: number): Wire => ({
    post: (message) =>
      queueMicrotask(() => {
        for (const receive of heardBy[1 - own] ?? []) receive(message);
      }),
    listen: (receive) => {
      heardBy[own]?.push(receive);
      return () => void heardBy[own]?.splice(heardBy[own].indexOf(receive), 1);
    },
  });
  return [end(0), end(1)];
}
