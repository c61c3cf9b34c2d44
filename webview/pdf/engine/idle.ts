const longestPauseMs = 300;

/** When the page has nothing more urgent to do, or after a while all the same. */
export const idle = (): Promise<void> =>
  new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: longestPauseMs });
  });
