/** Long work in slices, so that whatever else the extension host has to do comes in between. */

const sliceMs = 12;

/** Runs to the end of the steps. `undefined` when it was stopped. */
export async function inSlices<T>(
  steps: Iterator<undefined, T>,
  isStopped: () => boolean,
): Promise<T | undefined> {
  let sliceEnd = performance.now() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < sliceEnd) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (isStopped()) return undefined;
    sliceEnd = performance.now() + sliceMs;
  }
}
