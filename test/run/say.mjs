// One way of saying what is being done.
export const step = (text) => console.log(`\n▸ ${text}`);

export async function timed(text, work) {
  const startedMs = performance.now();
  step(text);
  const result = await work();
  console.log(`  done in ${seconds(performance.now() - startedMs)}`);
  return result;
}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
